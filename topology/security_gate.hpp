#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "topology/classification.hpp"
#include "topology/network.hpp"
#include "topology/routes.hpp"

namespace torntape::topology {

/// Which circuits a message may take by its class, and its routes over them (ACP 127(G) 124, 203): those approved for
/// that class or a higher one. Read-only once made; to be shared by threads.
class SecurityGate {
 public:
  explicit SecurityGate(const Network& network);

  /// False where every circuit is approved for every class.
  bool any() const { return !routes_.empty(); }
  /// The circuits that a message of `classification` may not take, in order of number.
  std::span<const CircuitId> barred(Classification classification) const { return barred_[place(classification)]; }
  /// The routes of such a message; nullptr where it may take any circuit. Those to stations that it cannot reach are
  /// without meaning.
  const Routes* routes(Classification classification) const {
    const std::size_t which = routes_of_[place(classification)];
    return which == kAny ? nullptr : &routes_[which];
  }

 private:
  static constexpr std::size_t kAny = static_cast<std::size_t>(-1);
  static std::size_t place(Classification classification) { return static_cast<std::size_t>(classification); }

  std::array<std::vector<CircuitId>, kClassifications> barred_;
  std::array<std::size_t, kClassifications> routes_of_{};  ///< in routes_
  std::vector<Routes> routes_;
};

/// Who can write to whom over a network without some of its circuits. Only relays are passed through.
class Reach {
 public:
  Reach(const Network& network, std::span<const CircuitId> barred);

  bool reaches(StationId from, StationId to) const;
  /// True where everybody reaches everybody.
  bool complete() const { return complete_; }

 private:
  const Network& network_;
  std::span<const CircuitId> barred_;
  /// By station: the groups of relays, each connected, that it belongs to or has a circuit to, in order.
  std::vector<std::vector<StationId>> groups_;
  bool complete_ = true;
};

}  // namespace torntape::topology
