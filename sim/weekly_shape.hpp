#pragma once

#include <array>

#include "sim/time.hpp"

namespace torntape::sim {

/// How a rate goes up and down over the hours of the day and the days of the week, its mean over a week being 1.
///
/// Turns operational time, in which a process of that rate is one of constant rate 1, into clock time and back (Cox and
/// Lewis, "The Statistical Analysis of Series of Events", 1966, on the time-dependent Poisson process): exact, for the
/// rate is constant over each hour.
class WeeklyShape {
 public:
  /// Weights from 0, one at least of each above it; `monday` is how long before t = 0 the week began, from 0 to a week.
  WeeklyShape(const std::array<double, 24>& hours, const std::array<double, 7>& weekdays, Time monday);

  /// The instant at which so much operational time has passed since t = 0. Times are from 0 to kNever.
  Time clock(Time operational) const;
  Time operational(Time clock) const;

 private:
  static constexpr Time kHour = 3600 * kSecond;
  static constexpr std::size_t kHours = 168;
  static constexpr Time kWeek = static_cast<Time>(kHours) * kHour;

  Time since_monday(Time clock) const;

  std::array<double, kHours> rate_{};
  std::array<Time, kHours + 1> begin_{};  ///< of each hour: the operational time since Monday
  Time monday_;
  Time before_;  ///< operational time from Monday to t = 0
};

}  // namespace torntape::sim
