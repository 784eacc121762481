#include "topology/routes.hpp"

#include <algorithm>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <cmath>
#include <compare>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>

#include "topology/branches.hpp"
#include "topology/graph.hpp"

namespace torntape::topology {
namespace {

/// What a route costs: circuits first, then nominal time in whole nanoseconds, so that equal routes are equal.
struct Cost {
  std::uint32_t circuits = 0;
  std::int64_t time = 0;
  auto operator<=>(const Cost&) const = default;
  friend Cost operator+(const Cost& a, const Cost& b) { return {a.circuits + b.circuits, a.time + b.time}; }
};
constexpr Cost kUnreached{std::numeric_limits<std::uint32_t>::max(), 0};
constexpr double kNominalBits = 2000 * 8;

/// One circuit, with the switching of the relay that it leaves.
Cost cost_of(const Network& network, CircuitId id) {
  const Circuit& circuit = network.circuits()[id];
  const std::int64_t transmission = std::llround(kNominalBits * 1e9 / circuit.rate);
  return {1, transmission + circuit.propagation + network.stations()[circuit.from].switching};
}

/// Some of a network's stations with the circuits between them, but for those avoided: the roots of its branches, where
/// there are several ways to go.
class Core {
 public:
  Core(const Network& network, const std::vector<StationId>& stations, std::span<const CircuitId> avoided = {})
      : network_(network), stations_(stations), index_(network.stations().size(), kNone) {
    for (std::uint32_t i = 0; i < stations_.size(); ++i) index_[stations_[i]] = i;
    graph_ = Graph(stations_.size());
    leaving_.resize(stations_.size());
    for (CircuitId id = 0; id < network.circuits().size(); ++id) {
      const std::uint32_t from = index_[network.circuits()[id].from];
      const std::uint32_t to = index_[network.circuits()[id].to];
      if (from == kNone || to == kNone) continue;
      const auto is_avoided = [&](CircuitId one) { return std::binary_search(avoided.begin(), avoided.end(), one); };
      if (!is_avoided(reverse(id))) boost::add_edge(from, to, GraphEdge{id}, graph_);
      if (!is_avoided(id)) leaving_[from].push_back(id);
    }
  }

  std::uint32_t size() const { return static_cast<std::uint32_t>(stations_.size()); }
  StationId station(std::uint32_t index) const { return stations_[index]; }

  /// Cost from every station to `destination`, going backwards along circuits; only relays are passed through.
  std::vector<Cost> costs_to(std::uint32_t destination) const {
    const auto passes = [&](const Graph::edge_descriptor& edge) {
      const StationId at = stations_[source(edge, graph_)];
      return source(edge, graph_) == destination || network_.stations()[at].relay;
    };
    const boost::filtered_graph transit(graph_, std::function<bool(const Graph::edge_descriptor&)>(passes));
    std::vector<Cost> costs(stations_.size(), kUnreached);
    std::vector<std::size_t> predecessors(stations_.size());
    const auto index = get(boost::vertex_index, graph_);
    const auto weight = boost::make_function_property_map<Graph::edge_descriptor>(
        [&](const Graph::edge_descriptor& edge) { return cost_of(network_, reverse(graph_[edge].circuit)); });
    boost::dijkstra_shortest_paths(
        transit, destination,
        boost::predecessor_map(boost::make_iterator_property_map(predecessors.begin(), index))
            .distance_map(boost::make_iterator_property_map(costs.begin(), index))
            .weight_map(weight)
            .distance_zero(Cost{})
            .distance_inf(kUnreached)
            .distance_combine(std::plus<Cost>())
            .distance_compare(std::less<Cost>()));
    return costs;
  }

  /// The circuit on a cheapest route from `at`, the first neighbour in the alphabet among equals; kNone: no route.
  CircuitId best_circuit(const std::vector<Cost>& costs, std::uint32_t at, std::uint32_t destination) const {
    CircuitId best = kNone;
    Cost least = kUnreached;
    for (const CircuitId id : leaving_[at]) {
      const Station& neighbour = network_.stations()[network_.circuits()[id].to];
      const std::uint32_t there = index_[network_.circuits()[id].to];
      if (costs[there] == kUnreached || (there != destination && !neighbour.relay)) continue;
      const Cost cost = costs[there] + cost_of(network_, id);
      const bool first =
          best != kNone && cost == least && neighbour.ri < network_.stations()[network_.circuits()[best].to].ri;
      if (cost < least || first) {
        best = id;
        least = cost;
      }
    }
    return best;
  }

 private:
  const Network& network_;
  const std::vector<StationId>& stations_;
  std::vector<std::uint32_t> index_;  ///< by station; kNone for those on branches
  Graph graph_;
  std::vector<std::vector<CircuitId>> leaving_;
};

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
  const Core core(network, branches.roots, barred);
  bool complete = true;
  for (std::uint32_t to = 0; to < core.size(); ++to) {
    const std::vector<Cost> costs = core.costs_to(to);
    for (std::uint32_t at = 0; at < core.size(); ++at) {
      if (at == to) continue;
      const CircuitId best = core.best_circuit(costs, at, to);
      lead(core.station(at), core.station(to), best);
      complete = complete && best != kNone;
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

std::vector<CircuitId> Routes::without(const Network& network, StationId to, std::span<const CircuitId> avoided) {
  // Posts with one circuit are on nobody's way but their own: they are left out of the graph.
  const auto is_tributary = [&](StationId id) {
    return id != to && !network.stations()[id].relay && network.circuits_from(id).size() == 1;
  };
  std::vector<StationId> others;
  std::uint32_t destination = 0;
  for (StationId id = 0; id < network.stations().size(); ++id) {
    if (is_tributary(id)) continue;
    if (id == to) destination = static_cast<std::uint32_t>(others.size());
    others.push_back(id);
  }
  const Core core(network, others, avoided);
  const std::vector<Cost> costs = core.costs_to(destination);
  std::vector<CircuitId> row(network.stations().size(), kNone);
  for (std::uint32_t at = 0; at < others.size(); ++at) {
    if (at != destination) row[others[at]] = core.best_circuit(costs, at, destination);
  }
  for (StationId id = 0; id < network.stations().size(); ++id) {
    if (!is_tributary(id)) continue;
    const CircuitId up = network.circuits_from(id)[0];
    const StationId relay = network.circuits()[up].to;
    const bool passes = relay == to || (network.stations()[relay].relay && row[relay] != kNone);
    if (passes && !std::binary_search(avoided.begin(), avoided.end(), up)) row[id] = up;
  }
  return row;
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
