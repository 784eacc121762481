#include "sim/batch_means.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "plans.hpp"
#include "sim/replicate.hpp"
#include "sim/statistics.hpp"

namespace torntape::sim {
namespace {

using testing::plan_of;

/// `n` deliveries a stretch: latencies go up and down from stretch to stretch, and their means from batch to batch.
Stretches alternating(std::uint64_t n) {
  Stretches stretches(kStretches);
  for (std::size_t i = 0; i < kStretches; ++i) {
    const Time latency = (i % 2 == 0 ? 4 : 6) * kSecond + (i / kStretchesABatch % 2 == 0 ? 1 : 0) * kSecond;
    stretches[i] = {n, static_cast<WideSum>(latency) * n};
  }
  return stretches;
}

TEST_CASE("the interval of equal batches is Student's around the mean of their means") {
  const auto interval = batch_interval(5.5, alternating(5));
  REQUIRE(interval.has_value());
  // Ten means of 6 and ten of 5: their standard error is sqrt(5 / 19 / 20); t(19, 0.975) = 2.093024.
  const double half = 2.093024 * 0.1147079;
  CHECK(interval->first == Approx(5.5 - half).epsilon(1e-6));
  CHECK(interval->second == Approx(5.5 + half).epsilon(1e-6));
}

TEST_CASE("batches without enough deliveries, or that depend on each other, give no interval") {
  CHECK_FALSE(batch_interval(5.5, {}).has_value());
  CHECK_FALSE(batch_interval(5.5, alternating(4)).has_value());

  Stretches one_short = alternating(5);
  --one_short[77].n;
  one_short[77].sum -= static_cast<WideSum>(6 * kSecond);
  CHECK_FALSE(batch_interval(5.5, one_short).has_value());

  Stretches rising = alternating(5);
  Stretches slow = alternating(5);
  WideSum sum_rising = 0;
  WideSum sum_slow = 0;
  for (std::size_t i = 0; i < kStretches; ++i) {
    rising[i].sum += static_cast<WideSum>(i) * kSecond;
    sum_rising += rising[i].sum;
    // Batches in fours, hidden among stretches that alternate more than they do.
    slow[i].sum =
        static_cast<WideSum>((i % 2 == 0 ? 10 : 30) + (i / (4 * kStretchesABatch) % 2 == 0 ? 5 : 0)) * kSecond;
    sum_slow += slow[i].sum;
  }
  CHECK_FALSE(batch_interval(static_cast<double>(sum_rising) * 1e-9 / 1000, rising).has_value());
  CHECK_FALSE(batch_interval(static_cast<double>(sum_slow) * 1e-9 / 1000, slow).has_value());
}

TEST_CASE("stretches cover the counted time, both ends included") {
  for (const Time duration : {Time{1001}, Time{1200}, 3600 * kSecond, 3600 * kSecond + 1}) {
    const Time length = stretch_length(1000, duration);
    CHECK(static_cast<std::size_t>((duration - 1000) / length) < kStretches);
    CHECK(length * static_cast<Time>(kStretches) >= duration - 1000);
  }
}

TEST_CASE("one replication alone has an interval, and its stretches hold every delivery") {
  const auto plan = plan_of(
      "name: posts\nnetwork:\n  defaults: {rate: 160 kbps}\n"
      "  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB, addressees: [ONE, TWO]}, {ri: RUEHC}]\n"
      "traffic:\n  - generate: {from: posts, to: posts, addressees: 2, action: 1, rate: 0.2 per second, "
      "characters: {exponential: 20000}, precedence: {FLASH: 0.3, ROUTINE: 0.7}}\n"
      "run: {duration: 40000 s, warmup: 400 s}\n");
  const auto summary_of = [&](std::uint32_t count, unsigned jobs, std::vector<Replication>& all) {
    Summarizer summarizer(plan->network, plan->handling, plan->window);
    replicate(*plan, count, jobs, {}, [&](const Replication& replication) {
      all.push_back(replication);
      summarizer.add(replication);
    });
    return summarizer.summary();
  };
  std::vector<Replication> alone;
  const Summary summary = summary_of(1, 1, alone);
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    for (std::size_t r = 0; r < topology::kRoles; ++r) {
      StretchTally all;
      for (const StretchTally& stretch : alone[0].stretches[p][r]) {
        all.n += stretch.n;
        all.sum += stretch.sum;
      }
      CHECK(all.n == alone[0].latencies[p][r].n);
      CHECK(all.sum == alone[0].latencies[p][r].sum);
    }
  }
  REQUIRE(summary.latency.size() == 6);
  for (const LatencyRow& row : summary.latency) {
    CAPTURE(static_cast<int>(row.precedence), row.role.has_value());
    REQUIRE(row.interval.has_value());
    CHECK(row.interval->first < row.mean);
    CHECK(row.mean == Approx((row.interval->first + row.interval->second) / 2));
    CHECK(row.interval->second - row.interval->first < 0.2 * row.mean);
  }

  std::vector<Replication> two;
  summary_of(2, 2, two);
  CHECK(two[0].fingerprint == alone[0].fingerprint);
  CHECK(two[0].stretches[0][0].empty());
}

}  // namespace
}  // namespace torntape::sim
