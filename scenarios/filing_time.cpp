#include "scenarios/filing_time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string_view>

namespace torntape::scenarios {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

constexpr std::int64_t kDay = 86'400;

/// The whole number spelled by the digits of `text`, all of it.
std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty() || text[0] == '-') return std::nullopt;
  return value;
}

int year_of(std::int64_t seconds) {
  const std::chrono::year_month_day date{sys_days{std::chrono::days{seconds / kDay}}};
  return static_cast<int>(date.year());
}

std::int64_t start_of_year(int y) {
  return sys_days{year{y} / 1 / 1}.time_since_epoch().count() * kDay;
}

/// Seconds into the day of `hhmm`.
std::optional<std::int64_t> clock(std::string_view hhmm) {
  const auto value = number(hhmm);
  if (!value || hhmm.size() != 4 || *value / 100 > 23 || *value % 100 > 59) return std::nullopt;
  return *value / 100 * 3600 + *value % 100 * 60;
}

/// The instant of a normalised date-time group, `ddhhmmZ MMM yy`; the year of `start` where it has none.
std::optional<std::int64_t> dtg_instant(std::string_view dtg, std::int64_t start) {
  static constexpr std::array<std::string_view, 12> kMonths{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                            "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
  if (dtg.size() < 11) return std::nullopt;
  const auto day = number(dtg.substr(0, 2));
  const auto time = clock(dtg.substr(2, 4));
  const auto month = std::find(kMonths.begin(), kMonths.end(), dtg.substr(8, 3));
  if (!day || !time || month == kMonths.end()) return std::nullopt;
  int y = year_of(start);
  if (dtg.size() > 12) {
    const auto printed = number(dtg.substr(12));
    if (!printed) return std::nullopt;
    y = *printed >= 100 ? *printed : *printed + (*printed < 60 ? 2000 : 1900);
  }
  const auto date = year{y} / static_cast<int>(month - kMonths.begin() + 1) / *day;
  if (!date.ok()) return std::nullopt;
  return sys_days{date}.time_since_epoch().count() * kDay + *time;
}

}  // namespace

std::optional<std::int64_t> filing_instant(const topology::Telegram& telegram, std::int64_t start) {
  const auto dtg = dtg_instant(telegram.dtg.value_or(""), start);
  const std::string_view filed = telegram.filing_time ? std::string_view(*telegram.filing_time) : std::string_view();
  if (filed.size() != 7) return dtg;
  const auto day = number(filed.substr(0, 3));
  const auto time = clock(filed.substr(3));
  if (!day || !time || *day < 1 || *day > 366) return dtg;
  const std::int64_t near = dtg.value_or(start);
  std::optional<std::int64_t> best;
  for (int y = year_of(near) - 1; y <= year_of(near) + 1; ++y) {
    const std::int64_t instant = start_of_year(y) + (*day - 1) * kDay + *time;
    if (!best || std::abs(instant - near) < std::abs(*best - near)) best = instant;
  }
  return best;
}

}  // namespace torntape::scenarios
