#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "topology/network.hpp"

namespace torntape::topology {

using AddresseeId = std::uint32_t;  ///< dense; a station's own addressees next to each other, in their order

/// Addressees, each a pair of station and name: one station serves one or more of them.
class Directory {
 public:
  /// Every station's own addressees.
  explicit Directory(const Network& network);

  /// The first of the station's own addressees, and how many it has.
  AddresseeId first(StationId station) const { return first_[station]; }
  std::uint32_t count(StationId station) const { return first_[station + 1] - first_[station]; }

  /// The addressee of that name at `station`; one that the station does not list is added, beside its own.
  AddresseeId find_or_add(StationId station, std::string_view name);

  StationId station(AddresseeId addressee) const { return entries_[addressee].station; }
  const std::string& name(AddresseeId addressee) const { return entries_[addressee].name; }
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    StationId station;
    std::string name;
  };
  std::vector<Entry> entries_;
  std::vector<AddresseeId> first_;
  std::unordered_multimap<StationId, AddresseeId> added_;
};

}  // namespace torntape::topology
