#include "sim/faults.hpp"

#include <algorithm>
#include <cmath>

namespace torntape::sim {
namespace {

/// Exponential with that mean, at least a nanosecond.
Time exponential(Time mean, double u) {
  const double time = -std::log(1 - u) * static_cast<double>(mean) + 0.5;
  return time >= static_cast<double>(kNever) ? kNever : std::max<Time>(static_cast<Time>(time), 1);
}

Time later(Time time, Time by) {
  return time >= kNever - by ? kNever : time + by;
}

}  // namespace

void OutageSchedule::add(const Fault& fault) {
  series_.push_back({&fault, {0, 0}});
  advance(series_.back());
}

void OutageSchedule::advance(Series& series) const {
  const Fault& fault = *series.fault;
  ++series.number;
  if (fault.random) {
    const Draws::Bits bits = draws_.bits(fault.entity, series.number, 0);
    series.upcoming.from = later(series.upcoming.to, exponential(fault.random->between, uniform(bits[0], bits[1])));
    series.upcoming.to = later(series.upcoming.from, exponential(fault.random->lasting, uniform(bits[2], bits[3])));
  } else if (series.number == 1) {
    series.upcoming = {fault.at, later(fault.at, fault.lasting)};
  } else {
    series.upcoming = {};
  }
}

OutageSchedule::Series& OutageSchedule::earliest() {
  return *std::min_element(series_.begin(), series_.end(),
                           [](const Series& a, const Series& b) { return a.upcoming.from < b.upcoming.from; });
}

Outage OutageSchedule::next() {
  if (series_.empty()) return {};
  Outage whole = earliest().upcoming;
  if (whole.from == kNever) return {};
  for (Series* series = &earliest(); series->upcoming.from <= whole.to; series = &earliest()) {
    whole.to = std::max(whole.to, series->upcoming.to);
    if (whole.to == kNever) {
      series_.clear();
      break;
    }
    advance(*series);
  }
  return whole;
}

}  // namespace torntape::sim
