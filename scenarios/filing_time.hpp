#pragma once

#include <cstdint>
#include <optional>

#include "topology/telegram/telegram.hpp"

namespace torntape::scenarios {

/// When `telegram` was filed, in seconds since 1970-01-01T00:00Z: the filing time of format line 3 (dddhhmm, the day of
/// the year) in the year nearest to its date-time group, else the date-time group alone. `start` stands for the
/// date-time group, or for its year, where the heading prints none. Two-digit years are 1960 to 2059.
/// Nothing where the heading has neither.
std::optional<std::int64_t> filing_instant(const topology::Telegram& telegram, std::int64_t start);

}  // namespace torntape::scenarios
