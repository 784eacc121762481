#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scenarios/reader.hpp"
#include "scenarios/scenario.hpp"
#include "sim/plan.hpp"

namespace torntape::tools {

/// What the command line says of a scenario.
struct ScenarioOptions {
  std::string file;
  std::vector<std::string> sets;  ///< KEY=VALUE
  std::string seed;               ///< as typed; empty: the scenario's
  std::string replications;       ///< as typed; empty: the scenario's
};

/// A scenario that is ready to run.
struct Loaded {
  scenarios::Scenario scenario;
  std::unique_ptr<sim::Plan> plan;

  /// Every file that the scenario was read from, itself among them.
  std::vector<std::string> inputs(const ScenarioOptions& options) const;
};

/// Reads and resolves a scenario, its problems on stderr, notes only where `notes`. Throws Failure where it is wrong.
Loaded load(const ScenarioOptions& options, bool notes);

}  // namespace torntape::tools
