#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "endtoend/program.hpp"
#include "endtoend/random_scenario.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/engine.hpp"
#include "sim/windows.hpp"

// The engine goes from instant to instant where it must, and window by window where the network's delays allow it: by
// either clock everything is the same, to the last bit.

namespace torntape::endtoend {
namespace {

std::unique_ptr<sim::Plan> plan_of(const std::string& path, const std::vector<scenarios::Override>& overrides = {}) {
  topology::Problems problems;
  const auto scenario = scenarios::read_scenario(path, overrides, problems);
  std::unique_ptr<sim::Plan> plan;
  if (scenario) plan = scenarios::resolve(*scenario, problems);
  for (const topology::Problem& problem : problems.sorted()) UNSCOPED_INFO(topology::line_of(problem));
  REQUIRE(plan);
  return plan;
}

std::string difference_of_lines(const std::vector<sim::RoutingLineRow>& a, const std::vector<sim::RoutingLineRow>& b) {
  if (a.size() != b.size()) return "routing lines";
  for (std::size_t i = 0; i < a.size(); ++i) {
    const sim::RoutingLineRow& one = a[i];
    const sim::RoutingLineRow& other = b[i];
    if (one.message != other.message || one.circuit != other.circuit || one.sent != other.sent ||
        one.indicators != other.indicators) {
      return "routing line " + std::to_string(i);
    }
  }
  return "";
}

/// What differs between two replications, the first of it; empty where they are the same.
std::string difference(const sim::Replication& a, const sim::Replication& b) {
  if (a.traffic != b.traffic || a.messages != b.messages) return "the traffic";
  if (a.fingerprint != b.fingerprint) return "the fingerprint";
  if (a.transmissions != b.transmissions || a.all_transmissions != b.all_transmissions) return "transmissions";
  if (a.deliveries != b.deliveries || a.undelivered != b.undelivered) return "deliveries";
  if (a.preempted != b.preempted) return "broken transmissions";
  for (std::size_t i = 0; i < a.circuits.size(); ++i) {
    const sim::CircuitTally& one = a.circuits[i];
    const sim::CircuitTally& other = b.circuits[i];
    if (one.transmissions != other.transmissions || one.waited != other.waited || one.busy != other.busy ||
        one.queue_area != other.queue_area || one.most_waiting != other.most_waiting) {
      return "circuit " + std::to_string(i);
    }
  }
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    for (std::size_t role = 0; role < topology::kRoles; ++role) {
      const sim::LatencyTally& one = a.latencies[p][role];
      const sim::LatencyTally& other = b.latencies[p][role];
      if (one.n != other.n || one.sum != other.sum || one.least != other.least || one.most != other.most ||
          one.within != other.within || !(one.histogram == other.histogram)) {
        return "latencies";
      }
    }
  }
  if (a.rows.size() != b.rows.size()) return "delivery rows";
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    const sim::DeliveryRow& one = a.rows[i];
    const sim::DeliveryRow& other = b.rows[i];
    if (one.message != other.message || one.addressee != other.addressee || one.delivered != other.delivered ||
        one.hops != other.hops) {
      return "delivery row " + std::to_string(i);
    }
  }
  return difference_of_lines(a.routing_lines, b.routing_lines);
}

/// What differs by the two clocks, where windows hold much and where they hold little; the plan must have a lookahead.
std::string difference_by_clock(const sim::Plan& plan, sim::Recording recording = {}) {
  REQUIRE(sim::Windows::lookahead(plan) > 0);
  recording.deliveries = true;
  recording.routing_lines = true;
  const sim::Replication by_windows = sim::simulate(plan, 1, recording);
  recording.window_load = 4;
  const sim::Replication by_short_windows = sim::simulate(plan, 1, recording);
  recording.instant_by_instant = true;
  const sim::Replication by_instants = sim::simulate(plan, 1, recording);
  const std::string differs = difference(by_short_windows, by_instants);
  return differs.empty() ? difference(by_windows, by_instants) : differs + ", windows being short";
}

/// Every relay switches, so that there is a lookahead.
Drawn with_switching(Drawn drawn) {
  for (oracle::Station& station : drawn.scenario.stations) {
    if (station.relay && station.switching == 0) station.switching = 500'000'000;
  }
  drawn.wording.default_switching = 0;
  return drawn;
}

