#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/reader.hpp"
#include "scenarios/scenario.hpp"
#include "sim/plan.hpp"

namespace torntape::tools {

/// What the command line says of a scenario.
struct ScenarioOptions {
  std::string file;
  std::vector<std::string> sets;    ///< KEY=VALUE
  std::string seed;                 ///< as typed; empty: the scenario's
  std::string replications;         ///< as typed; empty: the scenario's
  std::vector<std::string> with{};  ///< KEY=VALUE of one --with of compare, set after `sets`
};

/// Keys and values.
using Settings = std::vector<std::pair<std::string, std::string>>;

/// A scenario that is ready to run.
struct Loaded {
  scenarios::Scenario scenario;
  std::unique_ptr<sim::Plan> plan;

  /// Every file that the scenario was read from, itself among them.
  std::vector<std::string> inputs(const ScenarioOptions& options) const;
};

/// A point of a scenario's sweep, ready to run.
struct LoadedPoint {
  Settings settings;  ///< empty where there is no sweep
  scenarios::Scenario scenario;
  std::unique_ptr<sim::Plan> plan;
};

/// A scenario with every point of its sweep.
struct LoadedCampaign {
  std::string text;                 ///< of the scenario file
  Settings settings;                ///< of the command line
  std::vector<LoadedPoint> points;  ///< at least one
  std::vector<std::string> inputs;  ///< every file that was read, the scenario first

  bool is_sweep() const { return !points[0].settings.empty(); }
};

/// Reads and resolves a scenario and the points of its sweep, otherwise as load().
LoadedCampaign load_campaign(const ScenarioOptions& options, bool notes);

/// Reads and resolves a scenario without its sweep, its problems on stderr, notes only where `notes`. Throws Failure
/// where it is wrong.
Loaded load(const ScenarioOptions& options, bool notes);

}  // namespace torntape::tools
