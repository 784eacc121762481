#include "topology/directory.hpp"

namespace torntape::topology {

Directory::Directory(const Network& network) {
  for (StationId id = 0; id < network.stations().size(); ++id) {
    first_.push_back(static_cast<AddresseeId>(entries_.size()));
    for (const std::string& name : network.stations()[id].addressees) entries_.push_back({id, name});
  }
  first_.push_back(static_cast<AddresseeId>(entries_.size()));
}

AddresseeId Directory::find_or_add(StationId station, std::string_view name) {
  for (AddresseeId id = first_[station]; id < first_[station + 1]; ++id) {
    if (entries_[id].name == name) return id;
  }
  const auto [begin, end] = added_.equal_range(station);
  for (auto it = begin; it != end; ++it) {
    if (entries_[it->second].name == name) return it->second;
  }
  const auto id = static_cast<AddresseeId>(entries_.size());
  entries_.push_back({station, std::string(name)});
  added_.emplace(station, id);
  return id;
}

}  // namespace torntape::topology
