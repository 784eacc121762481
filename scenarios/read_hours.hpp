#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "scenarios/quantity.hpp"
#include "scenarios/values.hpp"
#include "scenarios/yaml_node.hpp"
#include "sim/opening_hours.hpp"

namespace torntape::scenarios {

/// Hours as a notice on the door has them: `0800-1700 Mon-Fri`, `0900-1200 Sat`, `2200-0600` (every day). Times of the
/// day are four figures; weekdays are three letters, single or from-to, with blanks between. What ends no later than it
/// begins ends on the next day.
Parsed<sim::DailyHours> parse_daily_hours(std::string_view text);

/// Minutes that local time is ahead of UTC: `+0530`, `-0500`, `UTC`, or a zone's letter as in date-time groups (`R` is
/// -0500, `Z` is UTC). From -1200 to +1400.
Parsed<int> parse_time_zone(std::string_view text);

/// `always`, hours, or a list of hours; empty where always.
std::optional<std::vector<sim::DailyHours>> read_hours(const Values& values, const YamlNode& node);
std::optional<int> read_time_zone(const Values& values, const YamlNode& node);

/// What parse_daily_hours and parse_time_zone take, as regular expressions.
inline constexpr std::string_view kHoursPattern =
    "^([01][0-9]|2[0-3])[0-5][0-9]-(([01][0-9]|2[0-3])[0-5][0-9]|2400)"
    "( +(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(-(Mon|Tue|Wed|Thu|Fri|Sat|Sun))?)*$";
inline constexpr std::string_view kTimeZonePattern = "^([A-IK-Z]|UTC|[-+][0-9]{4})$";

}  // namespace torntape::scenarios
