#pragma once

#include <vector>

#include "sim/compared_sides.hpp"
#include "sim/comparison.hpp"

namespace torntape::sim {

/// The rows of a contrast, not yet corrected: every metric of each precedence and role that has deliveries on both
/// sides. Shares within an objective stand only where `same_objective`.
std::vector<ComparisonRow> compare_rows(const Sides& sides,
                                        const std::array<bool, topology::kPrecedences>& same_objective);

}  // namespace torntape::sim
