#include "topology/detours.hpp"

#include <algorithm>
#include <utility>

namespace torntape::topology {

DetourId Detours::avoiding(DetourId detour, CircuitId circuit) {
  if (avoids(detour, circuit)) return detour;
  std::vector<CircuitId> circuits = avoided_[detour];
  circuits.insert(std::upper_bound(circuits.begin(), circuits.end(), circuit), circuit);
  return avoiding(std::span<const CircuitId>(circuits));
}

DetourId Detours::avoiding(std::span<const CircuitId> circuits) {
  if (circuits.empty()) return kNoDetour;
  const auto [entry, added] =
      ids_.emplace(std::vector<CircuitId>(circuits.begin(), circuits.end()), static_cast<DetourId>(avoided_.size()));
  if (added) avoided_.push_back(entry->first);
  return entry->second;
}

std::vector<DetourId> Detours::forget_others(const std::vector<bool>& used) {
  std::vector<DetourId> numbers(avoided_.size(), kNoDetour);
  std::vector<std::vector<CircuitId>> kept(1);
  for (DetourId id = kNoDetour + 1; id < avoided_.size(); ++id) {
    if (!used[id]) continue;
    numbers[id] = static_cast<DetourId>(kept.size());
    kept.push_back(std::move(avoided_[id]));
  }
  avoided_ = std::move(kept);
  ids_.clear();
  for (DetourId id = kNoDetour + 1; id < avoided_.size(); ++id) ids_.emplace(avoided_[id], id);
  decltype(rows_) rows;
  for (auto& [key, row] : rows_) {
    if (used[key.first]) rows.emplace(std::pair(numbers[key.first], key.second), std::move(row));
  }
  rows_ = std::move(rows);
  return numbers;
}

CircuitId Detours::next(DetourId detour, StationId at, StationId to) {
  if (at == to || detour == kNoDetour) return routes_->next(at, to);
  // A post with one circuit is on nobody's way but its own: its circuit is the first and the last.
  if (const CircuitId up = only_circuit(to); up != kNone) {
    const StationId relay = network_->circuits()[up].to;
    if (avoids(detour, reverse(up))) return kNone;
    if (at == relay) return reverse(up);
    to = relay;
  }
  const CircuitId up = only_circuit(at);
  if (up == kNone) return row(detour, to)[search().place(at)];
  const StationId relay = network_->circuits()[up].to;
  const bool passes =
      relay == to || (network_->stations()[relay].relay && row(detour, to)[search().place(relay)] != kNone);
  return passes && !avoids(detour, up) ? up : kNone;
}

CircuitId Detours::only_circuit(StationId id) const {
  const auto leaving = network_->circuits_from(id);
  return !network_->stations()[id].relay && leaving.size() == 1 ? leaving[0] : kNone;
}

bool Detours::avoids(DetourId detour, CircuitId circuit) const {
  return std::binary_search(avoided_[detour].begin(), avoided_[detour].end(), circuit);
}

RouteSearch& Detours::search() {
  if (!search_) {
    std::vector<StationId> stations;
    for (StationId id = 0; id < network_->stations().size(); ++id) {
      if (only_circuit(id) == kNone) stations.push_back(id);
    }
    search_.emplace(*network_, stations);
  }
  return *search_;
}

const std::vector<CircuitId>& Detours::row(DetourId detour, StationId to) {
  constexpr std::size_t kMostInRows = 1U << 24;
  if (rows_.size() * search().size() > kMostInRows) rows_.clear();
  const auto [entry, added] = rows_.try_emplace({detour, to});
  if (added) {
    const std::span<const CircuitId> ways = search().ways_to(to, avoided_[detour]);
    entry->second.assign(ways.begin(), ways.end());
  }
  return entry->second;
}

}  // namespace torntape::topology
