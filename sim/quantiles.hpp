#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/generate_spec.hpp"

namespace torntape::sim {

// Quantiles: what a number `u`, uniform in [0, 1), stands for in a distribution. Included by sources alone.

/// The first of `cumulative`, whose last is 1, above `u`.
template <class Range>
std::size_t pick(const Range& cumulative, double u) {
  const auto found = std::upper_bound(cumulative.begin(), cumulative.end(), u);
  return static_cast<std::size_t>(std::min(found, cumulative.end() - 1) - cumulative.begin());
}

/// The same of four, without a branch.
inline std::size_t pick(const Mix& cumulative, double u) {
  std::size_t place = 0;
  for (std::size_t i = 0; i + 1 < cumulative.size(); ++i) place += static_cast<std::size_t>(cumulative[i] <= u);
  return place;
}

/// The value that `u` stands for among values with cumulative weights, the last 1.
inline double pick_value(const std::vector<std::pair<double, double>>& values, double u) {
  const auto found = std::upper_bound(values.begin(), values.end(), u,
                                      [](double value, const auto& entry) { return value < entry.second; });
  return (found == values.end() ? values.back() : *found).first;
}

/// The quantile of the unit exponential; 1 - u is exact, for u is a multiple of 2^-53.
inline double exponential(double u) {
  return -std::log(1 - u);
}

/// The quantile of the log-normal distribution; `sigma` is the standard deviation of the natural logarithm.
double lognormal(double median, double sigma, double u);

struct SizeQuantile {
  double u;
  double operator()(const FixedSize& size) const { return size.characters; }
  double operator()(const ExponentialSize& size) const { return size.mean * exponential(u); }
  double operator()(const LognormalSize& size) const { return lognormal(size.median, size.sigma, u); }
  double operator()(const EmpiricalSize& size) const { return pick_value(size.values, u); }
};

/// `time` and a gap of so many nanoseconds later, to the nearest; kNever at the latest.
inline Time later(Time time, double gap) {
  return gap >= static_cast<double>(kNever - time) ? kNever : time + static_cast<Time>(gap + 0.5);
}

/// A length in characters, at least 1.
inline std::uint32_t characters_of(const SizeSpec& size, double u) {
  return static_cast<std::uint32_t>(std::clamp(std::visit(SizeQuantile{u}, size) + 0.5, 1.0, 4e9));
}

/// A number of addressees.
class CountQuantile {
 public:
  explicit CountQuantile(const CountSpec& spec) : spec_(spec) {
    const auto* geometric = std::get_if<GeometricCount>(&spec);
    if (geometric != nullptr && geometric->mean > 1) per_failure_ = -1 / std::log1p(-1 / geometric->mean);
  }

  /// From 1 to `most`, which is at least 1.
  std::uint32_t operator()(double u, std::size_t most) const {
    return static_cast<std::uint32_t>(std::min(std::visit(Value{u, per_failure_}, spec_), static_cast<double>(most)));
  }

 private:
  struct Value {
    double u;
    double per_failure;
    double operator()(const FixedCount& count) const { return count.count; }
    double operator()(const GeometricCount& count) const {
      if (count.mean <= 1) return 1;
      return 1 + std::floor(exponential(u) * per_failure);
    }
    double operator()(const LognormalCount& count) const {
      return std::max(1.0, std::floor(lognormal(count.median, count.sigma, u) + 0.5));
    }
    double operator()(const EmpiricalCount& count) const { return pick_value(count.values, u); }
  };

  CountSpec spec_;
  double per_failure_ = 0;  ///< of a geometric count: 1 over the exponential's share of one more
};

}  // namespace torntape::sim
