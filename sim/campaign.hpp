#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/handling.hpp"
#include "sim/measurements.hpp"
#include "sim/plan.hpp"
#include "topology/routing_indicator.hpp"

namespace torntape::sim {

/// One direction of a circuit, by name.
struct CircuitName {
  topology::RoutingIndicator from, to;
  std::uint32_t channels = 1;
};

/// An addressee: the station that serves it, and its name.
struct AddresseeName {
  topology::RoutingIndicator station;
  std::string name;
};

/// The replications of one scenario, or of one point of a sweep, with the names of what they tally: all that a
/// comparison or a report needs. It is made of a plan or read from a result file, and stands without either.
struct Results {
  std::string scenario;  ///< its name
  std::vector<std::pair<std::string, std::string>>
      settings;  ///< of the sweep's point: key and value; empty without one
  std::uint64_t seed = 1;
  Window window;
  std::array<Time, topology::kPrecedences> objectives{};
  std::vector<CircuitName> circuits;      ///< what Replication::circuits counts, in its order
  std::vector<AddresseeName> addressees;  ///< what Replication::addressees counts, in its order
  std::vector<Replication> replications;  ///< in order of number, without delivery rows
};

/// Results of `plan` with no replication yet.
Results results_of(const Plan& plan, std::string scenario);

}  // namespace torntape::sim
