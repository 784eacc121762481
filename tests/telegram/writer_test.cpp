#include "topology/telegram/writer.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>

#include "tests/telegram/comparison.hpp"
#include "tools/telegram_json.hpp"
#include "topology/telegram/reader.hpp"

namespace torntape::tests {
namespace {

namespace fs = std::filesystem;
using topology::Telegram;

// Every field of a telegram, its diagnostics aside: they tell of the print, not of the message.
std::string fields_of(Telegram telegram) {
  telegram.diagnostics.clear();
  std::string json;
  tools::append_json(json, telegram);
  return json;
}

void check_identity(const fs::path& file) {
  INFO(file.string());
  for (const Telegram& telegram : topology::read_telegrams(contents(file), "")) {
    const std::string written = topology::write_telegram(telegram);
    INFO(written);
    const std::vector<Telegram> again = topology::read_telegrams(written, "");
    REQUIRE(again.size() == 1);
    CHECK(fields_of(again[0]) == fields_of(telegram));
  }
}

Telegram ottawa() {
  const fs::path file = fs::path(TORNTAPE_SOURCE_DIR) / "tests/telegram/quirks/state/ottawa.txt";
  return topology::read_telegrams(contents(file), "").at(0);
}

TEST_CASE("a telegram that was read and written reads the same in every field") {
  for (const fs::path& file : files_with(fs::path(TORNTAPE_SOURCE_DIR) / "tests/telegram/quirks", ".txt")) {
    check_identity(file);
  }
  const fs::path folder = fs::path(TORNTAPE_SOURCE_DIR) / "../shared/data/headings";
  if (!fs::exists(folder)) return;
  for (const fs::path& file : files_with(folder, ".txt")) check_identity(file);
}

TEST_CASE("no line of a written heading is longer than 69 characters where it can be broken") {
  Telegram telegram = ottawa();
  for (int i = 0; i < 60; ++i)
    telegram.routing_line.push_back("RUEH" + std::string(2, static_cast<char>('A' + i % 26)));
  telegram.info[0].name = "ALL POSTS OF A COUNTRY WITH A REMARKABLY LONG NAME COLLECTIVE";
  telegram.info[1].office = "POL/ECON/MGT/CONS/DAO/PAO/RSO/AND/ALL/OTHERS/TOO";
  const std::string written = topology::write_telegram(telegram);
  std::istringstream lines(written);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= topology::kLineLength);
  CHECK(fields_of(topology::read_telegrams(written, telegram.file).at(0)) == fields_of(telegram));
}

TEST_CASE("a copy's format line 2 replaces the telegram's, and nothing else changes") {
  const Telegram telegram = ottawa();
  Telegram wanted = telegram;
  wanted.routing_line = {"RUEHGA", "RUEHVC"};
  wanted.routing_precedence = "PP";
  CHECK(topology::write_heading(telegram, {'P', {"RUEHGA", "RUEHVC"}}) == topology::write_heading(wanted));
}

TEST_CASE("a copy of a JANAP 128 heading has its own indicators and precedence in format line 2") {
  const std::string heading = "RTTUZYUW RUEWMCS0000 1231200-UUUU--RUCRNAD RHMFIUU.\n";
  const Telegram telegram =
      topology::read_telegrams(heading + "R 031200Z MAY 09\nFM BIGOFFICE\nTO NAVADMIN\n", "").at(0);
  const std::string written = topology::write_heading(telegram, {'P', {"RHMFIUU"}});
  CHECK(written.substr(0, written.find('\n')) == "PTTUZYUW RUEWMCS0000 1231200-UUUU--RHMFIUU.");
}

}  // namespace
}  // namespace torntape::tests
