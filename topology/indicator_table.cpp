#include "topology/indicator_table.hpp"

#include <utility>

namespace torntape::topology {

std::size_t IndicatorTable::slot_of(std::uint64_t bits) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = static_cast<std::size_t>((bits * 0x9E3779B97F4A7C15ULL) >> 32) & mask;
  while (slots_[slot].bits != 0 && slots_[slot].bits != bits) slot = (slot + 1) & mask;
  return slot;
}

void IndicatorTable::grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 16 : slots_.size() * 2));
  for (const Slot& slot : old) {
    if (slot.bits != 0) slots_[slot_of(slot.bits)] = slot;
  }
}

bool IndicatorTable::insert(RoutingIndicator ri, std::uint32_t value) {
  if (2 * (size_ + 1) > slots_.size()) grow();
  Slot& slot = slots_[slot_of(ri.bits())];
  if (slot.bits != 0) return false;
  slot = {ri.bits(), value};
  ++size_;
  return true;
}

std::optional<std::uint32_t> IndicatorTable::find(RoutingIndicator ri) const {
  if (slots_.empty()) return std::nullopt;
  const Slot& slot = slots_[slot_of(ri.bits())];
  if (slot.bits == 0) return std::nullopt;
  return slot.value;
}

}  // namespace torntape::topology
