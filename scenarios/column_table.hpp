#pragma once

#include <optional>
#include <vector>

#include "sim/generate_spec.hpp"
#include "topology/problem.hpp"
#include "topology/routing_indicator.hpp"

namespace torntape::scenarios {

/// One row of a table: an indicator, and the figure in the column asked for, from 0; none where the row leaves it
/// empty.
struct ColumnRow {
  topology::RoutingIndicator ri;
  std::optional<double> figure;
  topology::Place place;
};

/// Reads the column `spec.column` of the table at `spec.path`: text with tabs between fields, its first line naming
/// them, `ri` among them. Rows without an indicator (empty or `-`) are left out; an indicator that stands twice, or a
/// figure that is none, is an error. An error of the whole table is placed at `spec.place`.
std::vector<ColumnRow> read_column(const sim::ColumnSpec& spec, topology::Problems& problems);

}  // namespace torntape::scenarios
