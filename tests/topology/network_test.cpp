#include "topology/network.hpp"

#include <catch2/catch.hpp>

#include "specs.hpp"

namespace torntape::topology {
namespace {

using namespace testing;

NetworkSpec two_relays() {
  NetworkSpec spec;
  spec.stations = {relay("RUEH"), relay("RUEK"), post("RUEHOT"), post("RUEKJCS")};
  spec.links = {link("RUEH", "RUEK")};
  return spec;
}

CollectiveSpec collective(std::string_view letters, const std::vector<std::string>& members) {
  CollectiveSpec spec{ri(letters), "ALL POSTS", {}, {}, at(20, 7), at(20, 60)};
  int column = 30;
  for (const std::string& member : members) spec.members.push_back({ri(member), at(20, column++)});
  return spec;
}

TEST_CASE("a network holds what the specification says, with its defaults") {
  NetworkSpec spec = two_relays();
  spec.rate = 75;
  spec.switching = 2;
  spec.stations[1].switching = 5;
  spec.stations[2].switching = 9;
  spec.stations[0].name = "MAIN RELAY";
  spec.stations[3].addressees = {"JOINT STAFF", "SECDEF"};
  spec.links[0].circuit = {64000.0, 15, 2};
  const Network network = built(spec);
  REQUIRE(network.stations().size() == 4);
  CHECK(network.stations()[0].name == "MAIN RELAY");
  CHECK(network.stations()[0].relay);
  CHECK(network.stations()[0].switching == 2);
  CHECK(network.stations()[1].switching == 5);
  CHECK_FALSE(network.stations()[2].relay);
  CHECK(network.stations()[2].switching == 0);
  CHECK(network.stations()[2].addressees == std::vector<std::string>{"RUEHOT"});
  CHECK(network.stations()[3].addressees == std::vector<std::string>{"JOINT STAFF", "SECDEF"});
  CHECK(network.station(ri("RUEKJCS")) == 3U);
  CHECK_FALSE(network.station(ri("RUEX")).has_value());
  REQUIRE(network.circuits().size() == 6);
  CHECK(network.circuits()[0].rate == 64000);
  CHECK(network.circuits()[1].channels == 2);
  CHECK(network.circuits()[1].propagation == 15);
  CHECK(network.circuits()[2].rate == 75);
  for (CircuitId id = 0; id < 6; ++id) {
    CHECK(network.circuits()[reverse(id)].from == network.circuits()[id].to);
    CHECK(network.circuits()[reverse(id)].to == network.circuits()[id].from);
  }
}

TEST_CASE("circuits_from gives every leaving circuit, in order") {
  Random random(5);
  for (int round = 0; round < 50; ++round) {
    const Network network = built(random_network(random, 1 + random.below(6), random.below(8), {1000}));
    std::size_t seen = 0;
    for (StationId station = 0; station < network.stations().size(); ++station) {
      std::vector<CircuitId> expected;
      for (CircuitId id = 0; id < network.circuits().size(); ++id) {
        if (network.circuits()[id].from == station) expected.push_back(id);
      }
      const auto leaving = network.circuits_from(station);
      CHECK(std::vector<CircuitId>(leaving.begin(), leaving.end()) == expected);
      seen += leaving.size();
    }
    CHECK(seen == network.circuits().size());
  }
}

TEST_CASE("a circuit to an unknown station is told at that end, with the nearest indicator") {
  NetworkSpec spec = two_relays();
  spec.links.push_back({ri("RUEHOX"), ri("RUEK"), at(12, 17), at(12, 25), {}});
  spec.links.push_back({ri("RUEH"), ri("QXZZYYQQ"), at(13, 17), at(13, 23), {}});
  const auto errors = errors_of(spec);
  REQUIRE(errors.size() == 2);
  CHECK(errors[0] == "test.yaml:12:17: error: circuits: RUEHOX is no station of this network; did you mean RUEHOT?");
  CHECK(errors[1] ==
        "test.yaml:13:23: error: circuits: QXZZYYQQ is no station of this network; list it under stations");
}

TEST_CASE("a station that stands twice is told at the second place, with the line of the first") {
  NetworkSpec spec = two_relays();
  spec.stations[2].place = at(5, 7);
  spec.stations.push_back(post("RUEHOT"));
  spec.stations.back().place = at(9, 7);
  const auto errors = errors_of(spec);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0] == "test.yaml:9:7: error: station RUEHOT stands twice, first at line 5");
}

TEST_CASE("a network without stations is an error, one station alone is none") {
  NetworkSpec spec;
  spec.place = at(2, 1);
  const auto errors = errors_of(spec);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].starts_with("test.yaml:2:1: error: network: there is no station"));
  spec.stations = {post("RUEHC")};
  CHECK(errors_of(spec).empty());
}

TEST_CASE("a collective has its members and its place of expansion") {
  NetworkSpec spec = two_relays();
  spec.collectives = {collective("RUCNCCAN", {"RUEKJCS", "RUEHOT"}), collective("RUCNXX", {"RUEH"})};
  spec.collectives[0].expand_at = ri("RUEK");
  const Network network = built(spec);
  REQUIRE(network.collectives().size() == 2);
  CHECK(network.collectives()[0].name == "ALL POSTS");
  CHECK(network.collectives()[0].members == std::vector<StationId>{3, 2});
  CHECK(network.collectives()[0].expand_at == 1);
  CHECK(network.collectives()[1].expand_at == kNone);
  CHECK(network.collective(ri("RUCNXX")) == 1U);
  CHECK_FALSE(network.collective(ri("RUEH")).has_value());
  CHECK_FALSE(network.station(ri("RUCNCCAN")).has_value());
}

TEST_CASE("every fault of a collective is told at its place") {
  NetworkSpec spec = two_relays();
  spec.collectives = {collective("RUEHOT", {"RUEH"})};
  CHECK(errors_of(spec) == std::vector<std::string>{"test.yaml:20:7: error: collective RUEHOT is a station too; an "
                                                    "indicator names one of the two"});
  spec.collectives = {collective("RUCN", {"RUEH"}), collective("RUCN", {"RUEK"})};
  CHECK(errors_of(spec) == std::vector<std::string>{"test.yaml:20:7: error: collective RUCN stands twice"});
  spec.collectives = {collective("RUCN", {"RUEHOT", "RUEKJCX", "RUEHOT"})};
  CHECK(errors_of(spec) == std::vector<std::string>{"test.yaml:20:31: error: collective RUCN: member RUEKJCX is no "
                                                    "station of this network; did you mean RUEKJCS?",
                                                    "test.yaml:20:32: error: collective RUCN: member RUEHOT stands "
                                                    "twice"});
  spec.collectives = {collective("RUCN", {"RUEHOT"})};
  spec.collectives[0].expand_at = ri("RUEKJCS");
  auto errors = errors_of(spec);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].starts_with("test.yaml:20:60: error: collective RUCN: expand_at: RUEKJCS is no relay"));
  spec.collectives[0].expand_at = ri("RUEX");
  errors = errors_of(spec);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].starts_with("test.yaml:20:60: error: collective RUCN: expand_at: RUEX is no station"));
}

}  // namespace
}  // namespace torntape::topology
