#include "sim/histogram.hpp"

#include <algorithm>

namespace torntape::sim {

template <int Bits>
std::size_t BinnedTimes<Bits>::hold(std::size_t bin) {
  const std::size_t octave = bin & ~(kPerOctave - 1);
  const std::size_t first = counts_.empty() ? octave : std::min(first_, octave);
  const std::size_t end = std::max(first_ + counts_.size(), octave + kPerOctave);
  counts_.insert(counts_.begin(), counts_.empty() ? 0 : first_ - first, 0);
  counts_.resize(end - first, 0);
  first_ = first;
  return bin;
}

template <int Bits>
void BinnedTimes<Bits>::merge(const BinnedTimes& other) {
  if (other.counts_.empty()) return;
  hold(other.first_);
  hold(other.first_ + other.counts_.size() - 1);
  for (std::size_t i = 0; i < other.counts_.size(); ++i) counts_[other.first_ - first_ + i] += other.counts_[i];
}

template <int Bits>
Time BinnedTimes<Bits>::at_rank(std::uint64_t rank) const {
  std::uint64_t passed = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    passed += counts_[i];
    const std::size_t bin = first_ + i;
    if (passed >= rank) return lowest(bin) + (lowest(bin + 1) - 1 - lowest(bin)) / 2;
  }
  return 0;
}

template class BinnedTimes<7>;
template class BinnedTimes<4>;

}  // namespace torntape::sim
