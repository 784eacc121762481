#include "scenarios/resolve_hours.hpp"

#include <map>
#include <utility>
#include <vector>

namespace torntape::scenarios {

sim::Time since_monday(std::int64_t start) {
  constexpr std::int64_t kDay = 86'400;
  constexpr std::int64_t kWeek = 7 * kDay;
  constexpr std::int64_t kFirstMonday = 4 * kDay;  // 1970-01-05
  return ((start - kFirstMonday) % kWeek + kWeek) % kWeek * sim::kSecond;
}

sim::StationHours resolve_hours(const Scenario& scenario, const topology::Network& network) {
  sim::StationHours all;
  std::map<std::pair<std::vector<sim::DailyHours>, int>, std::uint32_t> known;
  const sim::HoursSpec none;
  for (topology::StationId id = 0; id < network.stations().size(); ++id) {
    const topology::Station& station = network.stations()[id];
    const auto own = scenario.hours.find(station.ri);
    const sim::HoursSpec& spec = own == scenario.hours.end() ? none : own->second;
    const sim::HoursSpec& usual = station.relay ? none : scenario.post_hours;
    const auto& daily = spec.daily ? spec.daily : usual.daily;
    if (!daily || daily->empty()) continue;
    const int zone = spec.zone.value_or(scenario.post_hours.zone.value_or(0));
    auto entry = known.find({*daily, zone});
    if (entry == known.end()) {
      sim::OpeningHours hours(*daily, zone, since_monday(scenario.start));
      const std::uint32_t number = hours.always() ? topology::kNone : all.add(std::move(hours));
      entry = known.emplace(std::pair(*daily, zone), number).first;
    }
    if (entry->second != topology::kNone) all.give(id, entry->second);
  }
  return all;
}

}  // namespace torntape::scenarios
