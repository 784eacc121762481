#pragma once

#include <string>

#include "scenarios/scenario.hpp"
#include "sim/plan.hpp"
#include "sim/statistics.hpp"

namespace torntape::tools {

/// The object that `run --json` prints (docs/commands.md), ending in a line end.
std::string result_json(const scenarios::Scenario& scenario, const sim::Plan& plan, const sim::Summary& summary,
                        double wall_seconds);

/// The routing line of a copy as it is written: `OO RUEHGA RUEHHA`.
std::string routing_line_text(const sim::RoutingLineRow& row);

}  // namespace torntape::tools
