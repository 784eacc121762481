#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "topology/routing_indicator.hpp"

namespace torntape::topology {

/// Numbers by routing indicator: one flat array, because traces look up several indicators a row.
class IndicatorTable {
 public:
  /// Adds `ri` with `value`; false, changing nothing, where it is there already.
  bool insert(RoutingIndicator ri, std::uint32_t value);
  std::optional<std::uint32_t> find(RoutingIndicator ri) const {
    if (slots_.empty()) return std::nullopt;
    const Slot& slot = slots_[slot_of(ri.bits())];
    if (slot.bits == 0) return std::nullopt;
    return slot.value;
  }
  std::size_t size() const { return size_; }

 private:
  struct Slot {
    std::uint64_t bits = 0;  ///< 0: free
    std::uint32_t value = 0;
  };
  /// Where `bits` stand, or could.
  std::size_t slot_of(std::uint64_t bits) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = static_cast<std::size_t>((bits * 0x9E3779B97F4A7C15ULL) >> 32) & mask;
    while (slots_[slot].bits != 0 && slots_[slot].bits != bits) slot = (slot + 1) & mask;
    return slot;
  }
  void grow();

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace torntape::topology
