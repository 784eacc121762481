#include "sim/comparison.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <string>

#include "plans.hpp"
#include "sim/batch_means.hpp"
#include "sim/statistics.hpp"

namespace torntape::sim {
namespace {

using topology::RoutingIndicator;

constexpr auto kImmediate = Precedence::immediate;

/// Results of one circuit and two addressees, filled by hand.
struct Side {
  Results results;

  explicit Side(std::uint64_t seed = 1) {
    results.seed = seed;
    results.window = {0, 100 * kSecond, 0};
    results.objectives.fill(60 * kSecond);
    const auto ri = [](const char* letters) { return RoutingIndicator::parse(letters).value(); };
    results.circuits.push_back({ri("RUEH"), ri("RUEHA"), 1});
    results.addressees.push_back({ri("RUEHA"), "ALPHA"});
    results.addressees.push_back({ri("RUEHA"), "BRAVO"});
  }
  Replication& replication(std::uint32_t number) {
    for (Replication& replication : results.replications) {
      if (replication.number == number) return replication;
    }
    results.replications.emplace_back();
    results.replications.back().number = number;
    results.replications.back().circuits.resize(results.circuits.size());
    results.replications.back().addressees.resize(results.addressees.size());
    return results.replications.back();
  }
  /// `times` deliveries after so many seconds.
  Side& deliver(std::uint32_t number, double latency, std::uint64_t times = 1, Role role = Role::action,
                Precedence precedence = kImmediate) {
    replication(number).latencies[static_cast<std::size_t>(precedence)][static_cast<std::size_t>(role)].add(
        static_cast<Time>(latency * 1e9), times, results.objectives[static_cast<std::size_t>(precedence)]);
    return *this;
  }
  /// One delivery a replication, from number 1 on.
  Side& each(const std::vector<double>& latencies) {
    for (std::uint32_t i = 0; i < latencies.size(); ++i) deliver(i + 1, latencies[i]);
    return *this;
  }
};

Contrast contrast_of(const Side& base, const Side& other) {
  return compare(base.results, std::vector<Results>{other.results}).at(0);
}

Change change_of(const Contrast& contrast, Metric metric, std::optional<Role> role = Role::action,
                 Precedence precedence = kImmediate) {
  for (const ComparisonRow& row : contrast.rows) {
    if (row.metric == metric && row.role == role && row.precedence == precedence) return row.change;
  }
  throw std::out_of_range("no such row");
}

bool has_row(const Contrast& contrast, Metric metric, std::optional<Role> role, Precedence precedence = kImmediate) {
  for (const ComparisonRow& row : contrast.rows) {
    if (row.metric == metric && row.role == role && row.precedence == precedence) return true;
  }
  return false;
}

TEST_CASE("replications of the same seed and number are pairs") {
  const Contrast contrast = contrast_of(Side().each({10, 12, 11, 15, 9}), Side().each({9, 11.5, 10, 13, 8.5}));
  CHECK(contrast.pairing == Pairing::paired);
  CHECK(contrast.base_replications == 5);
  const Change mean = change_of(contrast, Metric::mean);
  CHECK(mean.base == Approx(11.4));
  CHECK(mean.other == Approx(10.4));
  CHECK(mean.value() == Approx(-1));
  // The t test of five pairs; tests/sim/inference_test.cpp has where the figures are from.
  CHECK(mean.difference.interval.value().first == Approx(-1 - 0.760361).epsilon(1e-5));
  CHECK(mean.difference.interval.value().second == Approx(-1 + 0.760361).epsilon(1e-5));
  // Mean and share are judged, percentiles of five deliveries are not: Holm doubles the lesser p.
  CHECK(mean.difference.p.value() == Approx(2 * 0.021742978).epsilon(1e-5));
  CHECK(mean.real);
  CHECK(change_of(contrast, Metric::within).difference.p == 1.0);
  CHECK_FALSE(change_of(contrast, Metric::within).real);
  for (const Metric metric : {Metric::p50, Metric::p90, Metric::p95, Metric::p99}) {
    CHECK_FALSE(change_of(contrast, metric).difference.interval.has_value());
    CHECK_FALSE(change_of(contrast, metric).difference.p.has_value());
    CHECK_FALSE(change_of(contrast, metric).real);
  }
}

TEST_CASE("replications of other seeds are compared as independent ones") {
  const Contrast contrast = contrast_of(
      Side(1).each({27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4}),
      Side(2).each({27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2}));
  CHECK(contrast.pairing == Pairing::seeds_differ);
  CHECK(contrast.base_replications == 15);
  CHECK(contrast.other_replications == 10);
  const Change mean = change_of(contrast, Metric::mean);
  CHECK(mean.difference.interval.value().first == Approx(2.48 - 2.0654079).epsilon(1e-5));
  CHECK(mean.difference.interval.value().second == Approx(2.48 + 2.0654079).epsilon(1e-5));
  CHECK(mean.difference.p.value() == Approx(2 * 0.020772286).epsilon(1e-5));
}

TEST_CASE("where numbers differ the common ones are compared, and the others are counted") {
  Side other;
  for (const std::uint32_t number : {2U, 3U, 5U, 6U}) other.deliver(number, 20 + number);
  const Contrast contrast = contrast_of(Side().each({1, 2, 3, 4, 5}), other);
  CHECK(contrast.pairing == Pairing::paired);
  CHECK(contrast.base_replications == 3);
  CHECK(contrast.base_left_out == 2);
  CHECK(contrast.other_left_out == 1);
  CHECK(change_of(contrast, Metric::mean).base == Approx(10 / 3.0));
  CHECK(change_of(contrast, Metric::mean).other == Approx(70 / 3.0));

  Side apart;
  for (const std::uint32_t number : {5U, 6U, 7U}) apart.deliver(number, 20 + number);
  const Contrast unpaired = contrast_of(Side().each({1, 2, 3, 4, 5}), apart);
  CHECK(unpaired.pairing == Pairing::too_few_in_common);
  CHECK(unpaired.base_replications == 5);
  CHECK(change_of(unpaired, Metric::mean).base == Approx(3));
}

TEST_CASE("one replication shows a difference and says nothing of its error") {
  const Contrast contrast = contrast_of(Side().each({10}), Side().each({9}));
  CHECK(contrast.pairing == Pairing::paired);
  const Change mean = change_of(contrast, Metric::mean);
  CHECK(mean.value() == Approx(-1));
  CHECK_FALSE(mean.difference.interval.has_value());
  CHECK_FALSE(mean.difference.p.has_value());
  CHECK_FALSE(mean.real);
}

/// One replication of five deliveries a stretch. From stretch to stretch latencies go up and down by 2 s, from batch to
/// batch by 1 s; so many seconds `more` are added by stretch.
template <class More>
Side alone(std::uint64_t seed, More more) {
  Side side(seed);
  constexpr std::uint64_t kDeliveries = 5;
  Stretches stretches(kStretches);
  for (std::size_t i = 0; i < kStretches; ++i) {
    const std::size_t batch = i / kStretchesABatch;
    const Time latency = (i % 2 == 0 ? 4 : 6) * kSecond + (batch % 2 == 0 ? 1 : 0) * kSecond +
                         static_cast<Time>(std::llround(more(i) * 1e9));
    for (std::uint64_t n = 0; n < kDeliveries; ++n) {
      stretches[i].add(latency);
      side.deliver(1, seconds(latency));
    }
  }
  side.results.replications.at(0).stretches[static_cast<std::size_t>(kImmediate)][0] = stretches;
  return side;
}

double none(std::size_t) {
  return 0;
}

/// Ten batches with 0.5 s and ten with 0.3 s, more and less of it by turns.
double by_turns(std::size_t stretch) {
  return (stretch / kStretchesABatch / 2 % 2 == 0 ? 0.5 : 0.3) + (stretch % 2 == 0 ? 0.2 : -0.2);
}

double growing(std::size_t stretch) {
  return 0.01 * static_cast<double>(stretch);
}

TEST_CASE("two replications alone are compared by their batches in pairs") {
  const Side base = alone(1, none);
  const Contrast contrast = contrast_of(base, alone(1, by_turns));
  const Change mean = change_of(contrast, Metric::mean);
  // t(19, 0.975) and the standard error of the mean of twenty differences, each 0.1 from it.
  const double half = 2.093024 * std::sqrt(20 * 0.01 / 19 / 20);
  CHECK(mean.value() == Approx(0.4));
  CHECK(mean.difference.interval.value().first == Approx(0.4 - half).epsilon(1e-6));
  CHECK(mean.difference.interval.value().second == Approx(0.4 + half).epsilon(1e-6));
  CHECK(mean.real);
  CHECK_FALSE(change_of(contrast, Metric::p50).difference.interval.has_value());
  CHECK_FALSE(change_of(contrast, Metric::within).difference.interval.has_value());

  // Without pairs, the batches' own ups and downs of 1 s hide as much.
  const Contrast apart = contrast_of(base, alone(2, by_turns));
  const Change unpaired = change_of(apart, Metric::mean);
  CHECK(apart.pairing == Pairing::seeds_differ);
  CHECK(unpaired.difference.interval.value().first < 0.1);
  CHECK(unpaired.difference.interval.value().second > 0.7);

  // So do pairs that count different times.
  Side longer = alone(1, by_turns);
  longer.results.window.duration += kSecond;
  CHECK(change_of(contrast_of(base, longer), Metric::mean).difference.interval == unpaired.difference.interval);
}

TEST_CASE("batches whose differences depend on each other tell nothing") {
  const Contrast contrast = contrast_of(alone(1, none), alone(1, growing));
  CHECK_FALSE(change_of(contrast, Metric::mean).difference.interval.has_value());
  // What grows on both sides alike is no difference.
  const auto change = change_of(contrast_of(alone(1, growing), alone(1, growing)), Metric::mean);
  CHECK(change.difference.interval == std::pair(0.0, 0.0));
}

TEST_CASE("one replication alone against several is judged by its batches and by them") {
  const Contrast contrast = contrast_of(alone(1, none), Side(1).each({9, 11.5, 10, 13, 8.5}));
  CHECK(contrast.pairing == Pairing::too_few_in_common);
  const Change mean = change_of(contrast, Metric::mean);
  CHECK(mean.difference.interval.has_value());
  CHECK(mean.real);
}

/// Three replications of 200 deliveries each, of different means; times are stretched by `factor`.
Side many(double factor, std::uint64_t seed = 1) {
  Side side(seed);
  std::mt19937 random(7);
  std::exponential_distribution<double> exponential(1);
  for (std::uint32_t number = 1; number <= 3; ++number) {
    for (int i = 0; i < 200; ++i) {
      side.deliver(number, factor * (20 + number) * exponential(random), 1, i % 3 == 0 ? Role::info : Role::action);
    }
  }
  return side;
}

TEST_CASE("runs that went alike differ in nothing, and nothing of it is real") {
  const Contrast contrast = contrast_of(many(1), many(1));
  CHECK(contrast.same_traffic);
  CHECK(contrast.alike);
  REQUIRE(contrast.rows.size() == 18);
  for (const ComparisonRow& row : contrast.rows) {
    CHECK(row.change.base == row.change.other);
    CHECK(row.change.difference.interval == std::pair(0.0, 0.0));
    CHECK(row.change.difference.p == 1.0);
    CHECK_FALSE(row.change.real);
  }
}

TEST_CASE("the figures of both sides are those of their summaries") {
  const auto plan = testing::plan_of(
      "name: x\nnetwork: {stations: [{ri: RUEH, relay: true}, {ri: RUEHA}]}\n"
      "traffic: [{generate: {rate: 1 per day, from: [RUEHA], to: [RUEH]}}]\n"
      "handling: {objectives: {IMMEDIATE: 1 min}}\nrun: {duration: 100 s}\n");
  const auto summary_of = [&](const Side& side) {
    Summarizer summarizer(plan->network, plan->handling, plan->window);
    for (Replication replication : side.results.replications) {
      replication.circuits.resize(plan->network.circuits().size());
      summarizer.add(replication);
    }
    return summarizer.summary();
  };
  const Side base = many(1);
  const Side other = many(1.3);
  const Contrast contrast = contrast_of(base, other);
  const Summary summary = summary_of(base);
  const Summary changed = summary_of(other);
  REQUIRE(summary.latency.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const LatencyRow& one = summary.latency[i];
    const LatencyRow& two = changed.latency[i];
    const auto check = [&](Metric metric, double first, double second) {
      const Change change = change_of(contrast, metric, one.role);
      CHECK(change.base == first);
      CHECK(change.other == second);
      CHECK(change.value() == second - first);
    };
    check(Metric::mean, one.mean, two.mean);
    check(Metric::p50, one.p50, two.p50);
    check(Metric::p90, one.p90, two.p90);
    check(Metric::p95, one.p95, two.p95);
    check(Metric::p99, one.p99, two.p99);
    check(Metric::within, one.within, two.within);
  }
}

TEST_CASE("an interval of a percentile is at least as wide as the histogram's step") {
  // Every replication has the same latencies but for the scale, so that replications tell of no error.
  Side base;
  Side other;
  for (std::uint32_t number = 1; number <= 4; ++number) {
    base.deliver(number, 10, 50);
    other.deliver(number, 10.01, 50);
  }
  const Change p50 = change_of(contrast_of(base, other), Metric::p50);
  REQUIRE(p50.difference.interval.has_value());
  CHECK(p50.difference.interval->first < 0.01);
  CHECK(p50.difference.interval->second > 0.01);
  CHECK(p50.difference.interval->second - p50.difference.interval->first < 0.2);
  CHECK_FALSE(p50.real);
  // The mean is exact.
  CHECK(change_of(contrast_of(base, other), Metric::mean).real);
}

TEST_CASE("a percentile is judged where ten deliveries lie beyond it on both sides") {
  const auto of = [](std::uint64_t deliveries) {
    Side side;
    for (std::uint32_t number = 1; number <= 2; ++number) side.deliver(number, number, deliveries / 2);
    return side;
  };
  const auto judged = [&](std::uint64_t base, std::uint64_t other, Metric metric) {
    Side shifted = of(other);
    shifted.deliver(1, 3, 2);
    return change_of(contrast_of(of(base), shifted), metric).difference.interval.has_value();
  };
  CHECK(judged(1000, 1000, Metric::p99));
  CHECK_FALSE(judged(998, 1000, Metric::p99));
  CHECK(judged(998, 1000, Metric::p95));
  CHECK_FALSE(judged(1000, 96, Metric::p90));
  CHECK(judged(1000, 96, Metric::p50));
  CHECK_FALSE(judged(16, 16, Metric::p50));
}

TEST_CASE("replications without deliveries of a row do not make it more certain") {
  // Deliveries in two of five replications: as with two.
  Side two_of_five;
  Side two_of_five_later;
  for (std::uint32_t number = 1; number <= 5; ++number) {
    two_of_five.replication(number);
    two_of_five_later.replication(number);
  }
  two_of_five.deliver(2, 10).deliver(4, 20);
  two_of_five_later.deliver(2, 12).deliver(4, 21);
  const Contrast sparse = contrast_of(two_of_five, two_of_five_later);
  const Contrast dense = contrast_of(Side().each({10, 20}), Side().each({12, 21}));
  CHECK(change_of(sparse, Metric::mean).difference.interval == change_of(dense, Metric::mean).difference.interval);
  CHECK(change_of(dense, Metric::mean).difference.interval.has_value());

  Side one_of_five;
  for (std::uint32_t number = 1; number <= 5; ++number) one_of_five.replication(number);
  one_of_five.deliver(2, 10);
  const Contrast told = contrast_of(one_of_five, two_of_five);
  CHECK(change_of(told, Metric::mean).value() == Approx(5));
  CHECK_FALSE(change_of(told, Metric::mean).difference.interval.has_value());
}

TEST_CASE("a row stands where both sides have deliveries, and once where one role is all there is") {
  Side base;
  Side other;
  for (std::uint32_t number = 1; number <= 2; ++number) {
    base.deliver(number, number).deliver(number, 7, 1, Role::action, Precedence::flash);
    other.deliver(number, 2 * number).deliver(number, 7, 1, Role::info, Precedence::routine);
  }
  const Contrast contrast = contrast_of(base, other);
  CHECK(has_row(contrast, Metric::mean, Role::action));
  CHECK(has_row(contrast, Metric::mean, std::nullopt));
  CHECK_FALSE(has_row(contrast, Metric::mean, Role::info));
  CHECK_FALSE(has_row(contrast, Metric::mean, Role::action, Precedence::flash));
  CHECK_FALSE(has_row(contrast, Metric::mean, std::nullopt, Precedence::routine));
  // Two judged, mean and share of action; `all` repeats them, and is not counted again.
  CHECK(change_of(contrast, Metric::mean).difference.p == change_of(contrast, Metric::mean, std::nullopt).difference.p);
  const double t = 1.5 / 0.5;  // the differences are 1 and 2
  CHECK(change_of(contrast, Metric::mean).difference.p.value() ==
        Approx(2 * (1 - 2 / 3.14159265358979 * std::atan(t))).epsilon(1e-6));
}

TEST_CASE("shares within different objectives are not compared") {
  Side other = many(1);
  other.results.objectives[1] = 30 * kSecond;
  const Contrast contrast = contrast_of(many(1), other);
  CHECK_FALSE(contrast.same_objective[1]);
  CHECK(contrast.same_objective[0]);
  CHECK_FALSE(has_row(contrast, Metric::within, Role::action));
  CHECK(has_row(contrast, Metric::mean, Role::action));
}

TEST_CASE("traffic, windows and what was not delivered are told") {
  Side base;
  base.each({1, 2, 3});
  Side other = base;
  CHECK(contrast_of(base, other).same_window);
  other.results.window.warmup = kSecond;
  other.results.replications[1].traffic = 5;
  other.results.replications[2].undelivered = 7;
  const Contrast contrast = contrast_of(base, other);
  CHECK(contrast.pairing == Pairing::paired);
  CHECK_FALSE(contrast.same_traffic);
  CHECK_FALSE(contrast.alike);
  CHECK_FALSE(contrast.same_window);
  CHECK(contrast.base_undelivered == 0);
  CHECK(contrast.other_undelivered == 7);
}

TEST_CASE("the correction is for the rows of all contrasts together") {
  const Side base = Side().each({10, 12, 11, 15, 9});
  const Side other = Side().each({9, 11.5, 10, 13, 8.5});
  const auto both = compare(base.results, std::vector<Results>{base.results, other.results});
  REQUIRE(both.size() == 2);
  CHECK(both[0].alike);
  // Alike runs are judged in every row, six of them; with the two of the second contrast that is eight.
  CHECK(change_of(both[1], Metric::mean).difference.p.value() == Approx(8 * 0.021742978).epsilon(1e-5));
  CHECK_FALSE(change_of(both[1], Metric::mean).real);
}

TEST_CASE("addressees and circuits are matched by name, the one that lost most comes first") {
  Side base;
  Side other;
  std::swap(other.results.addressees[0], other.results.addressees[1]);
  other.results.addressees.push_back({RoutingIndicator::parse("RUEHB").value(), "ALPHA"});
  base.results.circuits.push_back(
      {RoutingIndicator::parse("RUEHA").value(), RoutingIndicator::parse("RUEH").value(), 1});
  for (std::uint32_t number = 1; number <= 3; ++number) {
    Replication& before = base.replication(number);
    Replication& after = other.replication(number);
    before.addressees[0].add(10 * kSecond, 60 * kSecond);  // ALPHA
    before.addressees[1].add(20 * kSecond, 60 * kSecond);  // BRAVO
    after.addressees[1].add(13 * kSecond, 60 * kSecond);
    after.addressees[0].add((20 + number) * kSecond, 60 * kSecond);
    after.addressees[2].add(5 * kSecond, 60 * kSecond);
    before.circuits[0] = {4, 20e9, 50e9, 0, 0};
    after.circuits[0] = {4, 20e9 + 4e9 * number, 60e9, 0, 0};
  }
  const Contrast contrast = contrast_of(base, other);
  REQUIRE(contrast.addressees.size() == 2);
  CHECK(contrast.addressees[0].addressee.name == "ALPHA");
  CHECK(contrast.addressees[0].latency.value() == Approx(3));
  CHECK(contrast.addressees[0].latency.real);
  CHECK(contrast.addressees[1].addressee.name == "BRAVO");
  CHECK(contrast.addressees[1].latency.base == Approx(20));
  CHECK(contrast.addressees[1].latency.value() == Approx(2));
  REQUIRE(contrast.circuits.size() == 1);
  CHECK(contrast.circuits[0].wait.base == Approx(5));
  CHECK(contrast.circuits[0].wait.value() == Approx(2));
  // t(2, 0.975) = 4.302653, the standard error 1 / sqrt(3).
  CHECK(contrast.circuits[0].wait.difference.interval.value().second == Approx(2 + 4.302653 / std::sqrt(3.0)));
  CHECK(contrast.circuits[0].utilization.base == Approx(0.5));
  CHECK(contrast.circuits[0].utilization.value() == Approx(0.1));
  REQUIRE(contrast.other_only.addressees.size() == 1);
  CHECK(contrast.other_only.addressees[0].station.letters() == "RUEHB");
  REQUIRE(contrast.base_only.circuits.size() == 1);
  CHECK(contrast.base_only.circuits[0].from.letters() == "RUEHA");
  CHECK(contrast.base_only.addressees.empty());
}

TEST_CASE("metrics are named as the command names them") {
  std::string words;
  for (const Metric metric : kMetrics) words += std::string(word(metric)) + ' ';
  CHECK(words == "mean p50 p90 p95 p99 within ");
}

}  // namespace
}  // namespace torntape::sim
