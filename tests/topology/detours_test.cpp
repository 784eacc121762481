#include "topology/detours.hpp"

#include <catch2/catch.hpp>
#include <optional>

#include "brute_force.hpp"
#include "specs.hpp"

namespace torntape::topology {
namespace {

using namespace testing;

Routes routes_of(const Network& network) {
  Problems problems;
  auto routes = Routes::build(network, problems);
  REQUIRE(routes.has_value());
  return std::move(*routes);
}

/// RUEA - RUEB - RUEC in a triangle, a post at each.
NetworkSpec triangle() {
  NetworkSpec spec;
  spec.stations = {relay("RUEA"), relay("RUEB"), relay("RUEC"), post("RUEAX"), post("RUEBX"), post("RUECX")};
  spec.links = {link("RUEA", "RUEB"), link("RUEB", "RUEC"), link("RUEA", "RUEC")};
  return spec;
}

CircuitId circuit(const Network& network, std::string_view from, std::string_view to) {
  const auto& circuits = network.circuits();
  for (CircuitId id = 0; id < circuits.size(); ++id) {
    if (circuits[id].from == *network.station(ri(from)) && circuits[id].to == *network.station(ri(to))) return id;
  }
  FAIL("no circuit " << from << " " << to);
  return kNone;
}

TEST_CASE("a copy turned away from a trunk goes by the third relay, and comes to its end there as usual") {
  const Network network = built(triangle());
  const Routes routes = routes_of(network);
  Detours detours(network, routes);
  const StationId a = *network.station(ri("RUEA"));
  const StationId c = *network.station(ri("RUEC"));
  const StationId bx = *network.station(ri("RUEBX"));
  const CircuitId ab = circuit(network, "RUEA", "RUEB");
  const DetourId detour = detours.avoiding(kNoDetour, ab);
  CHECK(detours.next(kNoDetour, a, bx) == ab);
  CHECK(detours.next(detour, a, bx) == circuit(network, "RUEA", "RUEC"));
  CHECK(detours.next(detour, c, bx) == circuit(network, "RUEC", "RUEB"));
  CHECK(detours.avoiding(detour, ab) == detour);
  const DetourId both = detours.avoiding(detour, circuit(network, "RUEA", "RUEC"));
  CHECK(detours.next(both, a, bx) == kNone);
  CHECK(detours.next(both, c, bx) == circuit(network, "RUEC", "RUEB"));
  CHECK(detours.circuits(both).size() == 2);
}

TEST_CASE("a tributary's only circuit has no alternate") {
  const Network network = built(triangle());
  const Routes routes = routes_of(network);
  Detours detours(network, routes);
  const StationId ax = *network.station(ri("RUEAX"));
  const StationId a = *network.station(ri("RUEA"));
  const StationId bx = *network.station(ri("RUEBX"));
  const DetourId no_up = detours.avoiding(kNoDetour, circuit(network, "RUEAX", "RUEA"));
  CHECK(detours.next(no_up, ax, bx) == kNone);
  CHECK(detours.next(no_up, ax, a) == kNone);
  CHECK(detours.next(no_up, a, ax) == circuit(network, "RUEA", "RUEAX"));
  const DetourId no_down = detours.avoiding(kNoDetour, circuit(network, "RUEB", "RUEBX"));
  for (StationId at = 0; at < network.stations().size(); ++at) CHECK(detours.next(no_down, at, bx) == kNone);
}

TEST_CASE("detours agree with brute force in the network without the circuits avoided") {
  Random random(11);
  int found = 0;
  int none = 0;
  for (int round = 0; round < 120; ++round) {
    CAPTURE(round);
    const Network network = built(random_network(random, 2 + random.below(5), random.below(5), {1000, 2000, 4000}));
    const Routes routes = routes_of(network);
    Detours detours(network, routes);
    DetourId detour = kNoDetour;
    for (std::uint32_t i = 0; i < 1 + random.below(3); ++i) {
      detour = detours.avoiding(detour, random.below(static_cast<std::uint32_t>(network.circuits().size())));
    }
    for (StationId to = 0; to < network.stations().size(); ++to) {
      BruteForce brute(network, to, detours.circuits(detour));
      for (StationId from = 0; from < network.stations().size(); ++from) {
        if (from == to) continue;
        const auto best = brute.best(from);
        const CircuitId next = detours.next(detour, from, to);
        CHECK(next == (best ? best->circuits[0] : kNone));
        (best ? found : none) += 1;
      }
    }
  }
  CHECK(found > 1000);
  CHECK(none > 100);
}

TEST_CASE("however often a copy is turned away, it arrives or stands where no route is left") {
  Random random(12);
  int arrived = 0;
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    const Network network = built(random_network(random, 3 + random.below(6), random.below(4), {1000, 2000}));
    const Routes routes = routes_of(network);
    Detours detours(network, routes);
    const auto count = static_cast<std::uint32_t>(network.stations().size());
    const StationId to = random.below(count);
    StationId at = random.below(count);
    DetourId detour = kNoDetour;
    std::size_t hops = 0;
    while (at != to) {
      const CircuitId next = detours.next(detour, at, to);
      if (next == kNone) break;
      if (random.one_in(3)) {
        detour = detours.avoiding(detour, next);
      } else {
        at = network.circuits()[next].to;
        ++hops;
      }
      REQUIRE(hops <= network.stations().size() * (network.circuits().size() + 1));
    }
    arrived += at == to ? 1 : 0;
  }
  CHECK(arrived > 100);
}

}  // namespace
}  // namespace torntape::topology
