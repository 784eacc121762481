#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/campaign.hpp"
#include "topology/network.hpp"

namespace torntape::tools {

/// What a result says of the parts of a network, over all its replications.
struct Measured {
  /// One direction of a circuit.
  struct OfCircuit {
    std::uint64_t transmissions = 0;
    double utilization = 0;            ///< share of the channels' time
    std::optional<double> mean_wait;   ///< seconds in line a transmission; nothing where there was none
    std::optional<double> p95_wait{};  ///< the same of its 95th percentile
  };
  /// A station's addressees together.
  struct OfStation {
    std::uint64_t deliveries = 0;
    double mean_latency = 0;  ///< seconds; of no meaning without deliveries, as the next
    double within = 0;        ///< share within the objective of its precedence
  };
  std::vector<std::optional<OfCircuit>> circuits;  ///< by CircuitId; nothing where the result knows no such circuit
  std::vector<OfStation> stations;                 ///< by StationId
};

/// The figures of `results` for the stations and circuits of `network`, found by their indicators. Nothing where the
/// result knows none of its circuits: it is another network's.
std::optional<Measured> measured(const sim::Results& results, const topology::Network& network);

}  // namespace torntape::tools
