#pragma once

#include "sim/compared_sides.hpp"
#include "sim/comparison.hpp"

namespace torntape::sim {

/// Compares addressees and circuits that both sides have, by name, and says in `contrast` what one side alone has. Not
/// yet corrected, nor in order.
void compare_places(const Results& base, const Results& other, const Sides& sides, Contrast& contrast);

}  // namespace torntape::sim
