#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/histogram.hpp"

namespace torntape::results {

/// A histogram as a result file keeps it: of each bin that was met, in order, how many bins it stands after the last
/// one (the first: its number) and how often it was met, both as LEB128 (seven bits a byte, low ones first).
template <int Bits>
std::string pack(const sim::BinnedTimes<Bits>& histogram);

/// The histogram of a blob; nothing where it is none.
template <class Histogram>
std::optional<Histogram> unpack(std::string_view blob);

}  // namespace torntape::results
