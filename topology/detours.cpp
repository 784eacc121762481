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
  const auto leaving = network_->circuits_from(to);
  const bool tributary = !network_->stations()[to].relay && leaving.size() == 1;
  if (!tributary) return row(detour, to)[at];
  const CircuitId down = reverse(leaving[0]);
  const StationId relay = network_->circuits()[down].from;
  if (avoids(detour, down)) return kNone;
  return at == relay ? down : row(detour, relay)[at];
}

bool Detours::avoids(DetourId detour, CircuitId circuit) const {
  return std::binary_search(avoided_[detour].begin(), avoided_[detour].end(), circuit);
}

const std::vector<CircuitId>& Detours::row(DetourId detour, StationId to) {
  constexpr std::size_t kMostInRows = 1U << 24;
  if (rows_.size() * network_->stations().size() > kMostInRows) rows_.clear();
  const auto [entry, added] = rows_.try_emplace({detour, to});
  if (added) entry->second = Routes::without(*network_, to, avoided_[detour]);
  return entry->second;
}

}  // namespace torntape::topology
