#include "topology/criticality.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "specs.hpp"
#include "topology/cuts.hpp"

namespace torntape::topology {
namespace {

using namespace testing;

Network network_of(std::vector<StationSpec> stations, std::vector<LinkSpec> links) {
  NetworkSpec spec;
  spec.stations = std::move(stations);
  spec.links = std::move(links);
  return built(spec);
}

std::string letters(const Network& network, StationId id) {
  return network.stations()[id].ri.letters();
}

/// `relay RUHB: RUHBA RUHC`, `circuit RUHA-RUHB: ...`
std::vector<std::string> told(const Network& network) {
  std::vector<std::string> lines;
  for (const Loss& loss : single_points_of_failure(network)) {
    std::string line;
    if (loss.station != kNone) {
      line = "relay " + letters(network, loss.station) + ":";
    } else {
      const Circuit& circuit = network.circuits()[loss.circuit];
      line = "circuit " + letters(network, circuit.from) + "-" + letters(network, circuit.to) + ":";
    }
    for (const StationId id : loss.cut_off) line += ' ' + letters(network, id);
    lines.push_back(line);
  }
  return lines;
}

TEST_CASE("the cut vertices and edges of a graph that can be seen at a glance") {
  //   0 - 1 - 2    3 = 4 (two edges)
  //        \ /     |
  //    (triangle 1 2 5)
  const std::vector<std::pair<std::uint32_t, std::uint32_t>> edges{{0, 1}, {1, 2}, {2, 5}, {5, 1},
                                                                   {3, 4}, {4, 3}, {2, 3}};
  const Cuts cuts = cuts_of(6, edges);
  CHECK(cuts.vertices == std::vector<std::uint32_t>{1, 2, 3});
  CHECK(cuts.edges == std::vector<std::uint32_t>{0, 6});
  CHECK(cuts_of(3, {}).vertices.empty());
}

TEST_CASE("a chain of relays: each cuts off what hangs on it and the smaller side") {
  // RUHAA - RUHA - RUHB - RUHC - RUHCA, RUHB with two posts
  const Network network = network_of(
      {relay("RUHA"), relay("RUHB"), relay("RUHC"), post("RUHAA"), post("RUHBA"), post("RUHBB"), post("RUHCA")},
      {link("RUHA", "RUHB"), link("RUHB", "RUHC")});
  CHECK(told(network) == std::vector<std::string>{"relay RUHB: RUHC RUHBA RUHBB RUHCA", "circuit RUHA-RUHB: RUHA RUHAA",
                                                  "circuit RUHB-RUHC: RUHC RUHCA", "relay RUHA: RUHAA",
                                                  "relay RUHC: RUHCA", "circuit RUHAA-RUHA: RUHAA",
                                                  "circuit RUHBA-RUHB: RUHBA", "circuit RUHBB-RUHB: RUHBB",
                                                  "circuit RUHCA-RUHC: RUHCA"});
}

TEST_CASE("a post with two circuits hangs on no one relay, and passes nothing on between them") {
  // RUHP has circuits to RUHA and RUHB, which are joined by RUHC alone.
  const Network network =
      network_of({relay("RUHA"), relay("RUHB"), relay("RUHC"), post("RUHP")},
                 {link("RUHA", "RUHC"), link("RUHC", "RUHB"), link("RUHP", "RUHA"), link("RUHP", "RUHB")});
  CHECK(told(network) ==
        std::vector<std::string>{"relay RUHC: RUHB", "circuit RUHA-RUHC: RUHA", "circuit RUHC-RUHB: RUHB"});
}

TEST_CASE("a ring of relays with posts on two circuits each has no single point of failure") {
  const Network network = network_of(
      {relay("RUHA"), relay("RUHB"), relay("RUHC"), post("RUHP")},
      {link("RUHA", "RUHB"), link("RUHB", "RUHC"), link("RUHC", "RUHA"), link("RUHP", "RUHA"), link("RUHP", "RUHB")});
  CHECK(told(network).empty());
}

TEST_CASE("two posts on one circuit lose each other by it") {
  const Network network = network_of({post("RUHA"), post("RUHB")}, {link("RUHA", "RUHB")});
  CHECK(told(network) == std::vector<std::string>{"circuit RUHA-RUHB: RUHA"});
}

/// How many stations a copy of `from` can reach: through relays alone, without the lost station and circuit.
std::size_t reach(const Network& network, StationId from, StationId lost, CircuitId broken) {
  std::set<StationId> reached{from};
  std::vector<StationId> open{from};
  while (!open.empty()) {
    const StationId at = open.back();
    open.pop_back();
    if (at != from && !network.stations()[at].relay) continue;
    for (const CircuitId id : network.circuits_from(at)) {
      const StationId to = network.circuits()[id].to;
      if (to != lost && id / 2 != broken / 2 && reached.insert(to).second) open.push_back(to);
    }
  }
  return reached.size();
}

TEST_CASE("on random networks those are named whose loss keeps somebody from somebody, and no others") {
  Random random(7);
  for (int round = 0; round < 150; ++round) {
    const Network network = built(random_network(random, 1 + random.below(7), 1 + random.below(9), {9600.0}));
    std::set<StationId> lost;
    std::set<CircuitId> broken;
    for (const Loss& loss : single_points_of_failure(network)) {
      if (loss.station != kNone) lost.insert(loss.station);
      if (loss.circuit != kNone) broken.insert(loss.circuit);
      const auto count = static_cast<StationId>(network.stations().size());
      const std::size_t left = count - (loss.station != kNone ? 1 : 0);
      // Whoever is cut off is out of the reach of one at least that is not.
      for (const StationId id : loss.cut_off) CHECK(reach(network, id, loss.station, loss.circuit) < left);
    }
    const auto parted = [&](StationId station, CircuitId circuit) {
      const std::size_t left = network.stations().size() - (station != kNone ? 1 : 0);
      for (StationId id = 0; id < network.stations().size(); ++id) {
        if (id != station && reach(network, id, station, circuit) < left) return true;
      }
      return false;
    };
    CAPTURE(round);
    std::string drawn;
    for (CircuitId id = 0; id < network.circuits().size(); id += 2) {
      const Circuit& circuit = network.circuits()[id];
      drawn += letters(network, circuit.from) + (network.stations()[circuit.from].relay ? "* - " : " - ") +
               letters(network, circuit.to) + (network.stations()[circuit.to].relay ? "*, " : ", ");
    }
    CAPTURE(drawn, told(network));
    for (StationId id = 0; id < network.stations().size(); ++id) CHECK(lost.contains(id) == parted(id, kNone));
    for (CircuitId id = 0; id < network.circuits().size(); id += 2) CHECK(broken.contains(id) == parted(kNone, id));
  }
}

}  // namespace
}  // namespace torntape::topology
