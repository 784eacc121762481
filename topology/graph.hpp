#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <cstdint>

#include "topology/network.hpp"

namespace torntape::topology {

/// Internal: the one place where Boost.Graph's types show; included by routes.cpp and drawing.cpp alone.
struct GraphVertex {
  enum class Kind : std::uint8_t { relay, post, addressee };
  Kind kind = Kind::post;
  StationId station = kNone;    ///< the station itself, or the one that serves the addressee
  std::uint32_t addressee = 0;  ///< its place in the station's list
};
struct GraphEdge {
  CircuitId circuit = kNone;  ///< kNone: from a station to an addressee that it serves
};
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, GraphVertex, GraphEdge>;

/// Vertices are the stations, in their order; edges are the circuits, one for both directions.
inline Graph graph_of(const Network& network) {
  Graph graph(network.stations().size());
  for (StationId id = 0; id < network.stations().size(); ++id) {
    graph[id] = {network.stations()[id].relay ? GraphVertex::Kind::relay : GraphVertex::Kind::post, id, 0};
  }
  for (CircuitId id = 0; id < network.circuits().size(); id += 2) {
    boost::add_edge(network.circuits()[id].from, network.circuits()[id].to, GraphEdge{id}, graph);
  }
  return graph;
}

/// Adds every station's addressees as vertices behind it, but for the one that is named as the station itself.
inline void add_addressees(const Network& network, Graph& graph) {
  for (StationId id = 0; id < network.stations().size(); ++id) {
    for (std::uint32_t i = 0; i < network.stations()[id].addressees.size(); ++i) {
      if (network.stations()[id].addressees[i] == network.stations()[id].ri.letters()) continue;
      const auto vertex = boost::add_vertex(GraphVertex{GraphVertex::Kind::addressee, id, i}, graph);
      boost::add_edge(id, vertex, GraphEdge{}, graph);
    }
  }
}

}  // namespace torntape::topology
