#pragma once

#include <string>

#include "tools/load.hpp"

namespace torntape::tools {

struct GraphOptions {
  ScenarioOptions scenario;
  std::string output;   ///< a .dot or .svg file; empty: DOT on stdout
  std::string message;  ///< draw the way of this message: `RUEHOT 0117`, or a message number; empty: the network
  bool force = false;   ///< overwrite `output`
};

/// torntape graph: draws a scenario's network, or the distribution tree of one message. Returns the exit code; throws
/// Failure.
int graph(const GraphOptions& options);

}  // namespace torntape::tools
