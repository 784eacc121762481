#include "topology/routes.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "topology/branches.hpp"
#include "topology/route_search.hpp"

namespace torntape::topology {
namespace {

/// Names the first two stations that cannot reach each other. `reached`: whether a root has a way to another.
template <class Reached>
void report_disconnected(const Network& network, const Branches& branches, const Reached& reached, Problems& problems) {
  for (StationId to = 0; to < network.stations().size(); ++to) {
    for (StationId at = 0; at < network.stations().size() && branches.size[to] > 0; ++at) {
      if (branches.size[at] == 0 || reached(branches.root[at], branches.root[to])) continue;
      const Station& from = network.stations()[at];
      return problems.error(from.place, from.ri.letters() + " is disconnected from " +
                                            network.stations()[to].ri.letters() +
                                            ": no path of relays leads there; add a circuit, or make a station between "
                                            "them a relay");
    }
  }
}

/// Depth first, a relay before what lies behind it.
std::vector<std::uint32_t> places_of(const Network& network) {
  std::vector<std::uint32_t> places(network.stations().size(), kNone);
  std::uint32_t next = 0;
  std::vector<StationId> stack{0};
  while (!stack.empty()) {
    const StationId at = stack.back();
    stack.pop_back();
    if (places[at] != kNone) continue;
    places[at] = next++;
    const auto leaving = network.circuits_from(at);
    for (auto id = leaving.rbegin(); id != leaving.rend(); ++id) stack.push_back(network.circuits()[*id].to);
  }
  return places;
}

}  // namespace

std::optional<Routes> Routes::build(const Network& network, Problems& problems) {
  const Branches branches = branches_of(network);
  Routes routes;
  if (routes.lay_out(network, branches, {})) return routes;
  const auto reached = [&](StationId at, StationId to) {
    return at == to || routes.table_[routes.ways_[at].row + branches.first[to]] != kNone;
  };
  report_disconnected(network, branches, reached, problems);
  return std::nullopt;
}

Routes Routes::over_others(const Network& network, std::span<const CircuitId> barred) {
  Routes routes;
  routes.lay_out(network, branches_of(network, barred), barred);
  return routes;
}

bool Routes::lay_out(const Network& network, const Branches& branches, std::span<const CircuitId> barred) {
  ways_.resize(network.stations().size());
  std::size_t entries = 0;
  for (StationId id = 0; id < network.stations().size(); ++id) {
    const bool root = branches.up[id] == kNone;
    const std::uint32_t count = root ? branches.lined_up : branches.size[id];
    ways_[id] = {entries, root ? 0 : branches.first[id], count, branches.up[id]};
    entries += count + 1;
  }
  table_.assign(entries, kNone);
  for (const Ways& ways : ways_) {
    table_[ways.row + ways.count] = ways.outside;
    only_.push_back(ways.count == 0 ? ways.outside : kNone);
  }
  const auto lead = [&](StationId at, StationId branch, CircuitId circuit) {
    const Ways& ways = ways_[at];
    const auto begin = table_.begin() + static_cast<std::ptrdiff_t>(ways.row + branches.first[branch] - ways.first);
    std::fill(begin, begin + branches.size[branch], circuit);
  };
  for (const StationId id : branches.outwards) {
    if (branches.size[id] > 0) lead(network.circuits()[branches.up[id]].to, id, reverse(branches.up[id]));
  }
  RouteSearch search(network, branches.roots);
  bool complete = true;
  for (const StationId to : branches.roots) {
    const std::span<const CircuitId> ways = search.ways_to(to, barred);
    for (std::size_t i = 0; i < ways.size(); ++i) {
      if (branches.roots[i] == to) continue;
      lead(branches.roots[i], to, ways[i]);
      complete = complete && ways[i] != kNone;
    }
  }
  places_ = places_of(network);
  tree_ = barred.empty() && network.circuits().size() == 2 * (network.stations().size() - 1);
  homes_.resize(network.stations().size());
  for (StationId id = 0; id < network.stations().size(); ++id) {
    if (branches.size[id] > 0) {
      homes_[id] = {id, kNone, branches.first[id]};
    } else {
      const StationId relay = network.circuits()[branches.up[id]].to;
      homes_[id] = {relay, reverse(branches.up[id]), branches.first[relay]};
    }
  }
  return complete;
}

std::vector<CircuitId> Routes::path(const Network& network, StationId from, StationId to) const {
  std::vector<CircuitId> circuits;
  while (from != to) {
    circuits.push_back(next(from, to));
    from = network.circuits()[circuits.back()].to;
  }
  return circuits;
}

}  // namespace torntape::topology
