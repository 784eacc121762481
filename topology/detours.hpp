#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "topology/network.hpp"
#include "topology/route_search.hpp"
#include "topology/routes.hpp"

namespace torntape::topology {

/// A set of circuits that a copy no longer takes, by number; kNoDetour is the empty one.
using DetourId = std::uint32_t;
inline constexpr DetourId kNoDetour = 0;

/// Alternate routes (ACP 127(G) 307-309). A copy that is turned away from a circuit carries with it which circuits it
/// has been turned away from, and from then on takes at every station the normal kind of route in the network without
/// them.
///
/// No copy can go in circles: with the same set each hop brings it nearer, and a set only grows (as failure-carrying
/// packets do: Lakshminarayanan and others, SIGCOMM 2007). Routes are found when they are first asked for. Not to be
/// shared by threads.
class Detours {
 public:
  Detours(const Network& network, const Routes& routes) : network_(&network), routes_(&routes), avoided_(1) {}

  /// The set `detour` with `circuit` besides.
  DetourId avoiding(DetourId detour, CircuitId circuit);
  /// The set of `circuits`, which are in order of number.
  DetourId avoiding(std::span<const CircuitId> circuits);
  /// The circuits of a set, in order of number.
  std::span<const CircuitId> circuits(DetourId detour) const { return avoided_[detour]; }
  /// How many sets are known.
  std::size_t size() const { return avoided_.size(); }
  /// Forgets the sets that are not `used`, by DetourId. Returns what numbers the others have from then on.
  std::vector<DetourId> forget_others(const std::vector<bool>& used);

  /// The circuit on which a copy for `to` leaves `at`; kNone where every route takes a circuit of the set, and where
  /// `at` is `to`.
  CircuitId next(DetourId detour, StationId at, StationId to);

 private:
  bool avoids(DetourId detour, CircuitId circuit) const;
  const std::vector<CircuitId>& row(DetourId detour, StationId to);
  CircuitId only_circuit(StationId id) const;
  RouteSearch& search();

  const Network* network_;
  const Routes* routes_;
  std::optional<RouteSearch> search_;  ///< among the stations that are not posts with one circuit; made when needed
  std::vector<std::vector<CircuitId>> avoided_;                            ///< by DetourId
  std::map<std::vector<CircuitId>, DetourId> ids_;                         ///< of sets that are not empty
  std::map<std::pair<DetourId, StationId>, std::vector<CircuitId>> rows_;  ///< by set and destination, then by place
};

}  // namespace torntape::topology
