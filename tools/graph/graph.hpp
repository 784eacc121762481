#pragma once

#include <string>

#include "tools/graph/pictures.hpp"
#include "tools/load.hpp"

namespace torntape::tools {

/// What is drawn of a scenario that has no --message.
enum class GraphWhat : std::uint8_t { network, criticality };

struct GraphOptions {
  ScenarioOptions scenario;            ///< its file a scenario, or the first of the telegrams
  std::vector<std::string> telegrams;  ///< further files of telegrams
  std::string output;                  ///< a .dot, .svg, .graphml or .html file; empty: DOT on stdout
  std::string message;                 ///< draw the way of this message: `RUEHOT 0117`, or a number; empty: the network
  std::string result;                  ///< a result file of the scenario; empty: none
  std::uint32_t point = 0;             ///< of a sweep's result, from 1; 0: the only one
  GraphWhat what = GraphWhat::network;
  CircuitsBy circuits_by = CircuitsBy::utilization;
  PostsBy posts_by = PostsBy::latency;
  bool force = false;  ///< overwrite `output`
};

/// torntape graph: draws a scenario's network, the distribution tree of one message, or who writes to whom in an
/// archive of telegrams. Returns the exit code; throws Failure.
int graph(const GraphOptions& options);

}  // namespace torntape::tools
