#include "tools/compare/figures.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace torntape::tools {
namespace {

/// The limits are those of readable_seconds().
std::pair<double, std::string_view> time_unit(double seconds) {
  if (seconds < 0.9995e-6) return {1e-9, "ns"};
  if (seconds < 0.9995e-3) return {1e-6, "us"};
  if (seconds < 0.9995) return {1e-3, "ms"};
  if (seconds < 119.95) return {1, "s"};
  if (seconds < 7197) return {60, "min"};
  if (seconds < 172'700) return {3600, "h"};
  return {86'400, "days"};
}

constexpr int kMostDecimals = 3;

}  // namespace

ChangeFigures::ChangeFigures(const sim::Difference& difference, double length, std::string_view unit)
    : length_(length), unit_(unit) {
  const double half =
      difference.interval ? (difference.interval->second - difference.interval->first) / 2 / length : 0.0;
  const double size = std::abs(difference.value) / length;
  // A width of two figures where it begins with 1, else of one; without a width three figures of the difference.
  constexpr double kNone = 1e-9;
  if (half > kNone) {
    decimals_ = -static_cast<int>(std::floor(std::log10(half / 2)));
  } else if (size > kNone) {
    decimals_ = 2 - static_cast<int>(std::floor(std::log10(size)));
  }
  decimals_ = std::clamp(decimals_, 0, kMostDecimals);
}

ChangeFigures ChangeFigures::of_time(const sim::Difference& difference) {
  double size = std::abs(difference.value);
  if (difference.interval && difference.interval->first <= 0 && difference.interval->second >= 0) {
    size = std::max(-difference.interval->first, difference.interval->second);
  }
  constexpr double kStep = 0.5e-9;
  if (size < kStep) return {difference, 1, "s"};
  const auto [length, unit] = time_unit(size);
  return {difference, length, unit};
}

ChangeFigures ChangeFigures::of_share(const sim::Difference& difference) {
  return {difference, 0.01, "points"};
}

std::string ChangeFigures::size(double figure) const {
  return fmt::format("{:.{}f}", std::abs(figure) / length_, decimals_);
}

std::string ChangeFigures::signed_size(double figure) const {
  std::string text = size(figure);
  if (text.find_first_not_of("0.") == std::string::npos) return text;
  return (figure < 0 ? '-' : '+') + text;
}

}  // namespace torntape::tools
