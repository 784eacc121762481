#include "sim/histogram.hpp"

namespace torntape::sim {

Time Histogram::at_rank(std::uint64_t rank) const {
  std::uint64_t passed = 0;
  for (std::size_t i = 0; i < kBins; ++i) {
    passed += counts_[i];
    if (passed >= rank) return lowest(i) + (lowest(i + 1) - 1 - lowest(i)) / 2;
  }
  return 0;
}

}  // namespace torntape::sim
