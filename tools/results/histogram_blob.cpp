#include "tools/results/histogram_blob.hpp"

#include <cstddef>
#include <cstdint>

namespace torntape::results {
namespace {

void append(std::string& blob, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) blob += static_cast<char>(value | 0x80);
  blob += static_cast<char>(value);
}

/// The number at the head of `blob`, which loses it; nothing where there is none of 64 bits.
std::optional<std::uint64_t> take(std::string_view& blob) {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64 && !blob.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(blob.front());
    blob.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

}  // namespace

template <int Bits>
std::string pack(const sim::BinnedTimes<Bits>& histogram) {
  std::string blob;
  std::size_t last = 0;
  const auto& counts = histogram.counts();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const std::size_t bin = histogram.first_bin() + i;
    append(blob, bin - last);
    append(blob, counts[i]);
    last = bin;
  }
  return blob;
}

template <class Histogram>
std::optional<Histogram> unpack(std::string_view blob) {
  Histogram histogram;
  std::uint64_t bin = 0;
  while (!blob.empty()) {
    const auto gap = take(blob);
    const auto count = take(blob);
    if (!gap || !count || *gap >= Histogram::kBins) return std::nullopt;
    bin += *gap;
    if (bin >= Histogram::kBins) return std::nullopt;
    histogram.add(Histogram::lowest(bin), *count);
  }
  return histogram;
}

template std::string pack(const sim::Histogram&);
template std::string pack(const sim::WaitHistogram&);
template std::optional<sim::Histogram> unpack(std::string_view);
template std::optional<sim::WaitHistogram> unpack(std::string_view);

}  // namespace torntape::results
