#pragma once

#include <string>

#include "sim/statistics.hpp"

namespace torntape::tools {

/// Of each precedence that lacks deliveries, how many of those that were due: `PRIORITY 12 of 3,200, ROUTINE 4,760 of
/// 6,011`. Empty where none does.
std::string undelivered_by_precedence(const sim::Summary& summary);

}  // namespace torntape::tools
