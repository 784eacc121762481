#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <cstdint>

#include "topology/network.hpp"

namespace torntape::topology {

/// Internal: the graph in which routes are searched; included by route_search.cpp alone.
struct GraphEdge {
  CircuitId circuit = kNone;
  std::uint32_t number = 0;  ///< among the edges
};
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, GraphEdge>;

}  // namespace torntape::topology
