#include "topology/homing.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "specs.hpp"
#include "topology/network.hpp"

namespace torntape::topology {
namespace {

using namespace testing;

/// Station on which each station homes, by letters; those that do not home are left out. No error may be found.
std::map<std::string, std::string> homes_of(const NetworkSpec& spec) {
  IndicatorTable ids;
  std::vector<bool> has_circuit(spec.stations.size(), false);
  for (std::uint32_t i = 0; i < spec.stations.size(); ++i) ids.insert(spec.stations[i].ri, i);
  for (const LinkSpec& link : spec.links) has_circuit[*ids.find(link.a)] = has_circuit[*ids.find(link.b)] = true;
  Problems problems;
  const std::vector<std::uint32_t> homes = home_stations(spec, ids, has_circuit, problems);
  for (const Problem& problem : problems.sorted()) FAIL_CHECK(line_of(problem));
  REQUIRE(homes.size() == spec.stations.size());
  std::map<std::string, std::string> letters;
  for (std::size_t i = 0; i < homes.size(); ++i) {
    if (homes[i] != kNone) letters[spec.stations[i].ri.letters()] = spec.stations[homes[i]].ri.letters();
  }
  return letters;
}

TEST_CASE("a station homes on the longest proper prefix that is a relay") {
  NetworkSpec spec;
  spec.stations = {post("RUWSKTD"), relay("RUWSKT"), relay("RUWS"), post("RUWSPH"), post("RUWSP"), post("RUWSPHA")};
  CHECK(homes_of(spec) ==
        std::map<std::string, std::string>{
            {"RUWSKTD", "RUWSKT"}, {"RUWSKT", "RUWS"}, {"RUWSPH", "RUWS"}, {"RUWSP", "RUWS"}, {"RUWSPHA", "RUWS"}});
}

TEST_CASE("homing agrees with the naive rule on random indicators") {
  Random random(4);
  for (int round = 0; round < 200; ++round) {
    NetworkSpec spec;
    for (const RoutingIndicator indicator : random_indicators(random, 1 + random.below(40))) {
      spec.stations.push_back({indicator, random.one_in(2), {}, {}, {}, {}, {}});
    }
    spec.stations.push_back(relay("ZZZZ"));
    spec.homing.otherwise = ri("ZZZZ");
    std::map<std::string, std::string> expected;
    for (const StationSpec& station : spec.stations) {
      const std::string letters = station.ri.letters();
      if (letters == "ZZZZ") continue;
      std::string best = "ZZZZ";
      std::size_t length = 0;
      for (const StationSpec& other : spec.stations) {
        const std::string prefix = other.ri.letters();
        if (!other.relay || prefix.size() >= letters.size() || !letters.starts_with(prefix)) continue;
        if (prefix.size() > length) best = prefix;
        length = std::max(length, prefix.size());
      }
      expected[letters] = best;
    }
    CHECK(homes_of(spec) == expected);
  }
}

TEST_CASE("a station that a circuit names does not home") {
  NetworkSpec spec;
  spec.stations = {relay("RUEH"), relay("RUEK"), post("RUEHOT"), post("RUEHC")};
  spec.links = {link("RUEH", "RUEK"), link("RUEHOT", "RUEK")};
  CHECK(homes_of(spec) == std::map<std::string, std::string>{{"RUEHC", "RUEH"}});
}

TEST_CASE("explicit homing homes nobody") {
  NetworkSpec spec;
  spec.homing.prefix = false;
  spec.stations = {relay("RUEH"), post("RUEHOT")};
  spec.links = {link("RUEH", "RUEHOT")};
  CHECK(homes_of(spec).empty());
}

TEST_CASE("otherwise takes those without a relay for a prefix, and nobody else") {
  NetworkSpec spec;
  spec.homing.otherwise = ri("RUEH");
  spec.stations = {relay("RUEH"), relay("RUEK"), post("RUEKC"), post("RUEAIIA"), post("RUEHOT")};
  CHECK(homes_of(spec) == std::map<std::string, std::string>{
                              {"RUEK", "RUEH"}, {"RUEKC", "RUEK"}, {"RUEAIIA", "RUEH"}, {"RUEHOT", "RUEH"}});
}

TEST_CASE("a homing circuit has the defaults, and what the station overrides") {
  NetworkSpec spec;
  spec.rate = 1200;
  spec.propagation = 7;
  spec.channels = 3;
  spec.stations = {relay("RUEH"), post("RUEHOT"), post("RUEHC")};
  spec.stations[2].circuit = CircuitSpec{2400.0, 9, 1};
  const Network network = built(spec);
  REQUIRE(network.circuits().size() == 4);
  for (CircuitId id = 0; id < 4; ++id) {
    const Circuit& circuit = network.circuits()[id];
    const bool overridden = circuit.from == 2 || circuit.to == 2;
    CHECK(circuit.rate == (overridden ? 2400 : 1200));
    CHECK(circuit.propagation == (overridden ? 9 : 7));
    CHECK(circuit.channels == (overridden ? 1 : 3));
    CHECK((circuit.from == 0 || circuit.to == 0));
    CHECK(network.circuits()[reverse(id)].from == circuit.to);
    CHECK(network.circuits()[reverse(id)].to == circuit.from);
  }
}

TEST_CASE("a station without a home is disconnected, at its place") {
  NetworkSpec spec;
  spec.stations = {relay("RUEH"), post("RUEHC"), post("RUFKC"), relay("RUFLA")};
  spec.stations[2].place = at(6, 9);
  spec.stations[3].place = at(7, 11);
  const auto errors = errors_of(spec);
  REQUIRE(errors.size() == 2);
  CHECK(errors[0].starts_with("test.yaml:6:9: error: RUFKC is disconnected"));
  CHECK(errors[1].starts_with("test.yaml:7:11: error: RUFLA is disconnected"));
  spec.homing.prefix = false;
  CHECK(errors_of(spec).size() == 4);
}

TEST_CASE("homing in a circle is told once, with those in it") {
  NetworkSpec spec;
  spec.homing.otherwise = ri("RUEKA");
  spec.stations = {relay("RUEK"), relay("RUEKA"), post("RUEKAB"), post("RUEHC")};
  for (int i = 0; i < 4; ++i) spec.stations[static_cast<std::size_t>(i)].place = at(10 + i, 7);
  const auto errors = errors_of(spec);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].starts_with("test.yaml:10:7: error: homing goes round in a circle: RUEK on RUEKA on RUEK;"));
  spec.links = {link("RUEK", "RUEHC")};
  CHECK(errors_of(spec).empty());
}

TEST_CASE("otherwise must be a relay of the network") {
  NetworkSpec spec;
  spec.stations = {relay("RUEH"), post("RUEHC"), post("RUFKC")};
  spec.homing.place = at(3, 20);
  spec.homing.otherwise = ri("RUEX");
  auto errors = errors_of(spec);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].starts_with("test.yaml:3:20: error: homing: otherwise: RUEX is no station"));
  spec.homing.otherwise = ri("RUEHC");
  errors = errors_of(spec);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].starts_with("test.yaml:3:20: error: homing: otherwise: RUEHC is no relay"));
}

TEST_CASE("a homing circuit's overrides need a homing circuit") {
  NetworkSpec spec;
  spec.stations = {relay("RUEH"), relay("RUEK"), post("RUEHOT")};
  spec.links = {link("RUEH", "RUEK"), link("RUEHOT", "RUEK")};
  spec.stations[2].circuit = CircuitSpec{2400.0, {}, {}, {}, {}, {}, {}, at(8, 30)};
  const auto errors = errors_of(spec);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].starts_with("test.yaml:8:30: error: circuit: RUEHOT has circuits of its own"));
}

}  // namespace
}  // namespace torntape::topology
