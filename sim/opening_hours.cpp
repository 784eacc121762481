#include "sim/opening_hours.hpp"

#include <algorithm>

namespace torntape::sim {
namespace {

constexpr Time kMinute = 60 * kSecond;
constexpr int kDayMinutes = 1440;
constexpr int kWeekMinutes = 7 * kDayMinutes;
constexpr Time kWeek = kWeekMinutes * kMinute;

}  // namespace

OpeningHours::OpeningHours(std::span<const DailyHours> daily, int zone, Time monday) : monday_(monday) {
  std::vector<std::pair<Time, Time>> all;
  for (const DailyHours& hours : daily) {
    for (int day = 0; day < 7; ++day) {
      if ((hours.days >> day & 1) == 0) continue;
      const int from = ((day * kDayMinutes + hours.from - zone) % kWeekMinutes + kWeekMinutes) % kWeekMinutes;
      const int to = from + hours.length;
      all.emplace_back(from * kMinute, std::min(to, kWeekMinutes) * kMinute);
      if (to > kWeekMinutes) all.emplace_back(0, (to - kWeekMinutes) * kMinute);
    }
  }
  std::sort(all.begin(), all.end());
  for (const auto& span : all) {
    if (spans_.empty() || spans_.back().second < span.first) {
      spans_.push_back(span);
    } else {
      spans_.back().second = std::max(spans_.back().second, span.second);
    }
  }
}

bool OpeningHours::always() const {
  return spans_.front() == std::pair(Time{0}, kWeek);
}

Time OpeningHours::since_monday(Time time) const {
  return (time % kWeek + monday_) % kWeek;
}

Time OpeningHours::next_open(Time time) const {
  const Time now = since_monday(time);
  const auto span = std::find_if(spans_.begin(), spans_.end(), [&](const auto& one) { return one.second > now; });
  if (span == spans_.end()) return time + (kWeek - now) + spans_.front().first;
  return time + std::max<Time>(0, span->first - now);
}

Time OpeningHours::open_before(Time since_monday) const {
  Time open = 0;
  for (const auto& [from, to] : spans_) open += std::clamp<Time>(since_monday - from, 0, to - from);
  return open;
}

Time OpeningHours::open_between(Time from, Time to) const {
  const Time first = since_monday(from);
  const Time last = first + (to - from);
  return last / kWeek * open_before(kWeek) + open_before(last % kWeek) - open_before(first);
}

}  // namespace torntape::sim
