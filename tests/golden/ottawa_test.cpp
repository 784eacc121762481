#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/engine.hpp"
#include "sim/replicate.hpp"

// The Ottawa telegram of the shipped scenario, alone on its network: the heading's own routing line, and one delivery
// to each of those whom it addresses.

namespace torntape {
namespace {

using topology::Precedence;
using topology::Role;

/// The 26 addressees of the heading, names as printed. All but SECSTATE WASHDC are info and PRIORITY.
const std::set<std::pair<std::string, std::string>> kNamed{
    {"RUEHC", "SECSTATE WASHDC"},       {"RUEHRL", "AMEMBASSY BERLIN"},
    {"RUEHSL", "AMEMBASSY BRATISLAVA"}, {"RUEHBS", "AMEMBASSY BRUSSELS"},
    {"RUEHBY", "AMEMBASSY CANBERRA"},   {"RUEHLI", "AMEMBASSY LISBON"},
    {"RUEHLJ", "AMEMBASSY LJUBLJANA"},  {"RUEHLO", "AMEMBASSY LONDON"},
    {"RUEHLE", "AMEMBASSY LUXEMBOURG"}, {"RUEHMD", "AMEMBASSY MADRID"},
    {"RUEHME", "AMEMBASSY MEXICO"},     {"RUEHN", "AMEMBASSY OSLO"},
    {"RUEHFR", "AMEMBASSY PARIS"},      {"RUEHPG", "AMEMBASSY PRAGUE"},
    {"RUEHSM", "AMEMBASSY STOCKHOLM"},  {"RUEHTC", "AMEMBASSY THE HAGUE"},
    {"RUEHKO", "AMEMBASSY TOKYO"},      {"RUEHWL", "AMEMBASSY WELLINGTON"},
    {"RUEHVB", "AMEMBASSY ZAGREB"},     {"RUEHBS", "USEU BRUSSELS"},
    {"RUEKJCS", "Joint STAFF WASHDC"},  {"RUEHGV", "USMISSION GENEVA"},
    {"RUEKJCS", "SECDEF WASHDC"},       {"RUEHNO", "USMISSION USNATO"},
    {"RUEAIIA", "CIA WASHDC"},          {"RHEHNSC", "WHITE HOUSE NSC WASHINGTON DC"}};

/// The members of the collective, each with its own addressee.
const std::set<std::pair<std::string, std::string>> kMembers{{"RUEHGA", "AMCONSUL CALGARY"},
                                                             {"RUEHHA", "AMCONSUL HALIFAX"},
                                                             {"RUEHQU", "AMCONSUL QUEBEC"},
                                                             {"RUEHVC", "AMCONSUL VANCOUVER"}};

/// The shipped scenario, its background traffic left out.
std::string telegram_alone(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream whole;
  whole << file.rdbuf();
  const std::string text = whole.str();
  const auto generate = text.find("  - generate:");
  const auto handling = text.find("\nhandling:");
  if (generate == std::string::npos || handling == std::string::npos) {
    throw std::runtime_error(path + " has no generate item before handling");
  }
  return text.substr(0, generate) + text.substr(handling + 1);
}

/// One replication of it, with everything recorded.
struct Run {
  std::unique_ptr<sim::Plan> plan;
  sim::Replication replication;

  explicit Run(const std::string& copy_precedence) {
    const std::string path = TORNTAPE_SOURCE_DIR "/scenarios/ottawa.yaml";
    topology::Problems problems;
    const auto scenario = scenarios::read_scenario_text(telegram_alone(path), path,
                                                        {{"handling.copy_precedence", copy_precedence}}, problems);
    if (scenario) plan = scenarios::resolve(*scenario, problems);
    for (const auto& problem : problems.sorted()) UNSCOPED_INFO(topology::line_of(problem));
    REQUIRE(plan);
    sim::Recording recording;
    recording.deliveries = true;
    recording.routing_lines = true;
    sim::replicate(*plan, 1, 1, recording, [&](sim::Replication result) { replication = std::move(result); });
  }

  /// The routing line of each section on the circuit, such as `OO RUEHGA`, by number of section.
  std::map<std::uint32_t, std::vector<std::string>> lines(std::string_view from, std::string_view to) const {
    std::map<std::uint32_t, std::vector<std::string>> lines;
    for (const sim::RoutingLineRow& row : replication.routing_lines) {
      const topology::Circuit& circuit = plan->network.circuits()[row.circuit];
      if (letters(circuit.from) != from || letters(circuit.to) != to) continue;
      std::string line(2, topology::letter(row.precedence));
      for (const topology::RoutingIndicator indicator : row.indicators) line += ' ' + indicator.letters();
      lines[row.section].push_back(line);
    }
    return lines;
  }

