#include "topology/segregation.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <utility>

#include "specs.hpp"
#include "topology/routes.hpp"

namespace torntape::topology {
namespace {

using namespace testing;

using Tags = std::vector<std::uint32_t>;
using Groups = std::vector<std::pair<CircuitId, Tags>>;

/// One group a next hop, in order of first mention, each with the tags of its destinations in their order.
Groups naive_split(const Routes& routes, StationId station, const std::vector<Destination>& line) {
  Groups groups;
  for (const Destination& destination : line) {
    const CircuitId next = routes.next(station, destination.station);
    auto group = groups.begin();
    while (group != groups.end() && group->first != next) ++group;
    if (group == groups.end()) group = groups.insert(groups.end(), {next, {}});
    group->second.push_back(destination.tag);
  }
  return groups;
}

Groups groups_of(std::span<const Share> shares, const std::vector<Destination>& line) {
  Groups groups;
  std::uint32_t covered = 0;
  for (const Share& share : shares) {
    CHECK(share.first == covered);
    CHECK(share.count > 0);
    covered += share.count;
    if (covered > line.size()) FAIL("a share goes beyond the line");
    groups.push_back({share.circuit, {}});
    for (std::uint32_t i = 0; i < share.count; ++i) groups.back().second.push_back(line[share.first + i].tag);
  }
  CHECK(covered == line.size());
  return groups;
}

/// The same groups, whatever the order of groups and of destinations in each.
Groups sorted(Groups groups) {
  for (auto& [circuit, tags] : groups) std::sort(tags.begin(), tags.end());
  std::sort(groups.begin(), groups.end());
  return groups;
}

TEST_CASE("segregation agrees with a naive grouping on random networks and lines") {
  Random random(8);
  for (int round = 0; round < 60; ++round) {
    const Network network = built(random_network(random, 1 + random.below(8), 1 + random.below(12), {1000, 2000}));
    Problems problems;
    const auto routes = Routes::build(network, problems);
    REQUIRE(routes.has_value());
    Segregator segregator(network);
    const auto count = static_cast<std::uint32_t>(network.stations().size());
    for (int split = 0; split < 60; ++split) {
      std::vector<Destination> line;
      const std::uint32_t length = 1 + random.below(random.one_in(2) ? 3 : 2 * count);
      for (std::uint32_t i = 0; i < length; ++i) line.push_back({random.below(count), i});
      const StationId station = random.below(count);
      const auto before = line;
      const Groups expected = naive_split(*routes, station, line);
      auto free = line;
      if (random.one_in(2)) {
        const auto& places = routes->places();
        std::sort(free.begin(), free.end(),
                  [&](const Destination& a, const Destination& b) { return places[a.station] < places[b.station]; });
      }
      const auto shares = segregator.split(*routes, station, line);
      if (groups_of(shares, line) != expected) FAIL("round " << round << ", split " << split);
      const auto free_shares = segregator.split(*routes, station, free, Order::free);
      if (sorted(groups_of(free_shares, free)) != sorted(expected)) FAIL("round " << round << ", free split " << split);
      for (const Destination& destination : line) {
        if (destination.station != before[destination.tag].station) FAIL("a destination lost its tag");
      }
    }
  }
}

TEST_CASE("the shares of a line are disjoint and lead to all of it, station by station") {
  Random random(9);
  for (int round = 0; round < 60; ++round) {
    const Network network = built(random_network(random, 1 + random.below(6), 1 + random.below(12), {1000, 2000}));
    Problems problems;
    const auto routes = Routes::build(network, problems);
    REQUIRE(routes.has_value());
    Segregator segregator(network);
    const auto count = static_cast<std::uint32_t>(network.stations().size());
    std::vector<int> reached(count, 0);
    std::vector<Destination> basic;
    const StationId origin = random.below(count);
    for (StationId id = 0; id < count; ++id) basic.push_back({id, id});
    std::vector<std::pair<StationId, std::vector<Destination>>> under_way{{origin, basic}};
    std::size_t splits = 0;
    while (!under_way.empty() && ++splits <= 4 * count) {
      auto [station, line] = std::move(under_way.back());
      under_way.pop_back();
      for (const Share& share : segregator.split(*routes, station, line)) {
        const std::vector<Destination> part(line.begin() + share.first, line.begin() + share.first + share.count);
        if (share.circuit != kNone) {
          under_way.emplace_back(network.circuits()[share.circuit].to, part);
          continue;
        }
        for (const Destination& own : part) {
          CHECK(own.station == station);
          ++reached[own.station];
        }
      }
    }
    CHECK(reached == std::vector<int>(count, 1));
  }
}

TEST_CASE("a relay splits a line by its circuits, its own part apart") {
  NetworkSpec spec;
  spec.stations = {relay("RUEP"), relay("RUFD"), relay("RUWS"), post("RUEPDA"), post("RUFDAB"), post("RUWSPH")};
  spec.links = {link("RUEP", "RUFD"), link("RUEP", "RUWS")};
  const Network network = built(spec);
  Problems problems;
  const auto routes = Routes::build(network, problems);
  REQUIRE(routes.has_value());
  Segregator segregator(network);
  std::vector<Destination> line{{5, 50}, {3, 30}, {4, 40}, {2, 20}, {0, 1}, {1, 10}};
  const auto shares = segregator.split(*routes, 0, line);
  const Groups groups = groups_of(shares, line);
  REQUIRE(groups.size() == 4);
  CHECK(groups[0].second == Tags{50, 20});
  CHECK(groups[1].second == Tags{30});
  CHECK(groups[2].second == Tags{40, 10});
  CHECK(groups[3] == std::pair(kNone, Tags{1}));
}

}  // namespace
}  // namespace torntape::topology
