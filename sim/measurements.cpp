#include "sim/measurements.hpp"

#include <algorithm>

namespace torntape::sim {

void LatencyTally::merge(const LatencyTally& other) {
  n += other.n;
  sum += other.sum;
  least = std::min(least, other.least);
  most = std::max(most, other.most);
  within += other.within;
  histogram.merge(other.histogram);
}

void AddresseeTally::merge(const AddresseeTally& other) {
  n += other.n;
  sum += other.sum;
  most = std::max(most, other.most);
  within += other.within;
}

}  // namespace torntape::sim
