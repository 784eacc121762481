#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/comparison.hpp"

namespace torntape::tools {

/// What --fail-if asks: whether a figure changed by so much, and really. `IMMEDIATE p95 +10%`, `FLASH info mean +30 s`,
/// `ROUTINE within -1 %`.
struct Condition {
  enum class Unit : std::uint8_t { of_base, seconds, share };

  sim::Precedence precedence = sim::Precedence::flash;
  std::optional<sim::Role> role;  ///< nothing: action and info together
  sim::Metric metric = sim::Metric::mean;
  bool rise = true;   ///< + or -
  double amount = 0;  ///< not negative; of the baseline's figure (0.1 is 10 %), in seconds, or of all deliveries
  Unit unit = Unit::of_base;
  std::string text;  ///< as the user wrote it
};

/// The condition that `text` writes down. Throws Failure where it is none.
Condition condition_of(const std::string& text);

/// Whether the condition holds in `contrast`: the figure moved that way by that much or more, and the change is real.
/// Throws Failure where that cannot be told, `other` naming the side that is compared with the baseline.
bool holds(const Condition& condition, const sim::Contrast& contrast, const std::string& other);

}  // namespace torntape::tools
