#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "plans.hpp"

namespace torntape::sim::testing {

// What samples say. The seeds of the tests are fixed, so each always passes or always fails.

double mean(const std::vector<double>& values);
double variance(const std::vector<double>& values);
double correlation(const std::vector<double>& a, const std::vector<double>& b);

/// The greatest distance of the values' distribution from `distribution`, times the root of their number: above 1.95
/// once in a thousand (Kolmogorov and Smirnov).
template <class Distribution>
double kolmogorov(std::vector<double> values, Distribution distribution) {
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  double distance = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double share = distribution(values[i]);
    distance = std::max(
        {distance, std::abs(share - static_cast<double>(i) / n), std::abs(share - static_cast<double>(i + 1) / n)});
  }
  return distance * std::sqrt(n);
}

/// Pearson's sum over `shares`, which sum to 1. What is counted without a share fails the test.
template <class Key>
double chi_square(const std::map<Key, double>& counted, const std::map<Key, double>& shares) {
  double total = 0;
  for (const auto& [key, count] : counted) {
    if (!shares.contains(key)) FAIL("drawn, though its share is 0");
    total += count;
  }
  double sum = 0;
  for (const auto& [key, share] : shares) {
    const double count = counted.contains(key) ? counted.at(key) : 0;
    sum += (count - share * total) * (count - share * total) / (share * total);
  }
  return sum;
}

/// A relay RUEH with `posts` posts around it, RUEHA, RUEHB, ..., of which RUEHA generates as `keys` say; `network` and
/// `file` are further keys of the two, `, collectives: [...]` and `seed: 3\n`.
std::unique_ptr<Plan> generating(const std::string& keys, int posts = 5, const std::string& network = "",
                                 const std::string& file = "");

/// Role and precedence of each destination, such as `Za Za Oi`.
std::string roles_of(const Draft& draft);

}  // namespace torntape::sim::testing
