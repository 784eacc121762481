#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/inference.hpp"
#include "sim/measurements.hpp"
#include "sim/metric.hpp"

namespace torntape::sim {

/// When there are enough replications: as soon as the 95 % interval of a figure is narrow enough.
///
/// A sequential procedure of fixed width (Chow and Robbins, Annals of Mathematical Statistics 36, 1965; Law, Simulation
/// Modeling and Analysis, 9.4.1, who takes at least 10 replications, so that the interval covers as it should).
struct StopRule {
  Precedence precedence = Precedence::flash;
  std::optional<Role> role;  ///< nothing: action and info together
  Metric metric = Metric::mean;
  double half_width = 0;  ///< of the interval: seconds, or where `relative` a share of the figure; of `within`, of 1
  bool relative = false;
  std::uint32_t at_least = 10;
  std::uint32_t at_most = 1000;
};

/// Looks at the replications of one plan, one after the other in order of number, and so stops at the same one whatever
/// else happens.
class StopWatch {
 public:
  explicit StopWatch(const StopRule& rule) : rule_(rule) {}

  void add(const Replication& replication);
  /// True where the rule is met by those that were added, at_least of which have a delivery that counts for it.
  bool reached() const;
  /// Half the figure's interval, as the rule has it: in seconds, or as a share. Nothing where fewer than two
  /// replications have a delivery.
  std::optional<double> half_width() const;

  const StopRule& rule() const { return rule_; }
  std::uint32_t replications() const { return replications_; }  ///< that were added

 private:
  double estimate() const;

  StopRule rule_;
  std::uint32_t replications_ = 0;
  std::vector<RatioPart> parts_;  ///< of a mean or a share
  std::vector<double> values_;    ///< of a percentile: each replication's own
};

}  // namespace torntape::sim
