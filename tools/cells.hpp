#pragma once

#include <optional>
#include <utility>

#include "tools/table.hpp"

namespace torntape::tools {

// Cells of tables of latencies.

Cell time_cell(double seconds);
/// A share that met the objective: the worse where less than all did.
Cell within_cell(double share);
/// Seconds, for people alone; below zero it begins at 0.
Cell interval_cell(const std::optional<std::pair<double, double>>& interval);

}  // namespace torntape::tools
