#pragma once

#include <cstdint>
#include <limits>

namespace torntape::sim {

/// A point or a length of simulated time in whole nanoseconds: exact sums, a total order.
using Time = std::int64_t;

inline constexpr Time kSecond = 1'000'000'000;
/// Later than anything that happens, 73 years; far enough from the type's limit that lengths can be added to it.
inline constexpr Time kNever = std::numeric_limits<Time>::max() / 4;

constexpr double seconds(Time time) {
  return static_cast<double>(time) / static_cast<double>(kSecond);
}

}  // namespace torntape::sim
