#include "topology/indicator_table.hpp"

#include <utility>

namespace torntape::topology {

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

}  // namespace torntape::topology
