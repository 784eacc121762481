#include "sim/inference.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>

namespace torntape::sim {
namespace {

/// The squared standard error of the mean of two or more values.
double squared_error(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / (n - 1) / n;
}

Difference difference_of(double value, double error, double degrees, double resolution) {
  Difference difference{value, std::pair(value - resolution, value + resolution), {}};
  const double beyond = std::abs(value) - resolution;
  if (error == 0) {
    difference.p = beyond > 0 ? 0 : 1;
    return difference;
  }
  const boost::math::students_t student(degrees);
  const double half = boost::math::quantile(student, 0.975) * error + resolution;
  difference.interval = std::pair(value - half, value + half);
  difference.p = beyond > 0 ? std::min(1.0, 2 * boost::math::cdf(boost::math::complement(student, beyond / error))) : 1;
  return difference;
}

}  // namespace

std::vector<double> pseudo_values(double estimate, std::span<const double> each_left_out) {
  const auto k = static_cast<double>(each_left_out.size());
  std::vector<double> values;
  values.reserve(each_left_out.size());
  for (const double without : each_left_out) values.push_back(k * estimate - (k - 1) * without);
  return values;
}

std::vector<double> pseudo_values(std::span<const RatioPart> parts) {
  RatioPart all;
  for (const RatioPart& part : parts) {
    all.sum += part.sum;
    all.weight += part.weight;
  }
  std::vector<double> without;
  without.reserve(parts.size());
  for (const RatioPart& part : parts) without.push_back((all.sum - part.sum) / (all.weight - part.weight));
  return pseudo_values(all.sum / all.weight, without);
}

std::optional<Interval> interval_of(double estimate, std::span<const double> pseudo) {
  if (pseudo.size() < 2) return std::nullopt;
  const boost::math::students_t student(static_cast<double>(pseudo.size() - 1));
  const double half = boost::math::quantile(student, 0.975) * std::sqrt(squared_error(pseudo));
  return std::pair(estimate - half, estimate + half);
}

Difference paired_difference(double value, std::span<const double> base, std::span<const double> other,
                             double resolution) {
  if (base.size() < 2) return {value, {}, {}};
  std::vector<double> differences;
  differences.reserve(base.size());
  for (std::size_t i = 0; i < base.size(); ++i) differences.push_back(other[i] - base[i]);
  return difference_of(value, std::sqrt(squared_error(differences)), static_cast<double>(base.size() - 1), resolution);
}

Difference independent_difference(double value, std::span<const double> base, std::span<const double> other,
                                  double resolution) {
  if (base.size() < 2 || other.size() < 2) return {value, {}, {}};
  const double first = squared_error(base);
  const double second = squared_error(other);
  const double sum = first + second;
  const double degrees = sum == 0 ? 1
                                  : sum * sum /
                                        (first * first / static_cast<double>(base.size() - 1) +
                                         second * second / static_cast<double>(other.size() - 1));
  return difference_of(value, std::sqrt(sum), degrees, resolution);
}

std::vector<double> holm(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> corrected(p.size());
  double least = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    least = std::max(least, std::min(1.0, static_cast<double>(order.size() - i) * p[order[i]]));
    corrected[order[i]] = least;
  }
  return corrected;
}

}  // namespace torntape::sim
