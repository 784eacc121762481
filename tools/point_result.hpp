#pragma once

#include <optional>

#include "sim/statistics.hpp"
#include "sim/stop_rule.hpp"
#include "tools/load.hpp"

namespace torntape::tools {

/// What the replications of one point came to.
struct PointResult {
  const LoadedPoint* point = nullptr;
  sim::Summary summary;
  std::optional<sim::StopWatch> watch;  ///< where a rule said how many there are
};

}  // namespace torntape::tools
