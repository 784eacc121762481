#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace torntape::sim {

/// The two ends of a 95 % interval.
using Interval = std::pair<double, double>;

/// What one replication adds to a ratio that all of them estimate together: latencies summed and deliveries counted, or
/// deliveries in time and all of them. The weight is more than 0.
struct RatioPart {
  double sum = 0;
  double weight = 0;
};

/// One value a replication whose spread tells the error of an estimate that is made of all k replications at once: k
/// times the estimate less k - 1 times the estimate without that replication (the jackknife; Tukey 1958, Miller,
/// Biometrika 61, 1974). They can be subtracted, replication from replication, as the estimates are.
std::vector<double> pseudo_values(double estimate, std::span<const double> each_left_out);
/// Those of the sum of sums over the sum of weights; of two or more parts.
std::vector<double> pseudo_values(std::span<const RatioPart> parts);

/// The interval of an estimate with these pseudo-values, by Student's t, the estimate in its middle; nothing for fewer
/// than two. For equal weights it is that of the mean of the replications' means (Law, Simulation Modeling and
/// Analysis, 4.5).
std::optional<Interval> interval_of(double estimate, std::span<const double> pseudo);

/// What can be said of the difference of two estimates.
struct Difference {
  double value = 0;
  std::optional<Interval> interval;
  std::optional<double> p;  ///< of a difference at least so large, were there none in truth; two-sided
};

/// The difference of two estimates, `value`, whose pseudo-values belong together replication by replication. The
/// interval is wider by `resolution` on both sides, and a difference within it is none: as much as `value` can be wrong
/// for how its figures are stored. Neither interval nor p for fewer than two replications.
Difference paired_difference(double value, std::span<const double> base, std::span<const double> other,
                             double resolution);
/// The same of independent replications (Welch, Biometrika 34, 1947; degrees of freedom by Satterthwaite, 1946).
Difference independent_difference(double value, std::span<const double> base, std::span<const double> other,
                                  double resolution);

/// Holm's step-down correction of many p (Scandinavian Journal of Statistics 6, 1979), in their order: those not above
/// 0.05 can all be believed, with a chance of 5 % at most that any of them is a chance find.
std::vector<double> holm(std::span<const double> p);

}  // namespace torntape::sim
