#include "sim/measurements.hpp"

#include <algorithm>
#include <cmath>

namespace torntape::sim {

void LatencyTally::merge(const LatencyTally& other) {
  n += other.n;
  sum += other.sum;
  least = std::min(least, other.least);
  most = std::max(most, other.most);
  within += other.within;
  histogram.merge(other.histogram);
}

Time LatencyTally::quantile(double q) const {
  const auto rank = static_cast<std::uint64_t>(std::ceil(q * static_cast<double>(n) - 1e-9));
  return std::clamp(histogram.at_rank(std::max<std::uint64_t>(rank, 1)), least, most);
}

void ErrorTally::merge(const ErrorTally& other) {
  garbled += other.garbled;
  missing += other.missing;
  reruns += other.reruns;
  duplicates += other.duplicates;
  service += other.service;
}

void AddresseeTally::merge(const AddresseeTally& other) {
  n += other.n;
  sum += other.sum;
  most = std::max(most, other.most);
  within += other.within;
}

}  // namespace torntape::sim
