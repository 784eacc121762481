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

  /// The ways on from one station.
  class Fork {
   public:
    /// The circuit on which a copy for `to` goes on; kNone where `to` is the station itself.
    CircuitId next(StationId to) const {
      const Home home = homes_[to];
      const CircuitId far = row_[home.core & mask_];
      const CircuitId next = home.at == at_ ? home.down : far;
      return to == at_ ? kNone : next;
    }

   private:
    friend class Routes;
    /// A station of the core (every relay, every station with several circuits), or the core station that a tributary
    /// homes on and the circuit down to it.
    struct Home {
      StationId at = kNone;
      CircuitId down = kNone;
      std::uint32_t core = 0;
    };
    Fork(const Home* homes, const CircuitId* row, std::uint32_t mask, StationId at)
        : homes_(homes), row_(row), mask_(mask), at_(at) {}
    const Home* homes_;
    const CircuitId* row_;  ///< by core station; of a tributary, its one circuit
    std::uint32_t mask_;
    StationId at_;
  };
  Fork fork(StationId at) const {
    const Home& here = homes_[at];
    if (here.down != kNone) return {homes_.data(), &up_[at], 0, at};
    return {homes_.data(), table_.data() + static_cast<std::size_t>(here.core) * cores_, kNone, at};
  }

  /// The one circuit on which a tributary's copies go on, whatever they are for; kNone where the station is none.
  CircuitId only(StationId tributary) const { return up_[tributary]; }

  /// Places of the stations in an order in which what lies behind one circuit of a tree stands together, up to a
  /// rotation: a routing line in this order is segregated without being moved.
  const std::vector<std::uint32_t>& places() const { return places_; }

  /// The circuits of the whole route, in order; empty where `from` is `to`.
  std::vector<CircuitId> path(const Network& network, StationId from, StationId to) const;

 private:
  using Home = Fork::Home;
  std::vector<Home> homes_;
  std::vector<CircuitId> up_;  ///< by station: a tributary's circuit to its relay
  std::vector<std::uint32_t> places_;
  std::uint32_t cores_ = 0;
  std::vector<CircuitId> table_;  ///< cores_ x cores_: at, to
};

}  // namespace torntape::topology
