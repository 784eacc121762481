#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/faults.hpp"
#include "sim/plan.hpp"
#include "sim/storage.hpp"
#include "topology/detours.hpp"
#include "topology/segregation.hpp"

namespace torntape::sim {

/// Which copies take alternate routes, which circuits each has been turned away from, and when waiting copies leave a
/// circuit that is out (ACP 127(G) 307-309, 313).
class Rerouting {
 public:
  /// Random outages are those of replication `number`.
  Rerouting(const Plan& plan, std::uint32_t number);

  /// False where no copy ever takes another route than the usual one.
  bool any() const { return any_; }
  /// Whether a copy of that precedence may be turned away.
  bool concerns(std::uint32_t precedence) const { return any_ && precedence <= from_; }
  Time after() const { return after_; }
  /// So many waiting copies turn the next one away; 0: none do.
  std::uint32_t backlog() const { return backlog_; }

  /// A copy that has just been made may take all circuits that are approved for its class, or what `other` may take.
  void made(std::uint32_t copy, topology::Classification classification) {
    set(copy, barred_[static_cast<std::size_t>(classification)]);
  }
  void made_of(std::uint32_t copy, std::uint32_t other) { set(copy, detours_of_[other]); }
  void turn_away(std::uint32_t copy, topology::CircuitId circuit) {
    set(copy, detours_.avoiding(detours_of_[copy], circuit));
    if (detours_.size() > many_) forget_unused();
  }

  /// Moves those destinations of `line`, a copy's at the station that `circuit` leaves, that have a way without
  /// `circuit` behind those that have none, both in their order. Returns the number of the former.
  std::uint32_t put_reroutable_last(std::uint32_t copy, topology::CircuitId circuit,
                                    std::span<topology::Destination> line);

  /// Splits `line`, the copy's at `station`, into one share a next hop, their destinations in their order, shares in
  /// the alphabet of their first indicators.
  std::vector<topology::Share> split(std::uint32_t copy, StationId station, std::span<topology::Destination> line);

  /// When waiting copies leave a circuit next; kNever: never again.
  Time next_leaving() const { return leaving_.empty() ? kNever : leaving_.front().due; }
  /// The circuit of which that is true.
  topology::CircuitId take_leaving();

 private:
  struct Leaving {
    Time due = kNever;
    topology::CircuitId circuit = topology::kNone;
    OutageSchedule schedule;
  };
  void set(std::uint32_t copy, topology::DetourId detour) {
    if (copy >= detours_of_.size()) detours_of_.resize(copy + 1, topology::kNoDetour);
    detours_of_[copy] = detour;
  }
  bool find_next(Leaving& leaving) const;
  void forget_unused();

  static constexpr std::size_t kMany = 4096;
  const topology::Network& network_;
  bool any_;
  std::uint32_t from_ = 0;
  Time after_;
  std::uint32_t backlog_;
  topology::Detours detours_;
  std::array<topology::DetourId, topology::kClassifications> barred_{};  ///< by class: what it may never take
  std::vector<topology::DetourId> detours_of_;                           ///< by copy
  std::size_t many_ = kMany;                                             ///< sets, before unused ones are forgotten
  std::vector<Leaving> leaving_;                                         ///< a heap, the earliest first
};

}  // namespace torntape::sim
