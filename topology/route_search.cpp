#include "topology/route_search.hpp"

#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <cmath>
#include <compare>
#include <functional>
#include <limits>

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

}  // namespace

struct RouteSearch::Core {
  /// One way on from a station.
  struct Leaving {
    CircuitId circuit = kNone;
    std::uint32_t edge = 0;  ///< its edge's number
    std::uint32_t to = 0;    ///< the place that it leads to
    Cost cost;
  };
  /// The edges that a search from a destination goes along, backwards: only relays are passed through.
  struct Passes {
    const Core* core = nullptr;
    std::size_t destination = 0;
    bool operator()(const Graph::edge_descriptor& edge) const {
      const std::size_t at = edge.m_source;
      return (at == destination || core->relay[at] != 0) && core->avoided[core->graph[edge].number ^ 1U] == 0;
    }
  };

  Core(const Network& given, std::span<const StationId> stations)
      : network(given), index(given.stations().size(), kNone) {
    for (const StationId station : stations) {
      index[station] = static_cast<std::uint32_t>(relay.size());
      relay.push_back(given.stations()[station].relay ? 1 : 0);
    }
    graph = Graph(stations.size());
    leaving.resize(stations.size());
    for (CircuitId id = 0; id < given.circuits().size(); ++id) {
      const std::uint32_t from = index[given.circuits()[id].from];
      const std::uint32_t to = index[given.circuits()[id].to];
      if (from == kNone || to == kNone) continue;
      // Both directions of a circuit are there, one behind the other.
      const auto edge = static_cast<std::uint32_t>(costs_back.size());
      boost::add_edge(from, to, GraphEdge{id, edge}, graph);
      costs_back.push_back(cost_of(given, reverse(id)));
      leaving[from].push_back({id, edge, to, cost_of(given, id)});
    }
    avoided.resize(costs_back.size());
    ways.resize(stations.size());
  }

  void mark(std::span<const CircuitId> circuits, char as) {
    for (const CircuitId id : circuits) {
      const std::uint32_t from = index[network.circuits()[id].from];
      if (from == kNone) continue;
      for (const Leaving& one : leaving[from]) {
        if (one.circuit == id) avoided[one.edge] = as;
      }
    }
  }

  /// Cost from every station to `destination`.
  void search(std::size_t destination) {
    costs.assign(ways.size(), kUnreached);
    const auto places = get(boost::vertex_index, graph);
    const auto weight = boost::make_function_property_map<Graph::edge_descriptor>(
        [this](const Graph::edge_descriptor& edge) { return costs_back[graph[edge].number]; });
    boost::dijkstra_shortest_paths(boost::filtered_graph(graph, Passes{this, destination}), destination,
                                   boost::distance_map(boost::make_iterator_property_map(costs.begin(), places))
                                       .weight_map(weight)
                                       .distance_zero(Cost{})
                                       .distance_inf(kUnreached)
                                       .distance_combine(std::plus<Cost>())
                                       .distance_compare(std::less<Cost>()));
  }

  /// The circuit on a cheapest route from `at`, the first neighbour in the alphabet among equals; kNone: no route.
  CircuitId best(std::size_t at, std::size_t destination) const {
    const Leaving* best = nullptr;
    Cost least = kUnreached;
    for (const Leaving& one : leaving[at]) {
      const bool passes = one.to == destination || relay[one.to] != 0;
      if (avoided[one.edge] != 0 || costs[one.to] == kUnreached || !passes) continue;
      const Cost cost = costs[one.to] + one.cost;
      const auto ri = [&](const Leaving& way) { return network.stations()[network.circuits()[way.circuit].to].ri; };
      if (cost > least || (best != nullptr && cost == least && !(ri(one) < ri(*best)))) continue;
      best = &one;
      least = cost;
    }
    return best == nullptr ? kNone : best->circuit;
  }

  const Network& network;
  std::vector<std::uint32_t> index;           ///< by station: its place
  std::vector<char> relay;                    ///< by place
  std::vector<std::vector<Leaving>> leaving;  ///< by place
  std::vector<Cost> costs_back;               ///< by edge, of its circuit's other direction
  std::vector<char> avoided;                  ///< by edge
  Graph graph;
  std::vector<Cost> costs;      ///< by place, of the search that goes on
  std::vector<CircuitId> ways;  ///< by place, the answer
};

RouteSearch::RouteSearch(const Network& network, std::span<const StationId> stations)
    : core_(std::make_unique<Core>(network, stations)) {}
RouteSearch::~RouteSearch() = default;
RouteSearch::RouteSearch(RouteSearch&&) noexcept = default;
RouteSearch& RouteSearch::operator=(RouteSearch&&) noexcept = default;

std::size_t RouteSearch::size() const {
  return core_->ways.size();
}

std::uint32_t RouteSearch::place(StationId station) const {
  return core_->index[station];
}

std::span<const CircuitId> RouteSearch::ways_to(StationId to, std::span<const CircuitId> avoided) {
  Core& core = *core_;
  const std::uint32_t destination = core.index[to];
  core.mark(avoided, 1);
  core.search(destination);
  for (std::size_t at = 0; at < core.ways.size(); ++at) {
    core.ways[at] = at == destination ? kNone : core.best(at, destination);
  }
  core.mark(avoided, 0);
  return core.ways;
}

}  // namespace torntape::topology
