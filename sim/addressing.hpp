#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/draft.hpp"
#include "topology/directory.hpp"
#include "topology/network.hpp"

namespace torntape::sim {

/// One address of a message: a station, or a collective, with what its addressees are to it.
struct Target {
  bool collective = false;
  std::uint32_t id = kNone;  ///< StationId or CollectiveId
  Precedence precedence = Precedence::routine;
  Role role = Role::action;
  bool niact = false;  ///< NIACT IMMEDIATE, to be delivered at any hour
};

/// Makes basic routing lines of addresses (ACP 127(G) 204, 206): each station once, at its highest precedence and,
/// among equals, as action, NIACT where any address is; the origin left out; a collective in its place or, where it is
/// expanded here, its members in it. A station that is also named by itself, or stands in an earlier collective, is
/// left out of a collective.
class Addressing {
 public:
  Addressing(const topology::Network& network, const topology::Directory& directory);

  /// Fills precedence, deliveries, line and groups of `draft`, whose origin is set. The stations' own addressees have
  /// the message. Where the draft asks for the heading's length, its address lines are measured: the targets as given.
  void address(std::span<const Target> targets, Draft& draft);

 private:
  struct Reach {
    std::uint64_t message = 0;  ///< the call in which the rest was set
    Precedence precedence = Precedence::routine;
    Role role = Role::action;
    bool niact = false;
    bool placed = false;  ///< stands on the line or in a group
    bool named = false;   ///< addressed by itself
  };
  static void measure(std::span<const Target> targets, Draft& draft);
  void reach(StationId station, const Target& target, bool named);
  void place(StationId station, std::vector<topology::Destination>& line, Draft& draft);
  void place_collective(const Target& target, Draft& draft);

  const topology::Network& network_;
  const topology::Directory& directory_;
  std::vector<Reach> reached_;  ///< by station
  std::uint64_t message_ = 0;
};

}  // namespace torntape::sim
