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
  std::optional<std::uint32_t> find(RoutingIndicator ri) const;
  std::size_t size() const { return size_; }

 private:
  struct Slot {
    std::uint64_t bits = 0;  ///< 0: free
    std::uint32_t value = 0;
  };
  std::size_t slot_of(std::uint64_t bits) const;
  void grow();

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace torntape::topology
