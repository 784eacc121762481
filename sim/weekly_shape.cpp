#include "sim/weekly_shape.hpp"

#include <algorithm>
#include <numeric>

namespace torntape::sim {

WeeklyShape::WeeklyShape(const std::array<double, 24>& hours, const std::array<double, 7>& weekdays, Time monday)
    : monday_(monday) {
  const double hour_mean = std::accumulate(hours.begin(), hours.end(), 0.0) / static_cast<double>(hours.size());
  const double day_mean = std::accumulate(weekdays.begin(), weekdays.end(), 0.0) / static_cast<double>(weekdays.size());
  std::array<double, kHours + 1> sums{};
  for (std::size_t i = 0; i < kHours; ++i) {
    sums[i + 1] = sums[i] + hours[i % hours.size()] / hour_mean * (weekdays[i / hours.size()] / day_mean);
  }
  // Each hour begins at a whole nanosecond of operational time, the last one's end being a week.
  for (std::size_t i = 1; i <= kHours; ++i) {
    begin_[i] = static_cast<Time>(sums[i] / sums[kHours] * static_cast<double>(kWeek) + 0.5);
    rate_[i - 1] = static_cast<double>(begin_[i] - begin_[i - 1]) / static_cast<double>(kHour);
  }
  before_ = since_monday(monday);
}

Time WeeklyShape::since_monday(Time clock) const {
  const Time rest = clock % kWeek;
  const auto hour = static_cast<std::size_t>(rest / kHour);
  const double within = rate_[hour] * static_cast<double>(rest % kHour);
  return clock - rest + std::min(begin_[hour] + static_cast<Time>(within), begin_[hour + 1]);
}

Time WeeklyShape::operational(Time clock) const {
  return since_monday(clock + monday_) - before_;
}

Time WeeklyShape::clock(Time operational) const {
  const Time passed = operational + before_;
  const Time rest = passed % kWeek;
  const auto next = std::upper_bound(begin_.begin() + 1, begin_.end() - 1, rest);
  const auto hour = static_cast<std::size_t>(next - begin_.begin()) - 1;
  const auto within = static_cast<Time>(static_cast<double>(rest - begin_[hour]) / rate_[hour]);
  const Time since = passed - rest + static_cast<Time>(hour) * kHour + std::min(within, kHour);
  return std::max(since - monday_, Time{0});
}

}  // namespace torntape::sim
