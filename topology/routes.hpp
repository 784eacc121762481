#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "topology/network.hpp"

namespace torntape::topology {

/// The normal route from every station to every other: the next circuit to take.
///
/// A route takes the fewest circuits; among those the least time for a copy of 2,000 characters of 8 bits on empty
/// circuits (transmission, propagation, switching); among those the indicator that comes first in the alphabet at each
/// step. Only relays carry what is not their own. (ACP 127(G) 302 leaves the choice to the network authority.)
///
/// Holds one row a relay or multi-homed post, not one a station, so 25,000 homed stations cost nothing all-pairs.
class Routes {
 public:
  /// Routes of `network`, or nothing where some station cannot reach another, reported to `problems`.
  static std::optional<Routes> build(const Network& network, Problems& problems);

  /// The circuit on which a copy for `to` leaves `at`; kNone where `at` is `to`.
  CircuitId next(StationId at, StationId to) const {
    if (at == to) return kNone;
    const Home& home = homes_[to];
    if (home.at == at) return home.down;
    const Home& here = homes_[at];
    if (here.down != kNone) return here.down ^ 1U;
    return table_[static_cast<std::size_t>(here.core) * cores_ + home.core];
  }

  /// The circuits of the whole route, in order; empty where `from` is `to`.
  std::vector<CircuitId> path(const Network& network, StationId from, StationId to) const;

 private:
  /// A station of the core (every relay, every station with several circuits), or the core station that a tributary
  /// homes on and the circuit down to it.
  struct Home {
    StationId at = kNone;
    CircuitId down = kNone;
    std::uint32_t core = 0;
  };
  std::vector<Home> homes_;
  std::uint32_t cores_ = 0;
  std::vector<CircuitId> table_;  ///< cores_ x cores_: at, to
};

}  // namespace torntape::topology
