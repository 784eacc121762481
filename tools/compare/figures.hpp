#pragma once

#include <string>
#include <string_view>

#include "sim/comparison.hpp"

namespace torntape::tools {

/// How a change is written: in one unit for the difference and both ends of its interval, with as many decimals as the
/// interval's width deserves.
class ChangeFigures {
 public:
  /// Of a time, in seconds.
  static ChangeFigures of_time(const sim::Difference& difference);
  /// Of a share, in hundredths.
  static ChangeFigures of_share(const sim::Difference& difference);

  std::string_view unit() const { return unit_; }
  /// `4.1`: a figure of the change in the unit, without sign.
  std::string size(double figure) const;
  /// `-4.1`, `+4.1`, or `0.0`.
  std::string signed_size(double figure) const;

 private:
  ChangeFigures(const sim::Difference& difference, double length, std::string_view unit);

  double length_;
  std::string_view unit_;
  int decimals_ = 0;
};

}  // namespace torntape::tools
