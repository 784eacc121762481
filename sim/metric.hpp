#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace torntape::sim {

/// What is compared of the latencies of a precedence and role: seconds, and the share within the objective.
enum class Metric : std::uint8_t { mean, p50, p90, p95, p99, within };
inline constexpr std::array kMetrics{Metric::mean, Metric::p50, Metric::p90, Metric::p95, Metric::p99, Metric::within};
/// mean, p50, p90, p95, p99 or within.
std::string_view word(Metric metric);

}  // namespace torntape::sim
