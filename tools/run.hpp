#pragma once

#include <string>

#include "tools/load.hpp"
#include "tools/table.hpp"

namespace torntape::tools {

struct RunOptions {
  ScenarioOptions scenario;
  std::string output;      ///< result file, or JSON where it ends in .json; empty: none
  std::string deliveries;  ///< CSV of every delivery; empty: none
  unsigned jobs = 1;
  Format format = Format::table;
  bool quiet = false;
  bool force = false;             ///< overwrite `output`
  bool resume = false;            ///< go on with `output`
  std::string resumed{};          ///< what was typed after --resume: `output`, or the scenario where -o names that
  bool store_deliveries = false;  ///< in the result file
};

/// torntape run: simulates a scenario, or every point of its sweep, and prints its latencies. Where it resumes without
/// a scenario, the result file tells which. Returns the exit code; throws Failure.
int run(RunOptions options);

}  // namespace torntape::tools
