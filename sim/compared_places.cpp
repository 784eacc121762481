#include "sim/compared_places.hpp"

#include <functional>
#include <map>
#include <optional>
#include <tuple>

namespace torntape::sim {
namespace {

using Part = std::function<RatioPart(const Replication&)>;

/// The change of a ratio; nothing where a side has nothing to divide by.
std::optional<Change> change_of(const Sides& sides, const Part& base, const Part& other) {
  std::array<std::vector<RatioPart>, 2> parts;
  std::array<RatioPart, 2> sums;
  for (std::size_t side = 0; side < 2; ++side) {
    for (const Replication* replication : side == 0 ? sides.base : sides.other) {
      const RatioPart part = side == 0 ? base(*replication) : other(*replication);
      parts[side].push_back(part);
      sums[side].sum += part.sum;
      sums[side].weight += part.weight;
    }
    if (sums[side].weight == 0) return std::nullopt;
  }
  return change_of_ratio(sides.paired, sums[0].sum / sums[0].weight, sums[1].sum / sums[1].weight, std::move(parts[0]),
                         std::move(parts[1]));
}

Part latency_of(std::size_t addressee) {
  return [addressee](const Replication& replication) {
    const AddresseeTally& tally = replication.addressees[addressee];
    return RatioPart{static_cast<double>(tally.sum) * 1e-9, static_cast<double>(tally.n)};
  };
}

Part wait_of(std::size_t circuit) {
  return [circuit](const Replication& replication) {
    const CircuitTally& tally = replication.circuits[circuit];
    return RatioPart{tally.waited * 1e-9, static_cast<double>(tally.transmissions)};
  };
}

Part utilization_of(std::size_t circuit, const Results& results) {
  const double time =
      static_cast<double>(results.window.duration - results.window.warmup) * results.circuits[circuit].channels;
  return [circuit, time](const Replication& replication) {
    return RatioPart{replication.circuits[circuit].busy, time};
  };
}

/// Calls `both` for each pair of places with the same name, `one` for each name that has no partner, with its side.
template <class Names, class Key, class Both, class One>
void match(const Names& base, const Names& other, Key key, Both both, One one) {
  std::map<decltype(key(base.front())), std::size_t> places;
  for (std::size_t i = 0; i < base.size(); ++i) places.emplace(key(base[i]), i);
  std::vector<bool> met(base.size(), false);
  for (std::size_t i = 0; i < other.size(); ++i) {
    const auto found = places.find(key(other[i]));
    if (found == places.end()) {
      one(other[i], false);
      continue;
    }
    met[found->second] = true;
    both(found->second, i);
  }
  for (std::size_t i = 0; i < base.size(); ++i) {
    if (!met[i]) one(base[i], true);
  }
}

}  // namespace

void compare_places(const Results& base, const Results& other, const Sides& sides, Contrast& contrast) {
  const auto only = [&](bool on_base) -> OneSided& { return on_base ? contrast.base_only : contrast.other_only; };
  match(
      base.addressees, other.addressees,
      [](const AddresseeName& name) { return std::tuple(name.station, std::string_view(name.name)); },
      [&](std::size_t first, std::size_t second) {
        const auto latency = change_of(sides, latency_of(first), latency_of(second));
        if (latency) contrast.addressees.push_back({base.addressees[first], *latency});
      },
      [&](const AddresseeName& name, bool on_base) { only(on_base).addressees.push_back(name); });
  match(
      base.circuits, other.circuits, [](const CircuitName& name) { return std::tuple(name.from, name.to); },
      [&](std::size_t first, std::size_t second) {
        const auto wait = change_of(sides, wait_of(first), wait_of(second));
        const auto utilization = change_of(sides, utilization_of(first, base), utilization_of(second, other));
        if (wait && utilization) contrast.circuits.push_back({base.circuits[first], *wait, *utilization});
      },
      [&](const CircuitName& name, bool on_base) { only(on_base).circuits.push_back(name); });
}

}  // namespace torntape::sim
