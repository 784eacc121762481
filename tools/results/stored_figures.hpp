#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>

#include "sim/measurements.hpp"

namespace torntape::results {

// Figures that a result file holds beside what they are made of, for those who read it by SQL.

/// The percentiles of latencies.
inline constexpr std::array kStoredQuantiles{0.50, 0.90, 0.95, 0.99};

/// Nanoseconds; nothing where no wait was recorded.
inline std::optional<std::int64_t> p95_wait(const sim::CircuitTally& tally) {
  const std::optional<double> seconds = tally.wait_quantile(0.95);
  if (!seconds) return std::nullopt;
  return std::int64_t{std::llround(*seconds * 1e9)};
}

}  // namespace torntape::results
