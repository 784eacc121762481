#pragma once

#include <string>

#include "sim/statistics.hpp"
#include "tools/point_result.hpp"
#include "tools/terminal.hpp"

namespace torntape::tools {

/// What `run` prints: the latencies by precedence and role, the busiest circuits, and the routing lines of the replayed
/// telegrams. `sets`: what the command line set.
std::string result_table(const PointResult& result, const Settings& sets, const Look& look);

/// The same for a document in Markdown.
std::string result_markdown(const PointResult& result, const Settings& sets);

/// The latencies alone as CSV, in the columns of docs/commands.md.
std::string result_csv(const sim::Summary& summary);

}  // namespace torntape::tools
