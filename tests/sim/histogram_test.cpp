#include "sim/histogram.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

namespace torntape::sim {
namespace {

constexpr Time kMost = 1'000'000 * kSecond;

/// From 1 ns to 10^6 s, every order of magnitude as often.
Time random_time(std::mt19937_64& random) {
  const double exponent = static_cast<double>(random() >> 11) * 0x1p-53 * 15;
  return std::clamp(static_cast<Time>(std::pow(10.0, exponent)), Time{1}, kMost);
}

TEST_CASE("the value at a rank is right to 0.4 % from a nanosecond to a million seconds") {
  std::mt19937_64 random(1);
  Histogram histogram;
  std::vector<Time> values;
  for (int i = 0; i < 20'000; ++i) {
    values.push_back(random_time(random));
    histogram.add(values.back(), 1);
  }
  std::sort(values.begin(), values.end());
  double worst = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto exact = static_cast<double>(values[i]);
    worst = std::max(worst, std::abs(static_cast<double>(histogram.at_rank(i + 1)) - exact) / exact);
  }
  CHECK(worst < 0.004);
  CHECK(worst > 0.002);
}

TEST_CASE("the value at a rank is right at the edges of the bins") {
  for (int bit = 0; bit < 50; ++bit) {
    for (const Time offset : {-1, 0, 1}) {
      const Time value = (Time{1} << bit) + offset;
      Histogram histogram;
      histogram.add(value, 1);
      CAPTURE(value);
      CHECK(std::abs(histogram.at_rank(1) - value) <= static_cast<Time>(0.004 * static_cast<double>(value)));
      CHECK(Histogram::lowest(Histogram::bin(value)) <= value);
      CHECK(Histogram::lowest(Histogram::bin(value) + 1) > value);
    }
  }
}

TEST_CASE("ranks count values as often as they were added") {
  Histogram histogram;
  histogram.add(5, 3);
  histogram.add(100, 1);
  histogram.add(7, 2);
  std::vector<Time> in_order;
  for (std::uint64_t rank = 1; rank <= 6; ++rank) in_order.push_back(histogram.at_rank(rank));
  CHECK(in_order == std::vector<Time>{5, 5, 5, 7, 7, 100});
}

TEST_CASE("merging is adding") {
  std::mt19937_64 random(2);
  Histogram whole, first, second;
  for (int i = 0; i < 5000; ++i) {
    const Time value = random_time(random);
    const std::uint64_t times = 1 + random() % 4;
    whole.add(value, times);
    (random() % 2 == 0 ? first : second).add(value, times);
  }
  CHECK_FALSE(first == whole);
  first.merge(second);
  CHECK(first == whole);
  Histogram nothing;
  nothing.merge(whole);
  CHECK(nothing == whole);
  nothing.merge(Histogram());
  CHECK(nothing == whole);
}

TEST_CASE("octaves are held from the least value to the greatest, whatever comes first") {
  Histogram down, up;
  for (const Time value : {Time{5'000'000'000}, Time{700}, Time{3}}) down.add(value, 1);
  for (const Time value : {Time{3}, Time{700}, Time{5'000'000'000}}) up.add(value, 1);
  CHECK(down == up);
  CHECK(down.first_bin() == 0);
  CHECK(down.counts().size() < Histogram::kBins / 2);
  CHECK(down.counts()[Histogram::bin(700)] == 1);
  Histogram one;
  one.add(5'000'000'000, 2);
  CHECK(one.counts().size() == 128);
  CHECK(one.counts()[Histogram::bin(5'000'000'000) - one.first_bin()] == 2);
}

}  // namespace
}  // namespace torntape::sim
