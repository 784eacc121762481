#include "sim/batch_means.hpp"

#include <algorithm>
#include <utility>

namespace torntape::sim {
namespace {

constexpr double kLeastDeliveries = 50;  // of a batch
constexpr double kMostOfStretches = 0.4;
constexpr double kMostOfBatches = 0.35;

using Parts = std::vector<RatioPart>;

/// A replication's stretches, and the batches that they make.
struct Cut {
  Parts stretches, batches;
};

Cut cut(std::span<const StretchTally> stretches) {
  Cut parts{{}, Parts(kBatches)};
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const RatioPart& part = parts.stretches.emplace_back(stretches[i].part());
    parts.batches[i / kStretchesABatch].sum += part.sum;
    parts.batches[i / kStretchesABatch].weight += part.weight;
  }
  return parts;
}

bool heavy_enough(const Parts& batches) {
  return std::all_of(batches.begin(), batches.end(),
                     [](const auto& batch) { return batch.weight >= kLeastDeliveries; });
}

/// By how much each part is above or below its share of the mean, as a change of the mean times the number of parts.
std::vector<double> deviations(double mean, const Parts& parts) {
  double weight = 0;
  for (const RatioPart& part : parts) weight += part.weight;
  const double usual = weight / static_cast<double>(parts.size());
  std::vector<double> beyond;
  beyond.reserve(parts.size());
  for (const RatioPart& part : parts) beyond.push_back((part.sum - mean * part.weight) / usual);
  return beyond;
}

/// The lag-1 correlation of deviations from 0 by the mean square of successive differences; 0 where all are 0.
double correlation(std::span<const double> beyond) {
  double squares = 0;
  double steps = 0;
  for (std::size_t i = 0; i < beyond.size(); ++i) {
    squares += beyond[i] * beyond[i];
    if (i > 0) steps += (beyond[i] - beyond[i - 1]) * (beyond[i] - beyond[i - 1]);
  }
  return squares > 0 ? 1 - steps / (2 * squares) : 0;
}

bool independent(std::span<const double> stretches, std::span<const double> batches) {
  return correlation(stretches) <= kMostOfStretches && correlation(batches) <= kMostOfBatches;
}

std::vector<double> differences(std::vector<double> base, std::span<const double> other) {
  for (std::size_t i = 0; i < base.size(); ++i) base[i] = other[i] - base[i];
  return base;
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

std::vector<RatioPart> batches_of(double mean, std::span<const StretchTally> stretches) {
  if (stretches.empty()) return {};
  Cut parts = cut(stretches);
  if (!heavy_enough(parts.batches)) return {};
  if (!independent(deviations(mean, parts.stretches), deviations(mean, parts.batches))) return {};
  return std::move(parts.batches);
}

BatchPairs batch_pairs_of(double base_mean, std::span<const StretchTally> base, double other_mean,
                          std::span<const StretchTally> other) {
  if (base.empty() || other.empty()) return {};
  Cut first = cut(base);
  Cut second = cut(other);
  if (!heavy_enough(first.batches) || !heavy_enough(second.batches)) return {};
  const auto apart = [&](const Parts& of_base, const Parts& of_other) {
    return differences(deviations(base_mean, of_base), deviations(other_mean, of_other));
  };
  if (!independent(apart(first.stretches, second.stretches), apart(first.batches, second.batches))) return {};
  return {std::move(first.batches), std::move(second.batches)};
}

std::optional<Interval> batch_interval(double mean, std::span<const StretchTally> stretches) {
  const Parts batches = batches_of(mean, stretches);
  return batches.empty() ? std::nullopt : interval_of(mean, pseudo_values(batches));
}

}  // namespace torntape::sim
