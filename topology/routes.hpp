#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "topology/network.hpp"

namespace torntape::topology {

struct Branches;

/// The normal route from every station to every other: the next circuit to take.
///
/// A route takes the fewest circuits; among those the least time for a copy of 2,000 characters of 8 bits on empty
/// circuits (transmission, propagation, switching); among those the indicator that comes first in the alphabet at each
/// step. Only relays carry what is not their own. (ACP 127(G) 302 leaves the choice to the network authority.)
///
/// Holds a row for every relay, as long as there are relays on its branch of the network, and longer ones only for the
/// stations between which there are several ways: 25,000 stations on a tree of relays cost nothing all-pairs.
class Routes {
 public:
  /// Routes of `network`, or nothing where some station cannot reach another, reported to `problems`.
  static std::optional<Routes> build(const Network& network, Problems& problems);

  /// Routes of the same kind over the circuits that are not `barred`, which are in order of number and go in pairs of
  /// directions. Where there is none, what is said of it is without meaning.
  static Routes over_others(const Network& network, std::span<const CircuitId> barred);

  /// The ways on from one station.
  class Fork {
   public:
    /// The circuit on which a copy for `to` goes on; kNone where `to` is the station itself.
    [[gnu::always_inline]] CircuitId next(StationId to) const {
      if (to == at_) return kNone;
      const Home& home = homes_[to];
      // Without branches: where messages go cannot be foretold.
      const CircuitId beyond = row_[std::min(home.place - first_, count_)];
      return home.at == at_ ? home.down : beyond;
    }
    /// Copies for `to`, which is another station, are handed over here.
    bool is_home_of(StationId to) const { return homes_[to].at == at_; }

   private:
    friend class Routes;
    /// Where a station's copies are handed over: at itself, or, where it is a post with one circuit, at its relay.
    struct Home {
      StationId at = kNone;
      CircuitId down = kNone;   ///< from there; kNone: it is there
      std::uint32_t place = 0;  ///< of `at` in the line of relays and of stations with several ways
    };
    const Home* homes_;     ///< by station
    const CircuitId* row_;  ///< to each of `count_` places from `first_` on, and to all others
    std::uint32_t first_;
    std::uint32_t count_;
    StationId at_;
  };
  Fork fork(StationId at) const {
    const Ways& ways = ways_[at];
    Fork fork;
    fork.homes_ = homes_.data();
    fork.row_ = table_.data() + ways.row;
    fork.first_ = ways.first;
    fork.count_ = ways.count;
    fork.at_ = at;
    return fork;
  }

  /// The one circuit on which a post's copies go on, whatever they are for; kNone where there are several ways, or a
  /// relay's own branch.
  CircuitId only(StationId at) const { return only_[at]; }

  /// Whether the network is a tree: then no two ways lead to one station, and places() holds without exception.
  bool tree() const { return tree_; }

  /// Places of the stations in an order in which what lies behind one circuit of a tree stands together, up to a
  /// rotation: a routing line in this order is segregated without being moved.
  const std::vector<std::uint32_t>& places() const { return places_; }

  /// The circuit on which a copy for `to` leaves `at`; kNone where `at` is `to`.
  CircuitId next(StationId at, StationId to) const { return fork(at).next(to); }

  /// The circuits of the whole route, in order; empty where `from` is `to`.
  std::vector<CircuitId> path(const Network& network, StationId from, StationId to) const;

 private:
  using Home = Fork::Home;
  /// Lays out routes over the circuits that are not `barred`. Returns whether every root of `branches` has a way to
  /// every other.
  bool lay_out(const Network& network, const Branches& branches, std::span<const CircuitId> barred);
  /// The ways from a station, as of Fork.
  struct Ways {
    std::size_t row = 0;  ///< in the table: `count` entries and one more, which is `outside`
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    CircuitId outside = kNone;
  };
  std::vector<Home> homes_;      ///< by station
  std::vector<Ways> ways_;       ///< by station
  std::vector<CircuitId> only_;  ///< by station: what only() gives; apart, for it is asked for most and takes least
  std::vector<std::uint32_t> places_;  ///< by station
  bool tree_ = false;
  std::vector<CircuitId> table_;
};

}  // namespace torntape::topology
