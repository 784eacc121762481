#include "sim/histogram.hpp"

#include <algorithm>

namespace torntape::sim {

std::size_t Histogram::hold(std::size_t bin) {
  const std::size_t octave = bin & ~(kPerOctave - 1);
  const std::size_t first = counts_.empty() ? octave : std::min(first_, octave);
  const std::size_t end = std::max(first_ + counts_.size(), octave + kPerOctave);
  counts_.insert(counts_.begin(), counts_.empty() ? 0 : first_ - first, 0);
  counts_.resize(end - first, 0);
  first_ = first;
  return bin;
}

void Histogram::merge(const Histogram& other) {
  if (other.counts_.empty()) return;
  hold(other.first_);
  hold(other.first_ + other.counts_.size() - 1);
  for (std::size_t i = 0; i < other.counts_.size(); ++i) counts_[other.first_ - first_ + i] += other.counts_[i];
}

Time Histogram::at_rank(std::uint64_t rank) const {
  std::uint64_t passed = 0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    passed += counts_[i];
    const std::size_t bin = first_ + i;
    if (passed >= rank) return lowest(bin) + (lowest(bin + 1) - 1 - lowest(bin)) / 2;
  }
  return 0;
}

}  // namespace torntape::sim
