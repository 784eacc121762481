#pragma once

#include <cstdint>
#include <memory>
#include <optional>
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
  std::optional<std::uint64_t> seed;
  std::optional<std::uint32_t> replications;
};

/// A scenario that is ready to run.
struct Loaded {
  scenarios::Scenario scenario;
  std::unique_ptr<sim::Plan> plan;
};

/// Reads and resolves a scenario, its problems on stderr, notes only where `notes`. Throws Failure where it is wrong.
Loaded load(const ScenarioOptions& options, bool notes);

}  // namespace torntape::tools
