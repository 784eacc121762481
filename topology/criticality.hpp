#pragma once

#include <vector>

#include "topology/network.hpp"

namespace torntape::topology {

/// One station or circuit whose loss parts the network, and whom it cuts off.
struct Loss {
  StationId station = kNone;  ///< the relay that is lost, or
  CircuitId circuit = kNone;  ///< the circuit, by its first direction
  /// The stations that no relays connect any more with the main part, which is where most stations are (among equals
  /// the first relay's). The lost station itself is not among them.
  std::vector<StationId> cut_off;
};

/// The single points of failure of `network`: the relays and circuits whose loss cuts somebody off, the most cut off
/// first, then relays before circuits, each in their order. Only relays pass on what is not their own.
std::vector<Loss> single_points_of_failure(const Network& network);

}  // namespace torntape::topology
