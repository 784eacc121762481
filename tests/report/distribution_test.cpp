#include "tools/report/distribution.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "tools/report/charts.hpp"

namespace torntape::tools {
namespace {

using sim::kSecond;

/// A replication with FLASH deliveries of these seconds.
sim::Replication replication(std::uint32_t number, const std::vector<int>& seconds) {
  sim::Replication made;
  made.number = number;
  for (const int second : seconds) {
    made.latencies[0][second % 2 == 0 ? 0U : 1U].add(second * kSecond, 1, 8 * kSecond);
  }
  return made;
}

sim::Results two_replications() {
  sim::Results results;
  results.objectives = {8 * kSecond, 60 * kSecond, 60 * kSecond, 60 * kSecond};
  results.replications = {replication(1, {2, 4, 6, 8}), replication(2, {5, 10, 15, 20})};
  return results;
}

TEST_CASE("a distribution counts both roles, and its band spans the replications") {
  const Distribution distribution = distribution_at(two_replications(), {1, 3, 7, 12, 30});
  REQUIRE(distribution.curves.size() == 1);
  const Curve& curve = distribution.curves[0];
  CHECK(curve.precedence == sim::Precedence::flash);
  CHECK(curve.n == 8);
  CHECK(curve.objective == 8);
  CHECK(curve.within == 5 / 8.0);
  CHECK(curve.share == std::vector<double>{0, 1 / 8.0, 4 / 8.0, 6 / 8.0, 1});
  CHECK(curve.low == std::vector<double>{0, 0, 1 / 4.0, 2 / 4.0, 1});
  CHECK(curve.high == std::vector<double>{0, 1 / 4.0, 3 / 4.0, 1, 1});
}

TEST_CASE("a distribution begins before the least latency and ends after the greatest") {
  const Distribution distribution = distribution_of(two_replications(), 50);
  REQUIRE(distribution.times.size() == 50);
  CHECK(distribution.times.front() < 2);
  CHECK(distribution.times.back() > 20);
  CHECK(distribution.curves[0].share.front() == 0);
  CHECK(distribution.curves[0].share.back() == 1);
  CHECK(std::is_sorted(distribution.curves[0].share.begin(), distribution.curves[0].share.end()));
}

TEST_CASE("one replication has no band, and none no curve") {
  sim::Results results = two_replications();
  results.replications.pop_back();
  CHECK(distribution_at(results, {10}).curves[0].low.empty());
  results.replications = {sim::Replication()};
  CHECK(distribution_of(results, 10).curves.empty());
}

TEST_CASE("the axis holds the objectives, and its marks are times that people use") {
  const Distribution distribution = distribution_of(two_replications(), 50);
  const TimeAxis axis = time_axis(distribution);
  CHECK(axis.x(axis.from) == Approx(axis.left));
  CHECK(axis.x(axis.to) == Approx(axis.right));
  CHECK(axis.x(std::sqrt(axis.from * axis.to)) == Approx((axis.left + axis.right) / 2));
  CHECK(axis.x(8) > axis.left);
  CHECK(time_marks(5, 100'000) == std::vector<double>{10, 60, 600, 3600, 21'600, 86'400});
  CHECK(time_marks(0.02, 2) == std::vector<double>{0.1, 1});
}

TEST_CASE("a chart of a distribution draws a line, a band and an objective a precedence") {
  const std::string chart = distribution_chart(distribution_of(two_replications(), 50), "<shares>");
  CHECK(chart.find("class=\"band p-Z\"") != std::string::npos);
  CHECK(chart.find("FLASH in 8 s") != std::string::npos);
  CHECK(chart.find("aria-label=\"&lt;shares&gt;\"") != std::string::npos);
  CHECK(chart.find("p-O") == std::string::npos);
}

}  // namespace
}  // namespace torntape::tools
