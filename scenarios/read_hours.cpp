#include "scenarios/read_hours.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace torntape::scenarios {
namespace {

constexpr int kHour = 60;
constexpr int kDay = 24 * kHour;

constexpr std::array<std::string_view, 7> kWeekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

/// Four figures of hours and minutes, in minutes; `2400` where `end`.
std::optional<int> minutes_of(std::string_view text, bool end) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() != 4 || !std::all_of(text.begin(), text.end(), digit)) return std::nullopt;
  const auto figure = [&](std::size_t i) { return text[i] - '0'; };
  const int hours = 10 * figure(0) + figure(1);
  const int minutes = 10 * figure(2) + figure(3);
  const int all = hours * kHour + minutes;
  if (minutes >= kHour || all > (end ? kDay : kDay - 1)) return std::nullopt;
  return all;
}

std::optional<int> weekday_of(std::string_view text) {
  const auto* const found = std::find(kWeekdays.begin(), kWeekdays.end(), text);
  if (found == kWeekdays.end()) return std::nullopt;
  return static_cast<int>(found - kWeekdays.begin());
}

/// A bit a weekday: of one, or of all from one to another, over Sunday where need be.
std::optional<unsigned> days_of(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = weekday_of(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : weekday_of(text.substr(dash + 1));
  if (!first || !last) return std::nullopt;
  unsigned days = 0;
  for (int day = *first;; day = (day + 1) % 7) {
    days |= 1U << day;
    if (day == *last) return days;
  }
}

constexpr std::string_view kHoursForm =
    "write HHMM-HHMM and, where not every day is meant, weekdays, such as '0800-1700 Mon-Fri', or always";

}  // namespace

Parsed<sim::DailyHours> parse_daily_hours(std::string_view text) {
  const std::string error = quoted(text) + " are no opening hours; " + std::string(kHoursForm);
  const std::string_view span = text.substr(0, text.find(' '));
  const std::size_t dash = std::min(span.find('-'), span.size());
  const auto from = minutes_of(span.substr(0, dash), false);
  const auto to = minutes_of(span.substr(std::min(dash + 1, span.size())), true);
  if (!from || !to) return {{}, error};
  unsigned days = 0;
  for (std::size_t at = span.size(); at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) {
      const std::string_view word = text.substr(at, end - at);
      const auto meant = days_of(word);
      if (!meant) {
        return {{},
                quoted(word) + " is no weekday; they are Mon, Tue, Wed, Thu, Fri, Sat, Sun, or Mon-Fri and the like"};
      }
      days |= *meant;
    }
    at = end + 1;
  }
  if (*from == *to) {
    return {{}, quoted(text) + " is no time at all, or a whole day; write 0000-2400 for a day, always for all of them"};
  }
  sim::DailyHours hours;
  hours.from = *from;
  hours.length = *to > *from ? *to - *from : *to - *from + kDay;
  if (days != 0) hours.days = static_cast<std::uint8_t>(days);
  return {hours, {}};
}

Parsed<int> parse_time_zone(std::string_view text) {
  if (text == "UTC") return {0, {}};
  // The letters of date-time groups: A to M east of Greenwich without J, N to Y west of it.
  if (text.size() == 1) {
    const char letter = text[0];
    if (letter == 'Z') return {0, {}};
    if (letter >= 'A' && letter <= 'I') return {(letter - 'A' + 1) * kHour, {}};
    if (letter >= 'K' && letter <= 'M') return {(letter - 'K' + 10) * kHour, {}};
    if (letter >= 'N' && letter <= 'Y') return {-(letter - 'N' + 1) * kHour, {}};
  }
  if (text.size() == 5 && (text[0] == '+' || text[0] == '-')) {
    const auto ahead = minutes_of(text.substr(1), false);
    constexpr int kMostEast = 14 * kHour;
    constexpr int kMostWest = 12 * kHour;
    if (ahead && *ahead <= (text[0] == '+' ? kMostEast : kMostWest)) return {text[0] == '+' ? *ahead : -*ahead, {}};
  }
  return {{},
          quoted(text) +
              " is no time zone; write how far it is ahead of UTC, such as +0530 or -0500, or its letter, such as R"};
}

std::optional<std::vector<sim::DailyHours>> read_hours(const Values& values, const YamlNode& node) {
  std::vector<sim::DailyHours> all;
  bool good = true;
  const auto read_one = [&](const YamlNode& one) {
    if (!values.expect(one, YamlNode::Kind::scalar)) {
      good = false;
      return;
    }
    const Parsed<sim::DailyHours> hours = parse_daily_hours(one.text);
    if (!hours.value) values.refuse(one, hours.error);
    good = good && hours.value.has_value();
    all.push_back(hours.value.value_or(sim::DailyHours{}));
  };
  if (node.kind == YamlNode::Kind::scalar && node.text == "always") return all;
  if (node.kind != YamlNode::Kind::list) {
    read_one(node);
  } else if (node.children.empty()) {
    values.refuse(node, "the list is empty; a station that is never open has nothing delivered");
    good = false;
  } else {
    for (const YamlNode& item : node.children) read_one(item);
  }
  if (!good) return std::nullopt;
  return all;
}

std::optional<int> read_time_zone(const Values& values, const YamlNode& node) {
  if (!values.expect(node, YamlNode::Kind::scalar)) return std::nullopt;
  const Parsed<int> zone = parse_time_zone(node.text);
  if (!zone.value) values.refuse(node, zone.error);
  return zone.value;
}

}  // namespace torntape::scenarios
