#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "topology/network.hpp"

namespace torntape::topology {

/// A network taken apart: the stations with only one way to go, leaf by leaf, and the roots that remain. A branch is a
/// station that is not a root, with all that hangs on it; its way to everything else is its one circuit up, to a relay.
/// A tree has one root; what a mesh of relays leaves has many.
struct Branches {
  std::vector<CircuitId> up;         ///< by station: its circuit towards its root; kNone for roots
  std::vector<StationId> root;       ///< by station: its root, itself for roots
  std::vector<StationId> roots;      ///< in the order of stations
  std::vector<StationId> outwards;   ///< the stations that are no roots, each after the one that it hangs on
  std::vector<std::uint32_t> first;  ///< by station: where its branch's relays and roots begin when all are lined up;
                                     ///< kNone for posts on branches
  std::vector<std::uint32_t> size;   ///< by station: so many of them, itself among them; 0 for posts on branches
  std::uint32_t lined_up = 0;        ///< relays and roots in all
};

/// Of `network` without the circuits `barred`, which are in order of number and go in pairs of directions.
Branches branches_of(const Network& network, std::span<const CircuitId> barred = {});

}  // namespace torntape::topology
