#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "sim/time.hpp"

namespace torntape::sim {

/// The pending events, one slot an entity, in a winner tree: a binary tree whose every node names the earlier of its
/// two children (Knuth, The Art of Computer Programming 3, 5.4.1). Equal times: the lower slot first.
class EventList {
 public:
  explicit EventList(std::uint32_t slots)
      : leaves_(std::bit_ceil(slots < 2 ? 2U : slots)), winner_(2 * std::size_t{leaves_}), due_(leaves_, kNever) {
    for (std::uint32_t i = 0; i < leaves_; ++i) winner_[leaves_ + i] = i;
    for (std::uint32_t i = leaves_ - 1; i > 0; --i) winner_[i] = winner_[2 * std::size_t{i}];
  }

  /// The slot whose event comes first, and when that is; kNever where none is pending.
  std::uint32_t first() const { return winner_[1]; }
  Time due(std::uint32_t slot) const { return due_[slot]; }

  /// Sets when the event of `slot` is due, kNever for none. Returns the earliest time among all other slots.
  Time set(std::uint32_t slot, Time due) {
    due_[slot] = due;
    std::uint32_t best = slot;
    Time earliest = due;
    Time others = kNever;
    for (std::uint32_t node = leaves_ + slot; node > 1;) {
      const std::uint32_t rival = winner_[node ^ 1U];
      const Time time = due_[rival];
      others = time < others ? time : others;
      // A right child yields to its sibling at equal times.
      const bool yields = time < earliest + static_cast<Time>(node & 1U);
      best = yields ? rival : best;
      earliest = yields ? time : earliest;
      node >>= 1;
      winner_[node] = best;
    }
    return others;
  }

 private:
  std::uint32_t leaves_;
  std::vector<std::uint32_t> winner_;
  std::vector<Time> due_;
};

}  // namespace torntape::sim
