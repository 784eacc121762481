#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/inference.hpp"
#include "sim/time.hpp"

namespace torntape::sim {

__extension__ using WideSum = unsigned __int128;

/// The interval of one long replication is made of 20 batches of messages, by the time of their filing (10 to 30 serve:
/// Schmeiser, Operations Research 30, 1982; Law, Simulation Modeling and Analysis, 9.5.3). Each is made of 10
/// stretches, which tell whether it is long enough.
inline constexpr std::size_t kBatches = 20;
inline constexpr std::size_t kStretchesABatch = 10;
inline constexpr std::size_t kStretches = kBatches * kStretchesABatch;

/// Deliveries of one precedence and role whose messages were filed in one stretch of the counted time.
struct StretchTally {
  std::uint64_t n = 0;
  WideSum sum = 0;  ///< of latencies, nanoseconds

  /// `latency` is not negative.
  void add(Time latency) {
    ++n;
    sum += static_cast<std::uint64_t>(latency);
  }
  RatioPart part() const { return {static_cast<double>(sum) * 1e-9, static_cast<double>(n)}; }
};

/// kStretches in their order, or none.
using Stretches = std::vector<StretchTally>;

/// The length of a stretch of the time from `warmup` to `duration`, so that kStretches cover it.
Time stretch_length(Time warmup, Time duration);

/// Both together; either may be none.
Stretches together(const Stretches& one, const Stretches& other);

/// What each batch of these stretches adds to `mean`, the mean in seconds of all their deliveries. None where batches
/// cannot stand for replications:
/// - no stretches, or fewer than 50 deliveries in a batch;
/// - the lag-1 correlation of the stretches is above 0.4, so that that of the batches, ten times as long, may not be
///   small (Law and Carson, Operations Research 27, 1979);
/// - that of the batches is above 0.35: more than chance gives independent ones in 5 % of all runs (von Neumann, Annals
///   of Mathematical Statistics 12, 1941; Fishman, Operations Research 26, 1978).
std::vector<RatioPart> batches_of(double mean, std::span<const StretchTally> stretches);

/// The batches of two replications.
struct BatchPairs {
  std::vector<RatioPart> base, other;
};

/// Those of two replications that met the same random numbers and count the same time, with their means: batches in the
/// same place belong together, and it is the differences that must not depend on each other. None as of batches_of().
BatchPairs batch_pairs_of(double base_mean, std::span<const StretchTally> base, double other_mean,
                          std::span<const StretchTally> other);

/// The interval of `mean` by leaving out one batch after the other; nothing where there are none.
std::optional<Interval> batch_interval(double mean, std::span<const StretchTally> stretches);

}  // namespace torntape::sim
