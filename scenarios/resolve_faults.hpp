#pragma once

#include <vector>

#include "sim/faults.hpp"
#include "topology/network.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// Finds the circuits that each fault puts out: both directions of a circuit, or all those of a relay. A circuit that
/// does not exist and a station that is no relay are errors at their places.
std::vector<sim::Fault> resolve_faults(const std::vector<sim::FaultSpec>& specs, const topology::Network& network,
                                       topology::Problems& problems);

}  // namespace torntape::scenarios
