#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "plans.hpp"
#include "sim/engine.hpp"
#include "sim/line_noise.hpp"

namespace torntape::sim {
namespace {

using testing::plan_of;

/// One circuit of 100 characters a second, 1 s long, on which messages of 1,000 characters are so rare that they do not
/// meet: what is measured is what errors alone make of them.
std::string one_circuit(const std::string& errors) {
  return "name: one circuit\n"
         "network:\n"
         "  defaults: {rate: 800 bps, propagation: 1 s}\n"
         "  stations: [{ri: RUEA, relay: true}, {ri: RUEAX, circuit: {" +
         errors +
         "}}]\n"
         "traffic:\n"
         "  - generate: {from: [RUEAX], to: [RUEA], rate: 2.4 per day, characters: 1000, addressees: 1,\n"
         "               precedence: {ROUTINE: 1}}\n"
         "handling: {silence: 100 s}\n"
         "run: {duration: 8000 days}\n";
}

Replication run(const std::string& text) {
  const auto plan = plan_of(text);
  return simulate(*plan, 1, {});
}

double mean_latency(const Replication& replication) {
  return replication.latencies[static_cast<std::size_t>(Precedence::routine)][0].mean();
}

/// From RUEAX to RUEA.
const ErrorTally& errors(const Replication& replication) {
  return replication.circuits[0].errors;
}

double share(std::uint64_t part, std::uint64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

/// Four standard errors of a share that is `p` of `n`.
double four_errors(double p, std::uint64_t n) {
  return 4 * std::sqrt(p * (1 - p) / static_cast<double>(n));
}

TEST_CASE("a garbled copy is sent again until it comes in right, and delivered once") {
  const Replication result = run(one_circuit("garbled: 0.001"));
  // A transmission is garbled with probability q = 1 - 0.999^1000; each time costs the request (2.5 s and 1 s on the
  // way) and another transmission (10 s and 1 s).
  const double q = 1 - std::pow(0.999, 1000);
  REQUIRE(result.messages > 19'000);
  CHECK(result.deliveries == result.messages);
  CHECK(result.undelivered == 0);
  CHECK(share(errors(result).garbled, result.transmissions) == Approx(q).margin(four_errors(q, result.transmissions)));
  CHECK(result.transmissions == result.messages + errors(result).garbled);
  CHECK(errors(result).reruns == errors(result).garbled);
  CHECK(result.circuits[1].errors.service == errors(result).garbled);
  const double failures = q / (1 - q);
  const double error = 4 * std::sqrt(q) / (1 - q) * 14.5 / std::sqrt(static_cast<double>(result.messages));
  CHECK(mean_latency(result) == Approx(11 + failures * 14.5).margin(error + 0.1));  // 0.1: some meet after all
}

TEST_CASE("a lost transmission is missed after the silence, and what it held is delivered once") {
  const Replication result = run(one_circuit("lost: 0.2"));
  // Each time costs the silence (100 s), check, answer and request (3.5 s each) and another transmission.
  REQUIRE(result.messages > 19'000);
  CHECK(result.deliveries == result.messages);
  CHECK(share(errors(result).missing, result.transmissions) ==
        Approx(0.2).margin(four_errors(0.2, result.transmissions)));
  CHECK(errors(result).reruns == errors(result).missing);
  CHECK(result.circuits[0].errors.service + result.circuits[1].errors.service >= 2 * errors(result).missing);
  const double error = 4 * std::sqrt(0.2) / 0.8 * 121.5 / std::sqrt(static_cast<double>(result.messages));
  CHECK(mean_latency(result) == Approx(11 + 0.25 * 121.5).margin(error + 0.3));
}

TEST_CASE("a repeated transmission costs the circuit and not the reader") {
  const Replication result = run(one_circuit("repeated: 30 %"));
  CHECK(result.deliveries == result.messages);
  CHECK(share(errors(result).duplicates, result.messages) == Approx(0.3).margin(four_errors(0.3, result.messages)));
  CHECK(result.transmissions == result.messages + errors(result).duplicates);
  CHECK(mean_latency(result) == Approx(11).margin(0.05));
}

TEST_CASE("noise belongs to a transmission, whatever its place among others") {
  const auto plan = plan_of(one_circuit("garbled: 0.0005, lost: 0.1, repeated: 0.1"));
  const LineNoise noise(*plan, 1);
  const auto first = *topology::RoutingIndicator::parse("RUEA");
  std::size_t alike = 0, changed = 0;
  for (std::uint32_t message = 1; message <= 1000; ++message) {
    const LineNoise::Transmission sent{message, 0, first, 0, 0};
    const Fate fate = noise.fate(0, message, sent, 1000);
    CHECK(noise.fate(0, 7, sent, 1000) == fate);
    if (noise.fate(1, message, sent, 1000) == fate) ++alike;
    // What is longer meets at least as much.
    if (fate == Fate::garbled) CHECK(noise.fate(0, message, sent, 1500) == Fate::garbled);
    for (const LineNoise::Transmission& other : {LineNoise::Transmission{message + 1, 0, first, 0, 0},
                                                 {message, 1, first, 0, 0},
                                                 {message, 0, first, 1, 0},
                                                 {message, 0, first, 0, 1}}) {
      if (noise.fate(0, message, other, 1000) != fate) ++changed;
    }
  }
  // Two independent ones are alike with probability 0.1^2 + 0.355^2 + 0.055^2 + 0.491^2 = 0.380; four standard errors.
  CHECK(share(alike, 1000) == Approx(0.380).margin(0.062));
  CHECK(share(changed, 4000) == Approx(0.620).margin(0.031 * 1.5));
}

TEST_CASE("what a fault says of a transmission holds before what is drawn") {
  const auto plan = plan_of(one_circuit("lost: 1") +
                            "faults:\n"
                            "  - {circuit: [RUEAX, RUEA], repeated: 3}\n"
                            "  - {circuit: [RUEA, RUEAX], garbled: 2}\n");
  const LineNoise noise(*plan, 1);
  const LineNoise::Transmission sent{1, 0, *topology::RoutingIndicator::parse("RUEA"), 0, 0};
  CHECK(noise.fate(0, 3, sent, 10) == Fate::repeated);
  CHECK(noise.fate(1, 2, sent, 10) == Fate::garbled);
  CHECK(noise.fate(0, 2, sent, 10) == Fate::lost);
  CHECK(noise.fate(1, 3, sent, 10) == Fate::lost);
}

}  // namespace
}  // namespace torntape::sim
