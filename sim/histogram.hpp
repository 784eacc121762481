#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "sim/time.hpp"

namespace torntape::sim {

/// Counts of times in bins of 1/2^Bits of an octave's start; sums merge exactly. A quantile is right to half a bin.
/// Holds the octaves from the least to the greatest value that was added, and no others.
template <int Bits>
class BinnedTimes {
 public:
  void add(Time value, std::uint64_t times) {
    std::size_t place = bin(value) - first_;
    if (place >= counts_.size()) [[unlikely]]
      place = hold(bin(value)) - first_;
    counts_[place] += times;
  }
  void merge(const BinnedTimes& other);
  /// The middle of the bin that holds the value at `rank` (from 1) of all in order; rank from 1 to the number added.
  Time at_rank(std::uint64_t rank) const;
  /// How often each bin was met, from bin first_bin() on; all others were not. bin(value) tells a value's bin.
  const std::vector<std::uint64_t>& counts() const { return counts_; }
  std::size_t first_bin() const { return first_; }
  bool operator==(const BinnedTimes&) const = default;

  static constexpr int kBits = Bits;
  static constexpr std::size_t kBins = (64 - kBits) << kBits;

  static constexpr std::size_t bin(Time value) {
    const auto v = static_cast<std::uint64_t>(value);
    const auto octave = static_cast<std::size_t>(63 - kBits - std::countl_zero(v | kPerOctave));
    return (octave << kBits) + (v >> octave);
  }
  /// The smallest value of a bin.
  static constexpr Time lowest(std::size_t bin) {
    if (bin < kPerOctave) return static_cast<Time>(bin);
    const std::size_t octave = (bin >> kBits) - 1;
    return static_cast<Time>((kPerOctave + (bin & (kPerOctave - 1))) << octave);
  }

 private:
  static constexpr std::uint64_t kPerOctave = 1U << kBits;

  /// Makes room for the octave of `bin`, which it returns.
  std::size_t hold(std::size_t bin);

  std::size_t first_ = 0;  ///< the bin of counts_[0]
  std::vector<std::uint64_t> counts_;
};

/// Of latencies, in nanoseconds: quantiles to 0.4 %.
using Histogram = BinnedTimes<7>;
/// Of waits on a circuit, in whole milliseconds, for there are many circuits: quantiles to 3 %.
using WaitHistogram = BinnedTimes<4>;

}  // namespace torntape::sim
