#include "sim/batch_means.hpp"

#include <algorithm>

namespace torntape::sim {
namespace {

constexpr double kLeastDeliveries = 50;  // of a batch
constexpr double kMostOfStretches = 0.4;
constexpr double kMostOfBatches = 0.35;

/// The lag-1 correlation of what parts are above or below their share of the mean, by the mean square of successive
/// differences; 0 where they are all at it.
double correlation(double mean, std::span<const RatioPart> parts) {
  double squares = 0;
  double steps = 0;
  double before = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const double beyond = parts[i].sum - mean * parts[i].weight;
    squares += beyond * beyond;
    if (i > 0) steps += (beyond - before) * (beyond - before);
    before = beyond;
  }
  return squares > 0 ? 1 - steps / (2 * squares) : 0;
}

}  // namespace

Time stretch_length(Time warmup, Time duration) {
  constexpr auto kMany = static_cast<Time>(kStretches);
  return (duration - warmup) / kMany + 1;
}

Stretches together(const Stretches& one, const Stretches& other) {
  if (one.empty()) return other;
  Stretches sums = one;
  for (std::size_t i = 0; i < other.size(); ++i) {
    sums[i].n += other[i].n;
    sums[i].sum += other[i].sum;
  }
  return sums;
}

std::optional<Interval> batch_interval(double mean, std::span<const StretchTally> stretches) {
  if (stretches.empty()) return std::nullopt;
  std::vector<RatioPart> parts;
  std::vector<RatioPart> batches(kBatches);
  for (std::size_t i = 0; i < kStretches; ++i) {
    const RatioPart& part = parts.emplace_back(stretches[i].part());
    batches[i / kStretchesABatch].sum += part.sum;
    batches[i / kStretchesABatch].weight += part.weight;
  }
  if (std::any_of(batches.begin(), batches.end(), [](const auto& batch) { return batch.weight < kLeastDeliveries; })) {
    return std::nullopt;
  }
  if (correlation(mean, parts) > kMostOfStretches || correlation(mean, batches) > kMostOfBatches) return std::nullopt;
  return interval_of(mean, pseudo_values(batches));
}

}  // namespace torntape::sim
