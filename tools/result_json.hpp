#pragma once

#include <string>
#include <vector>

#include "tools/point_result.hpp"

namespace torntape::tools {

/// What `run --json` prints (docs/commands.md), ending in a line end: one object, or of a sweep an array of one for
/// each point. `wall_seconds` is that of all points together.
std::string result_json(const std::vector<PointResult>& points, double wall_seconds);

/// The routing line of a copy as it is written: `OO RUEHGA RUEHHA`.
std::string routing_line_text(const sim::RoutingLineRow& row);

}  // namespace torntape::tools
