#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/telegram/comparison.hpp"
#include "tools/telegram_json.hpp"
#include "topology/telegram/dtg.hpp"
#include "topology/telegram/precedence_words.hpp"
#include "topology/telegram/reader.hpp"
#include "topology/telegram/sections.hpp"
#include "topology/telegram/stream.hpp"

namespace torntape::tests {
namespace {

using topology::read_telegrams;
using topology::Telegram;

const std::string kHeading =
    "VZCZCXRO1234\nPP RUEHAB\nDE RUEHXY #0042/01 1231200\nZNR UUUUU ZZH\nP 031200Z MAY 06\n"
    "FM AMEMBASSY FREEDONIA\nTO RUEHC/SECSTATE WASHDC PRIORITY 4321\n\nUNCLAS SECTION 01 OF 03 FREEDONIA 000042\n";

std::string json_of(const Telegram& telegram) {
  std::string json;
  tools::append_json(json, telegram);
  return json;
}

TEST_CASE("the characters of each section are those of its lines, each line end counted as three") {
  const std::string second = "FREEDONIA 00000042  002 OF 003\nTWO\n";
  const std::string third = "FREEDONIA 00000042  003 OF 003\n\nTHREE";
  const Telegram telegram = read_telegrams(kHeading + second + third, "").at(0);
  REQUIRE(telegram.texts.size() == 3);
  CHECK(telegram.texts[0].number == 1);
  CHECK(telegram.texts[0].characters == kHeading.size() + 2 * 9);
  CHECK(telegram.texts[1].number == 2);
  CHECK(telegram.texts[1].characters == second.size() + 2 * 2);
  CHECK(telegram.texts[2].number == 3);
  CHECK(telegram.texts[2].characters == third.size() + 2 * 2);
  CHECK(telegram.texts[1].span.begin == kHeading.size());
}

TEST_CASE("LF, CRLF and 2CR 1LF count alike, and a second page of a section begins no section") {
  const std::string text = kHeading + "FREEDONIA 00000042  001.2 OF 003\nMORE\n";
  const std::uint64_t characters = read_telegrams(text, "").at(0).texts.at(0).characters;
  for (const char* end : {"\r\n", "\r\r\n"}) {
    std::string other;
    for (const char c : text) other += c == '\n' ? std::string(end) : std::string(1, c);
    const Telegram telegram = read_telegrams(other, "").at(0);
    REQUIRE(telegram.texts.size() == 1);
    CHECK(telegram.texts[0].characters == characters);
  }
}

TEST_CASE("a note above a telegram is none, though it has FM and TO") {
  const std::string note =
      "SUBJECT: AN INVENTED NOTE\nTHE NEXT ONE IS LOST\nFM AMEMBASSY PARIS CAME THIS\nTO SECSTATE WASHDC\n\n";
  const std::vector<Telegram> telegrams = read_telegrams(note + kHeading, "");
  REQUIRE(telegrams.size() == 1);
  CHECK(telegrams[0].from == "AMEMBASSY FREEDONIA");
  CHECK(telegrams[0].ssn == "0042");
}

TEST_CASE("a telegram without page lines has one text, numbered as its section") {
  std::string text = kHeading;
  text.replace(text.find("/01"), 3, "/02");
  const Telegram telegram = read_telegrams(text, "").at(0);
  REQUIRE(telegram.texts.size() == 1);
  CHECK(telegram.texts[0].number == 2);
}

TEST_CASE("sections of one telegram in several files are joined by originator, serial and filing time") {
  std::string second = kHeading;
  second.replace(second.find("/01"), 3, "/02");
  second.replace(second.find("N 01"), 4, "N 02");
  std::string stranger = kHeading;
  stranger.replace(stranger.find("0042"), 4, "0043");
  std::vector<Telegram> telegrams;
  for (const std::string& text : {second, stranger, kHeading}) telegrams.push_back(read_telegrams(text, "").at(0));
  const std::vector<Telegram> joined = topology::join_sections(telegrams);
  REQUIRE(joined.size() == 2);
  CHECK(joined[0].ssn == "0042");
  CHECK(joined[0].sections->first == 1);
  REQUIRE(joined[0].texts.size() == 2);
  CHECK(joined[0].texts[0].number == 1);
  CHECK(joined[0].texts[1].number == 2);
  CHECK(joined[1].ssn == "0043");
}

// What a stream of `text` gives, read in blocks of `block` bytes.
std::string streamed(std::string_view text, std::size_t block) {
  const auto source = [&](char* to, std::size_t size) {
    const std::size_t count = std::min(size, text.size());
    if (count > 0) std::memcpy(to, text.data(), count);
    text.remove_prefix(count);
    return count;
  };
  std::string json;
  topology::TelegramStream stream(source, "s", block);
  stream.read([&](Telegram& telegram) { json += json_of(telegram) + '\n'; });
  return json;
}

TEST_CASE("a stream gives the telegrams of the whole, whatever its blocks") {
  std::string many;
  for (int i = 0; i < 12; ++i) many += kHeading + "TEXT OF A LINE\n\nBT\n" + (i % 3 == 0 ? "NNNN\n\n" : "\n");
  std::vector<std::string> texts{many};
  for (const auto& file : files_with(std::filesystem::path(TORNTAPE_SOURCE_DIR) / "tests/telegram/quirks", ".txt")) {
    // A block of a text whose lines end with CR alone does not show that.
    if (file.filename() != "cr_only.txt") texts.push_back(contents(file));
  }
  for (const std::string& text : texts) {
    std::string whole;
    for (const Telegram& telegram : read_telegrams(text, "s")) whole += json_of(telegram) + '\n';
    INFO(text);
    for (const std::size_t block : {std::size_t{1}, std::size_t{7}, std::size_t{100}, std::size_t{5000}}) {
      CHECK(streamed(text, block) == whole);
    }
  }
}

TEST_CASE("a live stream gives a telegram as soon as NNNN has come") {
  const std::string one = kHeading + "BT\nTEXT\nBT\nNNNN\n";
  std::vector<std::string> parts{one, one};
  std::size_t given_at_second = 99;
  std::size_t given = 0;
  std::size_t calls = 0;
  const auto source = [&](char* to, std::size_t) -> std::size_t {
    if (++calls == 2) given_at_second = given;
    if (calls > parts.size()) return 0;
    std::memcpy(to, parts[calls - 1].data(), parts[calls - 1].size());
    return parts[calls - 1].size();
  };
  topology::TelegramStream stream(source, "s");
  stream.set_live(true);
  stream.read([&](Telegram&) { ++given; });
  CHECK(given_at_second == 1);
  CHECK(given == 2);
}

// Processor seconds that `read` takes.
template <class Read>
double seconds(const Read& read) {
  const std::clock_t begin = std::clock();
  read();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

TEST_CASE("a live stream that comes in small pieces and never ends a telegram is read in linear time") {
  std::string text = kHeading + "BT\n";
  while (text.size() < (std::size_t{8} << 20)) text += "A LINE OF TEXT THAT SAYS NOTHING TO ANYBODY AT ALL AND\n";
  const double whole = seconds([&] { CHECK(read_telegrams(text, "s").size() == 1); });
  std::size_t at = 0;
  const auto source = [&](char* to, std::size_t size) {
    const std::size_t count = std::min({size, std::size_t{4096}, text.size() - at});
    std::memcpy(to, text.data() + at, count);
    at += count;
    return count;
  };
  std::size_t given = 0;
  const double live = seconds([&] {
    topology::TelegramStream stream(source, "s");
    stream.set_live(true);
    stream.read([&](Telegram&) { ++given; });
  });
  CHECK(given == 1);
  // Reading all that is held for each piece would be a thousand times the whole.
  CHECK(live < 200 * whole);
}

TEST_CASE("what is looked at ahead of its turn takes linear time") {
  const auto many = [](std::string_view what, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += what;
    return text;
  };
  const std::string list = "R 031200Z MAY 09\nFM CNO\nTO ";
  const std::string blanks(200'000, '\n');
  for (const std::string& text :
       {list + many("UNCLAS ", 200'000) + blanks + "AMEMBASSY X\n",
        list + many("X UNCLAS INFO ", 200'000) + blanks + "AMEMBASSY X\n",
        "RTTUZYUW RUEWMCS0000 1231234-UUUU--RUCRNAD\n" + many("RUCRNAD RUHGAAA\n", 8'000'000),
        "R 031200Z MAY 09\n" + many("BT\nUNCLAS\n", 200'000) + blanks,
        "R 031200Z MAY 09\n" + many("CONFIDENTIAL\n", 200'000) + many("X", 200'000),
        many("DTG: R 031200Z MAY 09\nROUTINE\n", 400'000),
        list + "AMEMBASSY X" + many(" XSECRET", 400'000) + "\nUSS X\n", list + "X" + many(" TU", 400'000) + " 1234\n",
        "VZCZC1\nOO RUEHAB\n" + many("RUEHAB\n", 200'000) + list + "X\nid: 1\nmisc: 2\n" +
            many(list + "X\n", 200'000)}) {
    const std::string lines = kHeading + "BT\n" + many("A LINE OF TEXT THAT SAYS NOTHING TO ANYBODY\n", text.size());
    const double plain = seconds([&] { CHECK(read_telegrams(lines, "s").size() == 1); });
    const double own = seconds([&] { CHECK(!read_telegrams(text, "s").empty()); });
    INFO(text.substr(0, 80));
    // Where each word or line looks at all that follows, it is thousands of times.
    CHECK(own < 300 * plain);
  }
}

TEST_CASE("where nothing is recognised there is one telegram with an error, and nothing else") {
  for (const std::string text : {"", "\n\n", "DEAR SIR,\nI WRITE TO YOU\n", "\xFF\xFE\x01\x80", "UNCLASSIFIED//\n"}) {
    const std::vector<Telegram> telegrams = read_telegrams(text, "x");
    REQUIRE(telegrams.size() == 1);
    REQUIRE(telegrams[0].diagnostics.size() == 1);
    CHECK(telegrams[0].diagnostics[0].code == "no-heading");
    CHECK(telegrams[0].diagnostics[0].severity == topology::Diagnostic::Severity::error);
    CHECK(telegrams[0].unclassified_lines.empty());
  }
}

TEST_CASE("fields keep where they stand, and the heading why it ended") {
  const Telegram telegram = read_telegrams(kHeading, "").at(0);
  CHECK(telegram.stop == topology::Stop::text);
  bool from = false;
  for (const auto& [field, span] : telegram.fields) {
    if (field != topology::Field::from) continue;
    from = true;
    CHECK(kHeading.substr(span.begin, span.end - span.begin) == "AMEMBASSY FREEDONIA");
    CHECK(span.line == 6);
    CHECK(span.column == 4);
  }
  CHECK(from);
  CHECK(telegram.to.at(0).span.line == 7);
  CHECK(telegram.to.at(0).span.column == 4);
}

TEST_CASE("precedence words are read as meant, names are not") {
  const auto letter = [](const char* word) {
    const auto read = topology::read_precedence_word(word);
    return read ? read->letter : ' ';
  };
  for (const char* word : {"IMMEDIATE", "IMMEIDATE", "IMMEDIATTE", "IMEDIATE", "immediate", "IMMED"}) {
    CHECK(letter(word) == 'O');
  }
  for (const char* word : {"PRIORITY", "PRIORTY", "PIRORITY", "RIORITY", "PRIORIYT", "PRIO"})
    CHECK(letter(word) == 'P');
  for (const char* word : {"ROUTINE", "ROUTNE"}) CHECK(letter(word) == 'R');
  for (const char* word : {"FLASH", "FALSH"}) CHECK(letter(word) == (std::string(word) == "FLASH" ? 'Z' : ' '));
  for (const char* word : {"MINORITY", "AUTHORITY", "ROUTING", "SLASH", "INTERMEDIATE", "IMMIGRATION", "NIGER"}) {
    CHECK(letter(word) == ' ');
  }
}

}  // namespace
}  // namespace torntape::tests
