#include "sim/inference.hpp"

#include <catch2/catch.hpp>
#include <vector>

// Expected figures: by hand, or by a numerical integration of Student's density (Simpson, 400,000 steps).

namespace torntape::sim {
namespace {

using Values = std::vector<double>;

/// The interval of the plain mean of `values`.
std::optional<Interval> interval_of_mean(const Values& values) {
  double mean = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  return interval_of(mean, values);
}

TEST_CASE("intervals are those of Student's t, computed by hand") {
  const auto five = interval_of_mean({1, 2, 3, 4, 5});
  REQUIRE(five.has_value());
  // t(4, 0.975) = 2.776445, the standard error sqrt(2.5 / 5).
  CHECK(five->first == Approx(3 - 1.963243).epsilon(1e-6));
  CHECK(five->second == Approx(3 + 1.963243).epsilon(1e-6));

  const auto two = interval_of_mean({0, 1});
  REQUIRE(two.has_value());
  // t(1, 0.975) = 12.706205, the standard error 0.5.
  CHECK(two->first == Approx(0.5 - 6.3531024).epsilon(1e-6));
  CHECK(two->second == Approx(0.5 + 6.3531024).epsilon(1e-6));

  // t(9, 0.975) = 2.262157; nine 10s and a 20: mean 11, variance 10, standard error 1.
  const auto ten = interval_of_mean({10, 10, 10, 10, 20, 10, 10, 10, 10, 10});
  REQUIRE(ten.has_value());
  CHECK(ten->first == Approx(11 - 2.262157).epsilon(1e-6));
  CHECK(ten->second == Approx(11 + 2.262157).epsilon(1e-6));
}

TEST_CASE("one value, or none, has no interval, and equal ones have one without width") {
  CHECK_FALSE(interval_of(0, {}).has_value());
  CHECK_FALSE(interval_of(4, Values{4}).has_value());
  const auto equal = interval_of_mean({0.5, 0.5, 0.5, 0.5});
  REQUIRE(equal.has_value());
  CHECK(*equal == std::pair(0.5, 0.5));
}

TEST_CASE("pseudo-values of a ratio, computed by hand") {
  // 70 over 17; without the first 58 over 13, the second 40 over 11, the third 63 over 15, the fourth 49 over 12.
  const Values pseudo = pseudo_values(std::vector<RatioPart>{{12, 4}, {30, 6}, {7, 2}, {21, 5}});
  REQUIRE(pseudo.size() == 4);
  CHECK(pseudo[0] == Approx(4 * 70 / 17.0 - 3 * 58 / 13.0));
  CHECK(pseudo[1] == Approx(4 * 70 / 17.0 - 3 * 40 / 11.0));
  CHECK(pseudo[2] == Approx(4 * 70 / 17.0 - 3 * 63 / 15.0));
  CHECK(pseudo[3] == Approx(4 * 70 / 17.0 - 3 * 49 / 12.0));
}

TEST_CASE("with equal weights the pseudo-values of a ratio are the replications' own ratios") {
  const Values pseudo = pseudo_values(std::vector<RatioPart>{{12, 3}, {30, 3}, {7.5, 3}});
  REQUIRE(pseudo.size() == 3);
  CHECK(pseudo[0] == Approx(4));
  CHECK(pseudo[1] == Approx(10));
  CHECK(pseudo[2] == Approx(2.5));
}

TEST_CASE("a replication that outweighs the others leaves the estimate uncertain") {
  // Its own ratio alone would make the mean 1.98: nearly certain by weight, but one replication's word.
  const std::vector<RatioPart> parts{{2000, 1000}, {10, 10}, {10, 10}};
  const auto interval = interval_of(2020.0 / 1020, pseudo_values(parts));
  REQUIRE(interval.has_value());
  CHECK(interval->first < 1);
}

TEST_CASE("pairs: the t test of the differences") {
  const Values base{10, 12, 11, 15, 9};
  const Values other{9, 11.5, 10, 13, 8.5};
  const Difference plain = paired_difference(-1, base, other, 0);
  REQUIRE(plain.interval.has_value());
  CHECK(plain.interval->first == Approx(-1 - 0.760361).epsilon(1e-6));
  CHECK(plain.interval->second == Approx(-1 + 0.760361).epsilon(1e-6));
  CHECK(plain.p.value() == Approx(0.021742978).epsilon(1e-6));

  const Difference coarse = paired_difference(-1, base, other, 0.25);
  CHECK(coarse.interval.value().first == Approx(-1 - 1.010361).epsilon(1e-6));
  CHECK(coarse.interval.value().second == Approx(0.0103607).epsilon(1e-4));
  CHECK(coarse.p.value() == Approx(0.051979694).epsilon(1e-6));
}

TEST_CASE("independent replications: Welch's test with Satterthwaite's degrees of freedom") {
  const Values base{27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4};
  const Values other{27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2};
  // Means 20.82 and 23.30, standard error 0.99691, 22.384 degrees of freedom.
  const Difference difference = independent_difference(2.48, base, other, 0);
  REQUIRE(difference.interval.has_value());
  CHECK(difference.interval->first == Approx(2.48 - 2.0654079).epsilon(1e-6));
  CHECK(difference.interval->second == Approx(2.48 + 2.0654079).epsilon(1e-6));
  CHECK(difference.p.value() == Approx(0.020772286).epsilon(1e-6));
}

TEST_CASE("one side without spread has the other's degrees of freedom") {
  // t(1, 0.975) = 12.706205, the standard error 0.5; P(|t(1)| > 4) = 1 - 2 atan(4) / pi.
  const Difference difference = independent_difference(2, Values{1, 1, 1}, Values{2.5, 3.5}, 0);
  CHECK(difference.interval.value().second == Approx(2 + 6.3531024).epsilon(1e-6));
  CHECK(difference.p.value() == Approx(0.155958262).epsilon(1e-6));
}

TEST_CASE("a difference that every replication shows alike is certain, none at all is no difference") {
  const Difference same = paired_difference(0, Values{3, 4, 5}, Values{3, 4, 5}, 0);
  CHECK(same.interval == std::pair(0.0, 0.0));
  CHECK(same.p == 1.0);
  const Difference shifted = paired_difference(2, Values{3, 4, 5}, Values{5, 6, 7}, 0);
  CHECK(shifted.interval == std::pair(2.0, 2.0));
  CHECK(shifted.p == 0.0);
  const Difference within_a_step = paired_difference(2, Values{3, 4, 5}, Values{5, 6, 7}, 2.5);
  CHECK(within_a_step.interval == std::pair(-0.5, 4.5));
  CHECK(within_a_step.p == 1.0);
  CHECK(independent_difference(0, Values{3, 3}, Values{3, 3}, 0).p == 1.0);
}

TEST_CASE("one replication has a difference, and nothing to judge it by") {
  for (const Difference& difference :
       {paired_difference(2, Values{3}, Values{5}, 0), independent_difference(2, Values{3}, Values{5, 5}, 0)}) {
    CHECK(difference.value == 2);
    CHECK_FALSE(difference.interval.has_value());
    CHECK_FALSE(difference.p.has_value());
  }
}

TEST_CASE("Holm's correction, computed by hand") {
  // In order 0.005 x 4, 0.01 x 3, 0.03 x 2, 0.04 x 1, none less than the one before it.
  const Values corrected = holm(Values{0.01, 0.04, 0.03, 0.005});
  REQUIRE(corrected.size() == 4);
  CHECK(corrected[0] == Approx(0.03));
  CHECK(corrected[1] == Approx(0.06));
  CHECK(corrected[2] == Approx(0.06));
  CHECK(corrected[3] == Approx(0.02));
  CHECK(holm(Values{0.7, 0.8}) == Values{1, 1});
  CHECK(holm({}).empty());
}

}  // namespace
}  // namespace torntape::sim
