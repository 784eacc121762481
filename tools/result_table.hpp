#pragma once

#include <string>

#include "scenarios/scenario.hpp"
#include "sim/plan.hpp"
#include "sim/statistics.hpp"
#include "tools/terminal.hpp"

namespace torntape::tools {

/// What `run` prints: the latencies by precedence and role, the busiest circuits, and the routing lines of the replayed
/// telegrams.
std::string result_table(const scenarios::Scenario& scenario, const sim::Plan& plan, const sim::Summary& summary,
                         const Look& look);

/// The same for a document in Markdown.
std::string result_markdown(const scenarios::Scenario& scenario, const sim::Plan& plan, const sim::Summary& summary);

/// The latencies alone as CSV, in the columns of docs/commands.md.
std::string result_csv(const sim::Summary& summary);

}  // namespace torntape::tools
