#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "sim/time.hpp"

namespace torntape::sim {

/// Counts of times in bins of 1/128 of an octave's start, so that a quantile is right to 0.4 %; sums merge exactly.
class Histogram {
 public:
  Histogram() : counts_(kBins, 0) {}

  void add(Time value, std::uint64_t times) { counts_[bin(value)] += times; }
  void merge(const Histogram& other) {
    for (std::size_t i = 0; i < kBins; ++i) counts_[i] += other.counts_[i];
  }
  /// The middle of the bin that holds the value at `rank` (from 1) of all in order; rank from 1 to the number added.
  Time at_rank(std::uint64_t rank) const;
  /// How often each bin was met; bin(value) tells a value's bin.
  const std::vector<std::uint64_t>& counts() const { return counts_; }

  static constexpr std::size_t bin(Time value) {
    const auto v = static_cast<std::uint64_t>(value);
    if (v < kPerOctave) return static_cast<std::size_t>(v);
    const int exponent = 63 - std::countl_zero(v);
    return (static_cast<std::size_t>(exponent - kBits + 1) << kBits) + ((v >> (exponent - kBits)) & (kPerOctave - 1));
  }
  /// The smallest value of a bin.
  static constexpr Time lowest(std::size_t bin) {
    if (bin < kPerOctave) return static_cast<Time>(bin);
    const std::size_t octave = (bin >> kBits) - 1;
    return static_cast<Time>((kPerOctave + (bin & (kPerOctave - 1))) << octave);
  }

 private:
  static constexpr int kBits = 7;
  static constexpr std::uint64_t kPerOctave = 1U << kBits;
  static constexpr std::size_t kBins = (64 - kBits) << kBits;
  std::vector<std::uint64_t> counts_;
};

}  // namespace torntape::sim
