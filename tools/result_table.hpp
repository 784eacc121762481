#pragma once

#include <string>

#include "scenarios/scenario.hpp"
#include "sim/plan.hpp"
#include "sim/statistics.hpp"

namespace torntape::tools {

/// What `run` prints: the latencies by precedence and role, the busiest circuits, and the routing lines of the replayed
/// telegrams.
std::string result_table(const scenarios::Scenario& scenario, const sim::Plan& plan, const sim::Summary& summary);

}  // namespace torntape::tools