  std::string letters(sim::StationId station) const { return plan->network.stations()[station].ri.letters(); }
};

std::map<std::uint32_t, std::vector<std::string>> both_sections(const std::string& line) {
  return {{1, {line}}, {2, {line}}};
}

TEST_CASE("the copy for the Canadian consulates has the routing line of the real telegram") {
  const Run run("message");
  CHECK(run.lines("RUEH", "RUEHCAN") == both_sections("OO RUEHGA RUEHHA RUEHQU RUEHVC"));
}

TEST_CASE("with copy_precedence copy it goes out as PRIORITY, the copy to Washington as IMMEDIATE") {
  const Run run("copy");
  CHECK(run.lines("RUEH", "RUEHCAN") == both_sections("PP RUEHGA RUEHHA RUEHQU RUEHVC"));
  CHECK(run.lines("RUEH", "RUEHC") == both_sections("OO RUEHC"));
  CHECK(run.lines("RUEH", "RUEK") == both_sections("PP RUEKJCS"));
}

TEST_CASE("before the relay the collective stands on the routing line, after it only its members") {
  const Run run("message");
  const auto first = run.lines("RUEHOT", "RUEH");
  REQUIRE(first.size() == 2);
  CHECK(first.at(1).size() == 1);
  CHECK(first.at(1).at(0).starts_with("OO RUEHC RUCNCCAN RUEHRL "));
  CHECK(first.at(1) == first.at(2));
  CHECK(first.at(1).at(0).find("RUEHGA") == std::string::npos);
  CHECK(run.lines("RUEH", "RUCN").empty());
  for (const char* member : {"RUEHGA", "RUEHHA", "RUEHQU", "RUEHVC"}) {
    CHECK(run.lines("RUEHCAN", member) == both_sections(std::string("OO ") + member));
  }
}

TEST_CASE("each circuit of the telegram's tree carries each section once") {
  const Run run("message");
  std::map<std::pair<topology::CircuitId, std::uint32_t>, int> copies;
  std::set<topology::CircuitId> circuits;
  for (const auto& row : run.replication.routing_lines) {
    ++copies[{row.circuit, row.section}];
    circuits.insert(row.circuit);
  }
  // A tree of 34 stations: the origin, RUEH, four relays beside it, 24 stations of address lines, four members.
  CHECK(circuits.size() == 33);
  CHECK(copies.size() == 66);
  CHECK(run.replication.routing_lines.size() == 66);
  CHECK(run.replication.transmissions == 66);
}

TEST_CASE("each named addressee and each member of the collective has exactly one delivery, as the heading says") {
  for (const char* copy_precedence : {"message", "copy"}) {
    CAPTURE(copy_precedence);
    const Run run(copy_precedence);
    CHECK(run.replication.messages == 1);
    CHECK(run.replication.deliveries == 30);
    CHECK(run.replication.undelivered == 0);
    REQUIRE(run.replication.rows.size() == 30);
    std::set<std::pair<std::string, std::string>> reached;
    for (const sim::DeliveryRow& row : run.replication.rows) {
      const std::string ri = run.letters(run.plan->directory.station(row.addressee));
      const std::string& name = run.plan->directory.name(row.addressee);
      CAPTURE(ri, name);
      CHECK(reached.emplace(ri, name).second);
      const bool washington = name == "SECSTATE WASHDC";
      CHECK(row.role == (washington ? Role::action : Role::info));
      CHECK(row.precedence == (washington ? Precedence::immediate : Precedence::priority));
      CHECK(run.letters(row.origin) == "RUEHOT");
      CHECK(row.filed == 6 * 3600 * sim::kSecond);
      CHECK(row.delivered > row.filed);
      CHECK(row.hops == (kMembers.contains({ri, name}) || !ri.starts_with("RUEH") ? 3 : 2));
    }
    std::set<std::pair<std::string, std::string>> expected = kNamed;
    expected.insert(kMembers.begin(), kMembers.end());
    CHECK(reached == expected);
  }
}

}  // namespace
}  // namespace torntape
