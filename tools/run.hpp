#pragma once

#include <string>

#include "tools/load.hpp"
#include "tools/table.hpp"

namespace torntape::tools {

struct RunOptions {
  ScenarioOptions scenario;
  std::string output;      ///< result file; empty: none
  std::string deliveries;  ///< CSV of every delivery; empty: none
  unsigned jobs = 1;
  Format format = Format::table;
  bool quiet = false;
  bool force = false;  ///< overwrite `output`
};

/// torntape run: simulates a scenario and prints its latencies. Returns the exit code; throws Failure.
int run(const RunOptions& options);

}  // namespace torntape::tools
