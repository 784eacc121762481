#pragma once

#include <cstdint>

#include "sim/generator.hpp"
#include "sim/plan.hpp"
#include "sim/traffic_spec.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// Finds the stations of a generator, the `item`th of the traffic (from 0), and prepares what it draws from.
sim::GeneratorModel resolve_generator(const sim::GenerateSpec& spec, std::uint32_t item, const topology::Place& place,
                                      const sim::Plan& plan, topology::Problems& problems);

}  // namespace torntape::scenarios
