#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "scenarios/scenario.hpp"
#include "sim/generator.hpp"
#include "sim/plan.hpp"
#include "sim/traffic_spec.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// Finds the stations of a generator, the `item`th of the traffic (from 0), and prepares what it draws from.
sim::GeneratorModel resolve_generator(const sim::GenerateSpec& spec, std::uint32_t item, const Scenario& scenario,
                                      const sim::Plan& plan, topology::Problems& problems);

/// What messages are drawn from, of `key`: every post, those listed, or those of a table. Stations of weight 0 are left
/// out.
sim::Candidates resolve_candidates(const sim::ToSpec& spec, const char* key, const sim::Plan& plan,
                                   topology::Problems& problems);

/// What of `spec` and of the scenario's MINIMIZE orders goes beyond a plain generator, for the origins of `model`;
/// nothing where nothing does.
std::optional<sim::GeneratorFeatures> resolve_features(const sim::GenerateSpec& spec, const sim::GeneratorModel& model,
                                                       const Scenario& scenario, const sim::Plan& plan,
                                                       topology::Problems& problems);

/// Reports MINIMIZE orders that bind nobody who could obey.
void check_minimize(const Scenario& scenario, const topology::Network& network, topology::Problems& problems);

/// Values with their weights made cumulative, the last 1.
std::vector<std::pair<double, double>> with_cumulative_weights(std::vector<std::pair<double, double>> values);

sim::CountSpec with_cumulative_weights(sim::CountSpec count);

/// Shares made cumulative, the last 1.
template <std::size_t count>
std::array<double, count> cumulative(const std::array<double, count>& shares) {
  std::array<double, count> sums{};
  double share = 0;
  for (std::size_t i = 0; i < count; ++i) sums[i] = share += shares[i];
  for (double& sum : sums) sum /= share;
  return sums;
}

}  // namespace torntape::scenarios
