#pragma once

#include <vector>

#include "sim/faults.hpp"
#include "topology/network.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// What a scenario's faults are, with their circuits found.
struct Faults {
  std::vector<sim::Fault> outages;  ///< each of both directions of a circuit, or of all circuits of a relay
  std::vector<sim::Mishap> mishaps;
};

/// A circuit that does not exist, a station that is no relay and a transmission that two faults name are errors at
/// their places.
Faults resolve_faults(const std::vector<sim::FaultSpec>& specs, const topology::Network& network,
                      topology::Problems& problems);

}  // namespace torntape::scenarios
