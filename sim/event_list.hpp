#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "sim/time.hpp"

namespace torntape::sim {

/// The pending events, one slot an entity, in a winner tree: a binary tree whose every node holds the lesser key of its
/// two children (Knuth, The Art of Computer Programming 3, 5.4.1). Equal times: the lower slot first.
///
/// A key is the time from a base, above the slot's number, so that one comparison of a machine word orders both. What
/// lies beyond the reach of that many bits is `far`; when far events come first, the base moves up to the earliest.
class EventList {
 public:
  explicit EventList(std::uint32_t slots)
      : leaves_(std::bit_ceil(std::max(slots, 2U))),
        shift_(std::countr_zero(leaves_)),
        far_((std::uint64_t{1} << (64 - shift_)) - 1),
        keys_(2 * std::size_t{leaves_}),
        due_(leaves_, kNever) {
    rebase();
  }

  /// The slot whose event comes first; its event is due at kNever where none is pending.
  std::uint32_t first() {
    if (keys_[1] >> shift_ == far_) rebase();
    return static_cast<std::uint32_t>(keys_[1]) & (leaves_ - 1);
  }
  Time due(std::uint32_t slot) const { return due_[slot]; }

  /// Sets when the event of `slot` is due, kNever for none.
  void set(std::uint32_t slot, Time due) {
    due_[slot] = due;
    if (due < base_) return rebase();
    std::uint64_t key = key_of(slot, due);
    std::uint64_t* const keys = keys_.data();
    std::uint32_t node = leaves_ + slot;
    keys[node] = key;
    while (node > 1) {
      key = std::min(key, keys[node ^ 1U]);
      node >>= 1;
      keys[node] = key;
    }
  }

 private:
  std::uint64_t key_of(std::uint32_t slot, Time due) const {
    const auto distance = static_cast<std::uint64_t>(due - base_);
    return std::min(distance, far_) << shift_ | slot;
  }

  void rebase() {
    base_ = kNever;
    for (const Time due : due_) base_ = std::min(base_, due);
    if (base_ == kNever) base_ = 0;
    for (std::uint32_t slot = 0; slot < leaves_; ++slot) keys_[leaves_ + slot] = key_of(slot, due_[slot]);
    for (std::uint32_t node = leaves_ - 1; node > 0; --node) {
      keys_[node] = std::min(keys_[2 * std::size_t{node}], keys_[2 * std::size_t{node} + 1]);
    }
  }

  std::uint32_t leaves_;
  int shift_;
  std::uint64_t far_;
  Time base_ = 0;
  std::vector<std::uint64_t> keys_;
  std::vector<Time> due_;
};

}  // namespace torntape::sim
