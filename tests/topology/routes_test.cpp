#include "topology/routes.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>

#include "brute_force.hpp"
#include "specs.hpp"

namespace torntape::topology {
namespace {

using namespace testing;

/// The way that `routes` takes; stops after as many circuits as there are stations.
Way way_of(const Network& network, const Routes& routes, StationId from, StationId to) {
  Way way;
  for (StationId at = from; at != to && way.circuits.size() <= network.stations().size();) {
    const CircuitId id = routes.next(at, to);
    if (id >= network.circuits().size() || network.circuits()[id].from != at) {
      FAIL("at " << network.stations()[at].ri.letters() << " for " << network.stations()[to].ri.letters()
                 << " the next circuit is " << id);
    }
    if (at != from) way.time += network.stations()[at].switching * kScale;
    at = network.circuits()[id].to;
    way.circuits.push_back(id);
    way.time += time_of(network.circuits()[id]);
    way.indicators.push_back(network.stations()[at].ri);
  }
  return way;
}

std::string text_of(const Network& network, StationId from, const Way& way) {
  std::string text = network.stations()[from].ri.letters();
  for (const RoutingIndicator indicator : way.indicators) text += ' ' + indicator.letters();
  return text + " in " + std::to_string(static_cast<double>(way.time) / kScale * 1e-9) + " s";
}

/// Checks every pair of stations; returns false where some pair has no way.
bool agrees_with_brute_force(const Network& network) {
  Problems problems;
  const auto routes = Routes::build(network, problems);
  bool complete = true;
  for (StationId to = 0; to < network.stations().size(); ++to) {
    BruteForce brute(network, to);
    for (StationId from = 0; from < network.stations().size(); ++from) {
      if (from == to) continue;
      const auto best = brute.best(from);
      complete = complete && best.has_value();
      if (!best || !routes) continue;
      const Way way = way_of(network, *routes, from, to);
      if (way.key() != best->key()) {
        FAIL_CHECK(text_of(network, from, way) << ", but " << text_of(network, from, *best) << " is better");
      }
      if (routes->path(network, from, to) != way.circuits) FAIL_CHECK("path is not what next gives");
    }
  }
  CHECK(routes.has_value() == complete);
  CHECK(problems.any_error() == !complete);
  return complete;
}

TEST_CASE("routes agree with brute force on random networks") {
  Random random(6);
  for (int round = 0; round < 150; ++round) {
    CAPTURE(round);
    const NetworkSpec spec = random_network(random, 1 + random.below(6), random.below(5), {1000, 2000, 4000, 8000});
    CHECK(agrees_with_brute_force(built(spec)));
  }
}

TEST_CASE("routes agree with brute force on deep trees of relays, and where such trees hang on a mesh") {
  Random random(8);
  for (int round = 0; round < 100; ++round) {
    CAPTURE(round);
    NetworkSpec spec;
    spec.homing.prefix = false;
    const std::uint32_t count = 2 + random.below(14);
    const std::uint32_t mesh = round % 2 == 0 ? 0 : 2 + random.below(3);
    for (const RoutingIndicator indicator : random_indicators(random, count)) {
      spec.stations.push_back({indicator, true, {}, {}, {}, {}, {}});
    }
    for (std::uint32_t i = 1; i < count; ++i) {
      const std::uint32_t hangs_on = i - 1 - random.below(std::min(i, 2U));
      spec.links.push_back({spec.stations[i].ri, spec.stations[hangs_on].ri, {}, {}, {}});
      for (std::uint32_t other = 0; i < mesh && other + 1 < i; ++other) {
        if (other == hangs_on) continue;
        spec.links.push_back({spec.stations[i].ri, spec.stations[other].ri, {}, {}, {}});
      }
    }
    CHECK(agrees_with_brute_force(built(spec)));
  }
}

TEST_CASE("routes agree with brute force where posts stand between posts, and some cannot reach others") {
  Random random(7);
  int complete = 0;
  int incomplete = 0;
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    NetworkSpec spec;
    spec.homing.prefix = false;
    const std::uint32_t count = 2 + random.below(6);
    for (const RoutingIndicator indicator : random_indicators(random, count)) {
      spec.stations.push_back({indicator, !random.one_in(3), {}, {}, {}, {}, {}});
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t other = (i + 1 + random.below(count - 1)) % count;
      spec.links.push_back({spec.stations[i].ri, spec.stations[other].ri, {}, {}, {}});
      spec.links.back().circuit.rate = 1000 * (1 + random.below(2));
    }
    (agrees_with_brute_force(built(spec)) ? complete : incomplete) += 1;
  }
  CHECK(complete > 50);
  CHECK(incomplete > 50);
}

TEST_CASE("a station's route to itself is no circuit at all") {
  NetworkSpec spec;
  spec.stations = {relay("RUEH"), post("RUEHC"), post("RUEHOT")};
  const Network network = built(spec);
  Problems problems;
  const auto routes = Routes::build(network, problems);
  REQUIRE(routes.has_value());
  for (StationId id = 0; id < 3; ++id) {
    CHECK(routes->next(id, id) == kNone);
    CHECK(routes->path(network, id, id).empty());
  }
  CHECK(routes->path(network, 1, 2).size() == 2);
}

TEST_CASE("fewer circuits beat a shorter time, a shorter time the alphabet") {
  NetworkSpec spec;
  spec.homing.prefix = false;
  spec.stations = {relay("RUEA"), relay("RUEB"), relay("RUEC"), relay("RUED")};
  spec.links = {link("RUEA", "RUEC"), link("RUEC", "RUED"), link("RUEA", "RUEB"), link("RUEB", "RUED")};
  const auto through = [&] {
    const Network network = built(spec);
    Problems problems;
    const auto routes = Routes::build(network, problems);
    REQUIRE(routes.has_value());
    return text_of(network, 0, way_of(network, *routes, 0, 3)).substr(0, 14);
  };
  CHECK(through() == "RUEA RUEB RUED");
  spec.stations[1].switching = 1;
  CHECK(through() == "RUEA RUEC RUED");
  spec.links[0].circuit.propagation = 2;
  CHECK(through() == "RUEA RUEB RUED");
  spec.links[1].circuit.rate = 64'000;
  CHECK(through() == "RUEA RUEC RUED");
  spec.links.push_back(link("RUEA", "RUED"));
  spec.links.back().circuit.rate = 50;
  CHECK(through() == "RUEA RUED in 3");
}

TEST_CASE("stations out of each other's reach are told, at the place of one of them") {
  NetworkSpec spec;
  spec.homing.prefix = false;
  spec.stations = {relay("RUEH"), post("RUEHX"), relay("RUEK")};
  for (int i = 0; i < 3; ++i) spec.stations[static_cast<std::size_t>(i)].place = at(5 + i, 7);
  spec.links = {link("RUEH", "RUEHX"), link("RUEHX", "RUEK")};
  Problems problems;
  CHECK_FALSE(Routes::build(built(spec), problems).has_value());
  REQUIRE(problems.sorted().size() == 1);
  const std::string line = line_of(problems.sorted()[0]);
  CHECK((line.starts_with("test.yaml:7:7: error: RUEK is disconnected from RUEH") ||
         line.starts_with("test.yaml:5:7: error: RUEH is disconnected from RUEK")));
}

}  // namespace
}  // namespace torntape::topology
