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

/// The core alone: relays, and stations that are not simply the tributary of one relay.
struct Core {
  std::vector<StationId> stations;
  std::vector<std::uint32_t> index;  ///< by station; kNone for tributaries
};

Core core_of(const Network& network) {
  Core core;
  core.index.assign(network.stations().size(), kNone);
  for (StationId id = 0; id < network.stations().size(); ++id) {
    const auto leaving = network.circuits_from(id);
    const bool tributary = !network.stations()[id].relay && leaving.size() == 1 &&
                           network.stations()[network.circuits()[leaving[0]].to].relay;
    if (tributary) continue;
    core.index[id] = static_cast<std::uint32_t>(core.stations.size());
    core.stations.push_back(id);
  }
  return core;
}

/// Cost from every core station to `destination`, going backwards along circuits; only relays are passed through.
std::vector<Cost> costs_to(const Network& network, const Graph& graph, const Core& core, std::uint32_t destination) {
  const auto passes = [&](const Graph::edge_descriptor& edge) {
    const StationId at = core.stations[source(edge, graph)];
    return source(edge, graph) == destination || network.stations()[at].relay;
  };
  const boost::filtered_graph transit(graph, std::function<bool(const Graph::edge_descriptor&)>(passes));
  std::vector<Cost> costs(core.stations.size(), kUnreached);
  std::vector<std::size_t> predecessors(core.stations.size());
  const auto index = get(boost::vertex_index, graph);
  const auto weight = boost::make_function_property_map<Graph::edge_descriptor>(
      [&](const Graph::edge_descriptor& edge) { return cost_of(network, reverse(graph[edge].circuit)); });
  boost::dijkstra_shortest_paths(transit, destination,
                                 boost::predecessor_map(boost::make_iterator_property_map(predecessors.begin(), index))
                                     .distance_map(boost::make_iterator_property_map(costs.begin(), index))
                                     .weight_map(weight)
                                     .distance_zero(Cost{})
                                     .distance_inf(kUnreached)
                                     .distance_combine(std::plus<Cost>())
                                     .distance_compare(std::less<Cost>()));
  return costs;
}

Graph core_graph(const Network& network, const Core& core) {
  Graph graph(core.stations.size());
  for (CircuitId id = 0; id < network.circuits().size(); ++id) {
    const std::uint32_t from = core.index[network.circuits()[id].from];
    const std::uint32_t to = core.index[network.circuits()[id].to];
    if (from != kNone && to != kNone) boost::add_edge(from, to, GraphEdge{id}, graph);
  }
  return graph;
}

/// The circuit on a cheapest route from `at`, the first neighbour in the alphabet among equals; kNone: no route.
CircuitId best_circuit(const Network& network, const Core& core, const std::vector<Cost>& costs, std::uint32_t at,
                       std::uint32_t destination) {
  CircuitId best = kNone;
  Cost least = kUnreached;
  for (const CircuitId id : network.circuits_from(core.stations[at])) {
    const StationId neighbour = network.circuits()[id].to;
    const std::uint32_t there = core.index[neighbour];
    if (there == kNone || costs[there] == kUnreached) continue;
    if (there != destination && !network.stations()[neighbour].relay) continue;
    const Cost cost = costs[there] + cost_of(network, id);
    const bool first = best != kNone && cost == least &&
                       network.stations()[neighbour].ri < network.stations()[network.circuits()[best].to].ri;
    if (cost < least || first) {
      best = id;
      least = cost;
    }
  }
  return best;
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
  const Core core = core_of(network);
  const Graph graph = core_graph(network, core);
  Routes routes;
  routes.cores_ = static_cast<std::uint32_t>(core.stations.size());
  routes.table_.assign(core.stations.size() * core.stations.size(), kNone);
  bool complete = true;
  for (std::uint32_t to = 0; to < routes.cores_; ++to) {
    const std::vector<Cost> costs = costs_to(network, graph, core, to);
    for (std::uint32_t at = 0; at < routes.cores_; ++at) {
      if (at == to) continue;
      const CircuitId best = best_circuit(network, core, costs, at, to);
      routes.table_[static_cast<std::size_t>(at) * routes.cores_ + to] = best;
      if (best == kNone && complete) {
        const Station& from = network.stations()[core.stations[at]];
        problems.error(from.place, from.ri.letters() + " is disconnected from " +
                                       network.stations()[core.stations[to]].ri.letters() +
                                       ": no path of relays leads there; add a circuit, or make a station between "
                                       "them a relay");
        complete = false;
      }
    }
  }
  if (!complete) return std::nullopt;
  routes.places_ = places_of(network);
  routes.up_.resize(network.stations().size(), kNone);
  routes.homes_.resize(network.stations().size());
  for (StationId id = 0; id < network.stations().size(); ++id) {
    if (core.index[id] != kNone) {
      routes.homes_[id] = {id, kNone, core.index[id]};
    } else {
      const CircuitId up = network.circuits_from(id)[0];
      const StationId relay = network.circuits()[up].to;
      routes.homes_[id] = {relay, reverse(up), core.index[relay]};
      routes.up_[id] = up;
    }
  }
  return routes;
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
