#include "tools/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace torntape::tools {
namespace {

/// Three significant figures or one decimal, whichever says more.
std::string figure(double value, std::string_view unit) {
  return value < 9.995 ? fmt::format("{:.2f} {}", value, unit) : fmt::format("{:.1f} {}", value, unit);
}

}  // namespace

std::string readable_seconds(double seconds) {
  constexpr double kLeast = 0.5e-9;
  constexpr std::pair<double, const char*> kSmall[]{{1e9, "ns"}, {1e6, "us"}, {1e3, "ms"}};
  if (seconds <= -kLeast) return '-' + readable_seconds(-seconds);
  if (seconds < kLeast) return "0 s";
  for (const auto& [in_a_second, unit] : kSmall) {
    const double value = seconds * in_a_second;
    if (value < 999.5) return fmt::format("{:.3g} {}", value, unit);
  }
  if (seconds < 119.95) return figure(seconds, "s");
  if (seconds < 7197) return figure(seconds / 60, "min");
  if (seconds < 172'700) return figure(seconds / 3600, "h");
  return figure(seconds / 86'400, "days");
}

std::string readable_interval(const std::optional<std::pair<double, double>>& interval) {
  if (!interval) return "-";
  return readable_seconds(std::max(0.0, interval->first)) + " to " + readable_seconds(interval->second);
}

std::string readable_span(double seconds) {
  constexpr std::pair<double, const char*> kUnits[]{{86'400, "day"}, {3600, "h"}, {60, "min"}, {1, "s"}};
  for (const auto& [length, unit] : kUnits) {
    const double count = seconds / length;
    if (count < 1 || count != std::floor(count)) continue;
    const bool days = length == 86'400 && count > 1;
    return fmt::format("{:.0f} {}{}", count, unit, days ? "s" : "");
  }
  return readable_seconds(seconds);
}

std::string readable_count(std::uint64_t count) {
  std::string text = std::to_string(count);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, 1, ',');
  return text;
}

std::string readable_settings(const std::vector<std::pair<std::string, std::string>>& settings) {
  std::string text;
  for (const auto& [key, value] : settings) text += fmt::format("{}{}={}", text.empty() ? "" : ", ", key, value);
  return text;
}

std::string readable_count(std::uint64_t count, const std::string& noun) {
  return readable_count(count) + ' ' + noun + (count == 1 ? "" : "s");
}

std::string readable_share(double share) {
  double percent = std::round(share * 1000) / 10;
  if (share < 1) percent = std::min(percent, 99.9);
  if (share > 0) percent = std::max(percent, 0.1);
  return fmt::format("{:.1f} %", percent);
}

}  // namespace torntape::tools
