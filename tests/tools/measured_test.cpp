// The figures of a result's circuits and stations, against the summary that `run` prints and the deliveries themselves.
#include "tools/graph/measured.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/campaign.hpp"
#include "sim/replicate.hpp"
#include "sim/statistics.hpp"

namespace torntape::tools {
namespace {

std::unique_ptr<sim::Plan> plan_of(const std::string& file) {
  topology::Problems problems;
  const auto scenario = scenarios::read_scenario(TORNTAPE_SOURCE_DIR "/scenarios/" + file,
                                                 {{"run.duration", "4 h"}, {"run.warmup", "1 h"}}, problems);
  REQUIRE(scenario);
  auto plan = scenarios::resolve(*scenario, problems);
  REQUIRE(plan);
  return plan;
}

struct Of {
  double n = 0, latency = 0, within = 0;
};

TEST_CASE("circuits have the summary's figures, stations those of their deliveries, over all replications") {
  const auto plan = plan_of("two-regions.yaml");
  sim::Results results = sim::results_of(*plan, "two regions");
  sim::Summarizer summarizer(plan->network, plan->handling, plan->window);
  std::map<topology::StationId, Of> by_hand;
  sim::Recording recording;
  recording.deliveries = true;
  recording.waits = true;
  for (std::uint32_t number = 1; number <= 2; ++number) {
    results.replications.push_back(sim::simulate(*plan, number, recording));
    summarizer.add(results.replications.back());
    for (const sim::DeliveryRow& row : results.replications.back().rows) {
      Of& of = by_hand[plan->directory.station(row.addressee)];
      const sim::Time objective = plan->handling.objectives[static_cast<std::size_t>(row.precedence)];
      of.n += 1;
      of.latency += sim::seconds(row.delivered - row.filed);
      of.within += row.delivered - row.filed <= objective ? 1 : 0;
    }
  }
  const auto found = measured(results, plan->network);
  REQUIRE(found);
  for (const sim::CircuitRow& row : summarizer.summary().circuits) {
    REQUIRE(found->circuits[row.circuit]);
    CHECK(found->circuits[row.circuit]->transmissions == row.transmissions);
    CHECK(found->circuits[row.circuit]->utilization == Approx(row.utilization).epsilon(1e-12));
    CHECK(*found->circuits[row.circuit]->mean_wait == Approx(*row.mean_wait).epsilon(1e-12));
    REQUIRE(row.p95_wait);
    CHECK(found->circuits[row.circuit]->p95_wait == row.p95_wait);
  }
  REQUIRE(by_hand.size() == 6);
  for (const auto& [station, of] : by_hand) {
    CHECK(static_cast<double>(found->stations[station].deliveries) == of.n);
    CHECK(found->stations[station].mean_latency == Approx(of.latency / of.n).epsilon(1e-9));
    CHECK(found->stations[station].within == Approx(of.within / of.n).epsilon(1e-12));
  }
}

TEST_CASE("the result of another network is none of this one's") {
  const auto plan = plan_of("two-regions.yaml");
  const auto other = plan_of("benchmarks/w1.yaml");
  sim::Results results = sim::results_of(*other, "another");
  results.replications.push_back(sim::simulate(*other, 1, {}));
  CHECK_FALSE(measured(results, plan->network));
}

}  // namespace
}  // namespace torntape::tools