void compare_clocks(Drawn (*draw)(std::uint64_t), std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const Drawn drawn = with_switching(draw(seed));
    const TemporaryFolder folder;
    for (const auto& [name, text] : drawn.files) folder.write(name, text);
    const auto plan = plan_of(folder.write("scenario.yaml", scenario_yaml(drawn.scenario, drawn.wording)));
    const std::string differs = difference_by_clock(*plan);
    if (!differs.empty()) FAIL_CHECK("seed " << seed << ": " << differs);
    sim::Recording one;
    one.message = 1 + static_cast<std::uint32_t>(seed % 7);
    const auto lines = [&](bool instant_by_instant) {
      one.instant_by_instant = instant_by_instant;
      return sim::simulate(*plan, 1, one).routing_lines;
    };
    const std::string of_one = difference_of_lines(lines(false), lines(true));
    if (!of_one.empty()) FAIL_CHECK("seed " << seed << ", one message: " << of_one);
  }
}

}  // namespace

TEST_CASE("windows and instants give the same bits on random networks") {
  compare_clocks(draw_scenario, 100);
}

TEST_CASE("windows and instants give the same bits on random networks with telegrams") {
  compare_clocks(draw_telegrams, 40);
}

TEST_CASE("windows and instants give the same bits however long the delays and the load are") {
  for (const std::string delays : {"propagation: 1 ns", "switching: 20 ms", "propagation: 3 ms, switching: 2 s",
                                   "propagation: 40 min", "switching: 2 h"}) {
    for (const std::string rate : {"6 per day", "150 per hour"}) {
      for (const std::string handling : {"{}", "{preemption: flash}", "{discipline: fifo, copy_precedence: copy}"}) {
        INFO(delays << ", " << rate << ", " << handling);
        const TemporaryFolder folder;
        const std::string text =
            "name: delays\nnetwork:\n  defaults: {rate: 1200 bps, " + delays +
            "}\n  stations: [{ri: RUEH, relay: true}, {ri: RUEK, relay: true}, {ri: RUEHA}, {ri: RUEHB}, {ri: RUEHC},\n"
            "    {ri: RUEKD}, {ri: RUEKE, circuit: {channels: 2}}]\n"
            "  circuits: [{between: [RUEH, RUEK], rate: 2400 bps, channels: 2}]\n"
            "traffic:\n  - generate: {from: [RUEH, RUEHA, RUEHB, RUEKD], rate: " +
            rate +
            ", characters: {exponential: 1500}, precedence: {FLASH: 0.1, PRIORITY: 0.4, ROUTINE: 0.5},\n"
            "      addressees: {geometric: 2}, action: 1, info_precedence: lower, to: posts}\n"
            "handling: " +
            handling + "\nrun: {duration: 3 h, warmup: 20 min}\n";
        CHECK(difference_by_clock(*plan_of(folder.write("scenario.yaml", text))).empty());
      }
    }
  }
}

// Sums of time on a circuit that is busy for years are no longer whole numbers to a double.
TEST_CASE("windows and instants give the same bits over years") {
  const TemporaryFolder folder;
  const auto plan = plan_of(folder.write("scenario.yaml", R"(name: years
network:
  defaults: {rate: 1200 bps, switching: 2 s}
  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB}, {ri: RUEHC}, {ri: RUEHD}, {ri: RUEHE}, {ri: RUEHF},
    {ri: RUEHG}, {ri: RUEHI}, {ri: RUEHJ}, {ri: RUEHK}, {ri: RUEHL}, {ri: RUEHM}, {ri: RUEHN}]
traffic:
  - generate: {from: posts, rate: 8 per day, characters: {exponential: 400000}, addressees: {geometric: 2}, to: posts}
run: {duration: 3000 days, warmup: 100 days}
)"));
  CHECK(difference_by_clock(*plan).empty());
}

// Where much is under way the engine looks ahead, so that memory is near when it is needed.
TEST_CASE("windows and instants give the same bits where copies wait by the ten thousand") {
  const auto plan = plan_of(TORNTAPE_SOURCE_DIR "/scenarios/benchmarks/w3.yaml",
                            {{"traffic[1].generate.rate", "1500 per hour"}, {"run.duration", "10 min"}});
  CHECK(difference_by_clock(*plan).empty());
}

}  // namespace torntape::endtoend
