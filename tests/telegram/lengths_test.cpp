#include "topology/telegram/lengths.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/telegram/comparison.hpp"
#include "topology/telegram/reader.hpp"
#include "topology/telegram/writer.hpp"

namespace torntape::tests {
namespace {

namespace fs = std::filesystem;
using topology::Extent;
using topology::Telegram;

// The lines as they are sent: every end 2CR 1LF.
std::size_t sent(const std::string& written) {
  return written.size() + 2 * static_cast<std::size_t>(std::count(written.begin(), written.end(), '\n'));
}

std::uint64_t routing_characters(const Telegram& telegram, const std::vector<std::string>& indicators) {
  return topology::routing_line_characters(topology::routing_line_form(telegram), indicators.size(),
                                           [&](std::size_t i) { return indicators[i].size(); });
}

Telegram telegram_of(const std::string& heading) {
  return topology::read_telegrams(heading, "").at(0);
}

const std::string kHeading =
    "DE RUEHXY #0042 1231200\nZNR UUUUU\nR 031200Z MAY 06\nFM AMEMBASSY FREEDONIA\nTO RUEHC/SECSTATE WASHDC\n";

TEST_CASE("the length of format line 2 is that of the line as it is written, however many indicators") {
  std::size_t compared = 0;
  std::vector<fs::path> files = files_with(fs::path(TORNTAPE_SOURCE_DIR) / "tests/telegram/quirks", ".txt");
  for (const fs::path& file : files) {
    for (const Telegram& telegram : topology::read_telegrams(contents(file), "")) {
      std::vector<std::string> indicators;
      for (int i = 0; i < 60; ++i) {
        indicators.push_back(std::string("RUEHABCD").substr(0, 4 + static_cast<std::size_t>(i * 7 % 5)));
        INFO(file.string() << ' ' << i);
        REQUIRE(routing_characters(telegram, indicators) ==
                sent(topology::write_routing_line(telegram, {'O', indicators})));
        ++compared;
      }
    }
  }
  CHECK(compared > 60 * 100);
}

TEST_CASE("format line 2 goes on in a further line where the next indicator does not fit into 69 characters") {
  const Telegram telegram = telegram_of(kHeading);
  // RR and nine indicators of six letters are 65 characters; a tenth goes to a line of its own.
  CHECK(routing_characters(telegram, std::vector<std::string>(9, "RUEHHA")) == 65 + 3);
  CHECK(routing_characters(telegram, std::vector<std::string>(10, "RUEHHA")) == 65 + 3 + 6 + 3);
}

TEST_CASE("a transmission is its heading, BT, text, page headings, BT and the end") {
  const Telegram telegram = telegram_of(kHeading);
  const std::uint64_t empty = topology::characters_beside_routing(telegram, {0, 0});
  // Five lines, two BT lines, each end three; 2CR 8LF NNNN 12LTRS.
  CHECK(empty == (kHeading.size() - 5) + 5 * 3 + 2 * 5 + 26);
  CHECK(topology::characters_beside_routing(telegram, {69, 1}) - empty == 72);
  // Format lines 5 to 7 and BT leave 16 lines on the first page; the 17th is behind `PAGE 02 RUEHXY 0042 UUUUU`.
  CHECK(topology::characters_beside_routing(telegram, {160, 16}) - empty == 160 + 16 * 3);
  CHECK(topology::characters_beside_routing(telegram, {170, 17}) - empty == 170 + 17 * 3 + 25 + 3);
  CHECK(topology::characters_beside_routing(telegram, {360, 36}) - empty == 360 + 36 * 3 + 25 + 3);
  CHECK(topology::characters_beside_routing(telegram, {370, 37}) - empty == 370 + 37 * 3 + 2 * (25 + 3));
}

TEST_CASE("page numbers have two figures, and more where they need them") {
  CHECK(topology::page_heading_characters(20, 18) == 0);
  CHECK(topology::page_heading_characters(21, 18) == 28);
  CHECK(topology::page_heading_characters(99 * 20, 18) == 98 * 28);
  CHECK(topology::page_heading_characters(100 * 20, 18) == 98 * 28 + 29);
  CHECK(topology::page_heading_characters(1000 * 20, 18) == 98 * 28 + 900 * 29 + 30);
}

TEST_CASE("the texts of a telegram are its lines between the heading and BT, without page headings") {
  const std::string text = kHeading +
                           "BT\nUNCLAS SECTION 01 OF 02 FREEDONIA 000042\n\n  INDENTED  \n"
                           "PAGE 02 RUEHXY 0042 UNCLAS\nA\n\n"
                           "FREEDONIA 00000042  002 OF 002\n\nLAST\nBT\n#0042\nNNNN\n";
  const Telegram telegram = telegram_of(text);
  const std::vector<Extent> extents = topology::text_extents(text, telegram);
  REQUIRE(extents.size() == 2);
  // UNCLAS ..., an empty line, INDENTED with its two blanks, A.
  CHECK(extents[0].characters == 40 + 10 + 1);
  CHECK(extents[0].lines == 4);
  CHECK(extents[1].characters == 4);
  CHECK(extents[1].lines == 1);
}

TEST_CASE("a text that begins on the line of BT begins there, and a heading alone has none") {
  const std::string text = kHeading + "BT UNCLAS\nSUBJECT: NONE\n";
  const std::vector<Extent> extents = topology::text_extents(text, telegram_of(text));
  REQUIRE(extents.size() == 1);
  CHECK(extents[0].characters == 6 + 13);
  CHECK(extents[0].lines == 2);
  const std::vector<Extent> none = topology::text_extents(kHeading, telegram_of(kHeading));
  REQUIRE(none.size() == 1);
  CHECK(none[0].characters == 0);
  CHECK(none[0].lines == 0);
}

}  // namespace
}  // namespace torntape::tests
