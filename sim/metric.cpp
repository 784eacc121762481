#include "sim/metric.hpp"

namespace torntape::sim {

std::string_view word(Metric metric) {
  static constexpr std::array<std::string_view, kMetrics.size()> kWords{"mean", "p50", "p90", "p95", "p99", "within"};
  return kWords[static_cast<std::size_t>(metric)];
}

}  // namespace torntape::sim
