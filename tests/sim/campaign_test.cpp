#include "sim/campaign.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "plans.hpp"
#include "sim/engine.hpp"

namespace torntape::sim {
namespace {

using testing::plan_of;

std::unique_ptr<Plan> busy_plan(const std::string& handling = "{}", const std::string& more_stations = {},
                                const std::string& seed = "3") {
  return plan_of(
      "name: busy\nseed: " + seed +
      "\nnetwork:\n"
      "  defaults: {rate: 600 bps, switching: 1 s}\n"
      "  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB, addressees: [ONE, TWO]}, {ri: RUEHC}" +
      more_stations +
      "]\n"
      "traffic:\n"
      "  - generate: {from: [RUEHA, RUEHB, RUEHC], to: [RUEHA, RUEHB, RUEHC], rate: 60 per hour, addressees: 2}\n"
      "handling: " +
      handling + "\nrun: {duration: 2 h, warmup: 10 min}\n");
}

TEST_CASE("the tallies of addressees are what the delivery rows say") {
  const auto plan = busy_plan("{objectives: {PRIORITY: 40 s, ROUTINE: 40 s}}");
  const Replication whole = simulate(*plan, 1, {});
  Recording every_delivery;
  every_delivery.deliveries = true;
  const Replication rows = simulate(*plan, 1, every_delivery);
  REQUIRE(rows.rows.size() > 500);
  std::vector<AddresseeTally> expected(plan->directory.size());
  for (const DeliveryRow& row : rows.rows) {
    expected[row.addressee].add(row.delivered - row.filed,
                                plan->handling.objectives[static_cast<std::size_t>(row.precedence)]);
  }
  for (const Replication* replication : {&whole, &rows}) {
    REQUIRE(replication->addressees.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const AddresseeTally& tally = replication->addressees[i];
      CHECK(tally.n == expected[i].n);
      CHECK(tally.sum == expected[i].sum);
      CHECK(tally.most == expected[i].most);
      CHECK(tally.within == expected[i].within);
    }
  }
}

TEST_CASE("percentiles of waits are what latencies less the transmission time say") {
  const auto plan = plan_of(
      "name: one circuit\nnetwork:\n  defaults: {rate: 600 bps}\n"
      "  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}]\n"
      "traffic:\n  - generate: {from: [RUEH], to: [RUEHA], rate: 100 per hour, characters: {fixed: 2000}}\n"
      "run: {duration: 50 h, warmup: 1 h}\n");
  Recording recording;
  recording.deliveries = true;
  recording.waits = true;
  const Replication replication = simulate(*plan, 1, recording);
  std::vector<double> waits;
  for (const DeliveryRow& row : replication.rows)
    waits.push_back(seconds(row.delivered - row.filed) - 2000 * 8 / 600.0);
  REQUIRE(waits.size() > 4000);
  std::sort(waits.begin(), waits.end());
  const CircuitTally& tally = replication.circuits[plan->network.circuits()[0].to == 0 ? 1 : 0];
  REQUIRE(tally.transmissions == waits.size());
  for (const double q : {0.2, 0.5, 0.9, 0.95, 0.99}) {
    const double exact = waits[static_cast<std::size_t>(std::ceil(q * static_cast<double>(waits.size()))) - 1];
    REQUIRE(tally.wait_quantile(q));
    CHECK(std::abs(*tally.wait_quantile(q) - exact) <= 0.032 * exact + 0.001);
  }
  CHECK_FALSE(simulate(*plan, 1, {}).circuits[0].wait_quantile(0.95));
}

TEST_CASE("traffic is the same whatever the handling and the network, another with another seed or replication") {
  const std::uint64_t traffic = simulate(*busy_plan(), 1, {}).traffic;
  CHECK(simulate(*busy_plan("{preemption: flash, copy_precedence: copy}"), 1, {}).traffic == traffic);
  CHECK(simulate(*busy_plan("{discipline: fifo}"), 1, {}).traffic == traffic);
  CHECK(simulate(*busy_plan("{}", ", {ri: RUEHAA}, {ri: RUEHBB}"), 1, {}).traffic == traffic);
  CHECK(simulate(*busy_plan(), 2, {}).traffic != traffic);
  CHECK(simulate(*busy_plan("{}", {}, "4"), 1, {}).traffic != traffic);
}

TEST_CASE("results carry the names of what is tallied") {
  const Results results = results_of(*busy_plan(), "busy");
  CHECK(results.scenario == "busy");
  CHECK(results.seed == 3);
  CHECK(results.window.warmup == 600 * kSecond);
  REQUIRE(results.addressees.size() == 5);
  CHECK(results.addressees[3].station.letters() == "RUEHB");
  CHECK(results.addressees[3].name == "TWO");
  REQUIRE(results.circuits.size() == 6);
  CHECK(results.circuits[0].channels == 1);
}

}  // namespace
}  // namespace torntape::sim
