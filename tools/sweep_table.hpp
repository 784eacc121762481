#pragma once

#include <string>
#include <vector>

#include "tools/point_result.hpp"
#include "tools/terminal.hpp"

namespace torntape::tools {

/// What `run` prints of a sweep: a row a point and precedence, action and info together.
/// `sets`: what the command line set.
std::string sweep_table(const std::vector<PointResult>& points, const Settings& sets, const Look& look);
/// The same for a document in Markdown.
std::string sweep_markdown(const std::vector<PointResult>& points, const Settings& sets);
/// The same rows as CSV, with a column for each key of the sweep and one for each role.
std::string sweep_csv(const std::vector<PointResult>& points);

/// `IMMEDIATE mean`, `ROUTINE info p95`.
std::string figure_text(const sim::StopRule& rule);

/// A line for each point whose replications ended by a rule: how many it took, or that it was not met. Empty without.
std::string until_notes(const std::vector<PointResult>& points);

}  // namespace torntape::tools
