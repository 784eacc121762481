#include "topology/branches.hpp"

#include <algorithm>

namespace torntape::topology {
namespace {

/// Takes leaves off until none is left. A leaf has one circuit to what is left, and that leads to a relay, for a post
/// carries only its own traffic.
void take_leaves(const Network& network, std::span<const CircuitId> barred, Branches& branches) {
  const auto is_barred = [&](CircuitId id) { return std::binary_search(barred.begin(), barred.end(), id); };
  const auto count = static_cast<StationId>(network.stations().size());
  branches.up.assign(count, kNone);
  std::vector<std::size_t> left(count);
  std::vector<StationId> leaves;
  for (StationId id = 0; id < count; ++id) {
    const auto leaving = network.circuits_from(id);
    left[id] = leaving.size() - static_cast<std::size_t>(std::count_if(leaving.begin(), leaving.end(), is_barred));
    if (left[id] == 1) leaves.push_back(id);
  }
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const StationId leaf = leaves[i];
    if (left[leaf] != 1) continue;
    const auto leaving = network.circuits_from(leaf);
    const auto circuit = std::find_if(leaving.begin(), leaving.end(), [&](CircuitId id) {
      const CircuitId up = branches.up[network.circuits()[id].to];
      return (up == kNone || up != reverse(id)) && !is_barred(id);
    });
    const StationId relay = network.circuits()[*circuit].to;
    if (!network.stations()[relay].relay) continue;
    branches.up[leaf] = *circuit;
    branches.outwards.push_back(leaf);
    if (--left[relay] == 1) leaves.push_back(relay);
  }
  std::reverse(branches.outwards.begin(), branches.outwards.end());
}

/// Relays and roots in a line, each branch's together, behind the relay that it hangs on.
void line_up(const Network& network, Branches& branches) {
  const auto count = static_cast<StationId>(network.stations().size());
  const auto above = [&](StationId id) { return network.circuits()[branches.up[id]].to; };
  branches.size.assign(count, 0);
  branches.first.assign(count, kNone);
  branches.root.assign(count, kNone);
  for (StationId id = 0; id < count; ++id) {
    if (branches.up[id] == kNone || network.stations()[id].relay) branches.size[id] = 1;
  }
  for (auto id = branches.outwards.rbegin(); id != branches.outwards.rend(); ++id) {
    branches.size[above(*id)] += branches.size[*id];
  }
  std::vector<std::uint32_t> next(count, 0);
  const auto place = [&](StationId id, std::uint32_t first) {
    branches.first[id] = first;
    next[id] = first + 1;
  };
  for (StationId id = 0; id < count; ++id) {
    if (branches.up[id] != kNone) continue;
    branches.roots.push_back(id);
    branches.root[id] = id;
    place(id, branches.lined_up);
    branches.lined_up += branches.size[id];
  }
  for (const StationId id : branches.outwards) {
    branches.root[id] = branches.root[above(id)];
    if (!network.stations()[id].relay) continue;
    place(id, next[above(id)]);
    next[above(id)] += branches.size[id];
  }
}

}  // namespace

Branches branches_of(const Network& network, std::span<const CircuitId> barred) {
  Branches branches;
  take_leaves(network, barred, branches);
  line_up(network, branches);
  return branches;
}

}  // namespace torntape::topology
