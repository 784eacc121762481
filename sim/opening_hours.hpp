#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "sim/time.hpp"
#include "topology/network.hpp"

namespace torntape::sim {

/// Hours of the day that come back on some weekdays, local time.
struct DailyHours {
  int from = 0;             ///< minutes after midnight, 0 to 1439
  int length = 1440;        ///< minutes, 1 to 1440; what runs over midnight ends on the next day
  std::uint8_t days = 127;  ///< a bit for each weekday on which they begin, Monday's the lowest

  auto operator<=>(const DailyHours&) const = default;
};

/// What a scenario says of a station's hours; what it leaves out comes from the defaults.
struct HoursSpec {
  std::optional<std::vector<DailyHours>> daily;  ///< empty: it is always open
  std::optional<int> zone;                       ///< minutes that local time is ahead of UTC
};

/// When a station is open, week after week: half-open spans of time, from opening to closing.
class OpeningHours {
 public:
  /// One at least of `daily`. `zone` is how many minutes local time is ahead of UTC; `monday` how long before t = 0 the
  /// week began in UTC, from 0 to a week.
  OpeningHours(std::span<const DailyHours> daily, int zone, Time monday);

  bool always() const;
  /// The first instant from `time` on at which the station is open: `time` itself where it is open then.
  Time next_open(Time time) const;
  /// For how long it is open from `from` to `to`.
  Time open_between(Time from, Time to) const;

 private:
  Time since_monday(Time time) const;
  Time open_before(Time since_monday) const;

  std::vector<std::pair<Time, Time>> spans_;  ///< of the week in UTC, in order and apart; none reaches beyond it
  Time monday_;
};

/// The opening hours of the stations that are not always open.
class StationHours {
 public:
  /// False where every station is always open.
  bool any() const { return !of_.empty(); }
  /// Nothing where `station` is always open.
  const OpeningHours* of(topology::StationId station) const {
    if (station >= of_.size() || of_[station] == topology::kNone) return nullptr;
    return &hours_[of_[station]];
  }

  /// Returns the number under which stations may be given these hours.
  std::uint32_t add(OpeningHours hours) {
    hours_.push_back(std::move(hours));
    return static_cast<std::uint32_t>(hours_.size() - 1);
  }
  void give(topology::StationId station, std::uint32_t hours) {
    if (station >= of_.size()) of_.resize(station + 1, topology::kNone);
    of_[station] = hours;
  }

 private:
  std::vector<OpeningHours> hours_;
  std::vector<std::uint32_t> of_;  ///< by station: into hours_; kNone: always open
};

}  // namespace torntape::sim
