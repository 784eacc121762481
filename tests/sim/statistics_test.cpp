#include "sim/statistics.hpp"

#include <catch2/catch.hpp>

#include "plans.hpp"

namespace torntape::sim {
namespace {

using testing::plan_of;

/// One circuit of two channels, an hour after half an hour of warm-up.
struct Stage {
  std::unique_ptr<Plan> plan = plan_of(
      "name: one circuit\n"
      "network:\n"
      "  stations: [{ri: RUEH, relay: true}, {ri: RUEHC, circuit: {channels: 2}}]\n"
      "traffic: [{generate: {rate: 1 per day, from: [RUEHC], to: [RUEH]}}]\n"
      "handling: {objectives: {IMMEDIATE: 10 s}}\n"
      "run: {duration: 90 min, warmup: 30 min}\n");
  Summarizer summarizer{plan->network, plan->handling, plan->window};

  Replication replication(std::uint32_t number) const {
    Replication result;
    result.number = number;
    result.circuits.resize(plan->network.circuits().size());
    return result;
  }
  void deliver(Replication& replication, Precedence precedence, Role role, Time latency, std::uint64_t times) const {
    const auto p = static_cast<std::size_t>(precedence);
    replication.latencies[p][static_cast<std::size_t>(role)].add(latency, times, plan->handling.objectives[p]);
    replication.deliveries += times;
  }
};

TEST_CASE("a summary is the same by the names of results as by their plan") {
  const Stage stage;
  Replication one = stage.replication(1);
  stage.deliver(one, Precedence::immediate, Role::action, 12 * kSecond, 3);
  one.circuits[0] = {4, 8e9, 9e12, 5e12, 2};
  Summarizer by_plan(stage.plan->network, stage.plan->handling, stage.plan->window);
  Summarizer by_names(results_of(*stage.plan, "one circuit"));
  by_plan.add(one);
  by_names.add(one);
  const Summary a = by_plan.summary();
  const Summary b = by_names.summary();
  REQUIRE(b.circuits.size() == a.circuits.size());
  CHECK(b.circuits[0].utilization == a.circuits[0].utilization);
  CHECK(b.circuits[0].utilization == 9e12 / (3600e9 * 2));
  CHECK(b.circuits[0].mean_queue == a.circuits[0].mean_queue);
  REQUIRE(b.latency.size() == a.latency.size());
  CHECK(b.latency[0].within == 0);
  CHECK(b.latency[0].objective == 10);
}

TEST_CASE("a summary adds latencies up by precedence, then action, info and all") {
  Stage stage;
  Replication one = stage.replication(1);
  stage.deliver(one, Precedence::immediate, Role::action, 4 * kSecond, 3);
  stage.deliver(one, Precedence::immediate, Role::action, 10 * kSecond, 1);
  stage.deliver(one, Precedence::immediate, Role::info, 20 * kSecond, 4);
  Replication two = stage.replication(2);
  stage.deliver(two, Precedence::immediate, Role::action, 11 * kSecond, 4);
  stage.deliver(two, Precedence::routine, Role::action, 2 * kSecond, 1);
  stage.summarizer.add(one);
  stage.summarizer.add(two);
  const Summary summary = stage.summarizer.summary();

  CHECK(summary.replications == 2);
  CHECK(summary.deliveries == 13);
  REQUIRE(summary.latency.size() == 5);
  const LatencyRow& action = summary.latency[0];
  CHECK(action.precedence == Precedence::immediate);
  CHECK(action.role == Role::action);
  CHECK(action.n == 8);
  CHECK(action.mean == Approx((3 * 4 + 10 + 4 * 11) / 8.0));
  REQUIRE(action.interval.has_value());
  // The replications' means are 5.5 and 11; t(1, 0.975) = 12.706205, the standard error 2.75.
  CHECK(action.interval->first == Approx(8.25 - 12.706205 * 2.75).epsilon(1e-6));
  CHECK(action.interval->second == Approx(8.25 + 12.706205 * 2.75).epsilon(1e-6));
  CHECK(action.p50 == Approx(10).epsilon(0.004));
  CHECK(action.p90 == Approx(11).epsilon(0.004));
  CHECK(action.p99 == Approx(11).epsilon(0.004));
  CHECK(action.most == 11);
  CHECK(action.p99 <= action.most);
  CHECK(action.objective == 10);
  CHECK(action.within == 0.5);

  CHECK(summary.latency[1].role == Role::info);
  CHECK(summary.latency[1].n == 4);
  CHECK_FALSE(summary.latency[1].interval.has_value());
  CHECK(summary.latency[1].within == 0);
  const LatencyRow& all = summary.latency[2];
  CHECK_FALSE(all.role.has_value());
  CHECK(all.n == 12);
  CHECK(all.mean == Approx((3 * 4 + 10 + 4 * 20 + 4 * 11) / 12.0));
  CHECK(all.p50 == Approx(11).epsilon(0.004));
  CHECK(all.within == Approx(4 / 12.0));
  CHECK(summary.latency[3].precedence == Precedence::routine);
  CHECK(summary.latency[4].n == 1);
  CHECK(summary.latency[4].p50 == 2);
}

TEST_CASE("percentiles are the least value that so large a share does not exceed") {
  Stage stage;
  Replication replication = stage.replication(1);
  for (Time i = 100; i >= 1; --i) stage.deliver(replication, Precedence::flash, Role::action, i, 1);
  stage.summarizer.add(replication);
  const LatencyRow row = stage.summarizer.summary().latency.at(0);
  CHECK(row.p50 == Approx(50e-9));
  CHECK(row.p90 == Approx(90e-9));
  CHECK(row.p95 == Approx(95e-9));
  CHECK(row.p99 == Approx(99e-9));
  CHECK(row.most == Approx(100e-9));
}

TEST_CASE("a summary averages circuits over the window, their channels and the replications") {
  Stage stage;
  Replication one = stage.replication(1);
  one.circuits[0] = {3, 6e9, 1800e9, 900e9, 7};
  one.messages = 5;
  one.transmissions = 3;
  one.all_transmissions = 4;
  one.undelivered = 1;
  one.preempted = 2;
  Replication two = stage.replication(2);
  two.circuits[0] = {1, 10e9, 5400e9, 2700e9, 4};
  two.messages = 6;
  two.transmissions = 1;
  stage.summarizer.add(one);
  stage.summarizer.add(two);
  const Summary summary = stage.summarizer.summary();
  CHECK(summary.messages == 11);
  CHECK(summary.transmissions == 4);
  CHECK(summary.all_transmissions == 4);
  CHECK(summary.undelivered == 1);
  CHECK(summary.preempted == 2);
  CHECK(summary.latency.empty());
  REQUIRE(summary.circuits.size() == 2);
  const CircuitRow& row = summary.circuits[0];
  CHECK(row.circuit == 0);
  CHECK(row.transmissions == 4);
  CHECK(row.utilization == Approx(0.5));
  REQUIRE(row.mean_wait.has_value());
  CHECK(*row.mean_wait == Approx(4));
  CHECK(row.mean_queue == Approx(0.5));
  CHECK(row.most_waiting == 7);
  CHECK(summary.circuits[1].utilization == 0);
  CHECK_FALSE(summary.circuits[1].mean_wait.has_value());
}

TEST_CASE("the fingerprint tells which replication went which way, routing lines are the first one's") {
  const auto fingerprint = [](std::uint64_t first, std::uint64_t second) {
    Stage stage;
    Replication one = stage.replication(1);
    one.fingerprint = first;
    one.routing_lines.resize(2);
    Replication two = stage.replication(2);
    two.fingerprint = second;
    two.routing_lines.resize(5);
    stage.summarizer.add(one);
    stage.summarizer.add(two);
    CHECK(stage.summarizer.summary().routing_lines.size() == 2);
    return stage.summarizer.summary().fingerprint;
  };
  CHECK(fingerprint(11, 22) == fingerprint(11, 22));
  CHECK(fingerprint(11, 22) != fingerprint(22, 11));
  CHECK(fingerprint(11, 22) != fingerprint(11, 23));
}

}  // namespace
}  // namespace torntape::sim
