#include "topology/telegram/lengths.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <string>

#include "plans.hpp"
#include "sim/engine.hpp"
#include "sim/heading_table.hpp"
#include "sim/sectioning.hpp"

namespace torntape::sim {
namespace {

using namespace testing;

/// RUEH with three posts, one of them with two addressees, one of them with a name beyond a line's length.
std::unique_ptr<Plan> desk(const std::string& handling, const std::string& generate) {
  return plan_of(
      "name: lengths\n"
      "network:\n"
      "  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHBCD, addressees: [ONE, TWO]}, {ri: RUEHC, "
      "addressees: [PERMANENT MISSION TO THE COMMISSION OF THE RIVER THAT RUNS THROUGH FREEDONIA]}]\n"
      "  collectives: [{ri: RUCNALL, name: ALL FREEDONIAN POSTS COLLECTIVE, members: [RUEHA, RUEHC]}]\n"
      "traffic: [{generate: {" +
      generate + "}}]\nhandling: {" + handling + "}\nrun: {duration: 1 day}\n");
}

topology::AddressLine line_of(const std::string& ri, const std::string& name, char precedence, bool serial) {
  topology::AddressLine line;
  line.ri = ri;
  line.name = name;
  if (precedence != 'R') line.precedence = precedence;
  if (serial) line.serial = "0000";
  return line;
}

TEST_CASE("a generated heading is as long as the writer makes the same telegram") {
  const auto plan = desk("header: formatted", "rate: 1 per day");
  const HeadingTable& table = *plan->headings;
  const auto at = [&](std::string_view letters) { return station(plan->network, letters); };
  AddressBlock block;
  table.add_station(block, at("RUEHBCD"), Precedence::immediate, Role::action);
  table.add_station(block, at("RUEH"), Precedence::routine, Role::info);
  table.add_collective(block, 0, Precedence::priority, Role::info);
  table.add_station(block, at("RUEHC"), Precedence::immediate, Role::action);
  table.add_station(block, at("RUEHC"), Precedence::flash, Role::info);
  table.add_station(block, at("RUEH"), Precedence::immediate, Role::info, true);

  const std::string river = "PERMANENT MISSION TO THE COMMISSION OF THE RIVER THAT RUNS THROUGH FREEDONIA";
  topology::Telegram telegram;
  telegram.transmission_id = "VZCZCAAA0000";
  telegram.originator_ri = "RUEHA";
  telegram.ssn = "0000";
  telegram.filing_time = "0010000";
  telegram.classification_prosign = "ZNR UUUUU";
  telegram.precedences = {'O'};
  telegram.dtg = "010000Z JAN 07";
  telegram.from = "RUEHA";
  telegram.to = {line_of("RUEHBCD", "ONE", 'O', true), line_of("RUEHBCD", "TWO", 'O', true),
                 line_of("RUEHC", river, 'O', true)};
  telegram.info = {line_of("RUEH", "RUEH", 'R', true),
                   line_of("RUCNALL", "ALL FREEDONIAN POSTS COLLECTIVE", 'P', false),
                   line_of("RUEHC", river, 'Z', true), line_of("RUEH", "RUEH", 'O', true)};
  telegram.info.back().niact = true;
  for (const std::uint32_t number : {1U, 9U, 99U, 100U, 230U}) {
    for (const std::uint32_t text : {1U, 69U, 70U, 690U, 691U, 2000U, 6900U, 200'000U}) {
      telegram.section = static_cast<int>(number);
      const std::uint64_t lines = (text + 68) / 69;
      CHECK(table.characters(at("RUEHA"), block, number, 1, text) ==
            topology::characters_beside_routing(telegram, {text, lines}));
      // SECTION 01 OF 300
      const std::uint64_t marker = number < 100 ? 17 : 18;
      CHECK(table.characters(at("RUEHA"), block, number, 300, text) ==
            topology::characters_beside_routing(telegram, {text + marker, lines + 1}));
    }
  }
}

std::uint64_t sum_of(const Draft& draft) {
  return std::accumulate(draft.sections.begin(), draft.sections.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const Section& section) { return sum + section.characters; });
}

TEST_CASE("a message is split into full sections and the rest, and nothing of it is lost") {
  const auto sections = [](std::uint32_t characters, std::uint32_t lines) {
    Draft draft;
    draft.sections = {{1, characters}};
    split_into_sections(draft, lines);
    CHECK(sum_of(draft) == characters);
    for (std::size_t i = 0; i < draft.sections.size(); ++i) CHECK(draft.sections[i].number == i + 1);
    return draft.sections;
  };
  CHECK(sections(1, 1).size() == 1);
  CHECK(sections(6900, 100).size() == 1);
  CHECK(sections(6901, 100).size() == 2);
  CHECK(sections(6901, 100).back().characters == 1);
  CHECK(sections(69 * 999, 1).size() == 999);
  // More than 999 sections are not made: each has two lines then.
  CHECK(sections(69 * 1000, 1).size() == 500);
  CHECK(sections(4'000'000'000, 1).size() <= 999);
}

TEST_CASE("lengths and limits change what is transmitted, never the traffic or who gets it") {
  const std::string generate =
      "rate: 50 per day, characters: {exponential: 9000}, addressees: 3, action: 1, info_precedence: lower, "
      "to: [RUEH, RUEHA, RUEHBCD, RUEHC]";
  const Replication plain = simulate(*desk("header: none", generate), 1, {});
  REQUIRE(plain.messages > 100);
  for (const std::string handling :
       {"header: formatted", "section_lines: 7", "header: formatted, section_lines: 3, routing_line_limit: 2",
        "routing_line_limit: 1, copy_precedence: copy, header: formatted"}) {
    INFO(handling);
    const Replication other = simulate(*desk(handling, generate), 1, {});
    CHECK(other.traffic == plain.traffic);
    CHECK(other.messages == plain.messages);
    CHECK(other.deliveries == plain.deliveries);
    CHECK(other.fingerprint != plain.fingerprint);
  }
}

}  // namespace
}  // namespace torntape::sim
