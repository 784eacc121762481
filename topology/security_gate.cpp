#include "topology/security_gate.hpp"

#include <algorithm>
#include <numeric>

namespace torntape::topology {
namespace {

bool is_barred(std::span<const CircuitId> barred, CircuitId circuit) {
  return std::binary_search(barred.begin(), barred.end(), circuit);
}

/// By station: one relay that stands for all those that it is connected with.
std::vector<StationId> connected_relays(const Network& network, std::span<const CircuitId> barred) {
  std::vector<StationId> group(network.stations().size());
  std::iota(group.begin(), group.end(), StationId{0});
  const auto find = [&](StationId station) {
    while (group[station] != station) station = group[station] = group[group[station]];
    return station;
  };
  for (CircuitId id = 0; id < network.circuits().size(); id += 2) {
    const Circuit& circuit = network.circuits()[id];
    if (is_barred(barred, id) || !network.stations()[circuit.from].relay || !network.stations()[circuit.to].relay) {
      continue;
    }
    group[find(circuit.from)] = find(circuit.to);
  }
  for (StationId id = 0; id < group.size(); ++id) group[id] = find(id);
  return group;
}

}  // namespace

SecurityGate::SecurityGate(const Network& network) {
  routes_of_.fill(kAny);
  for (std::size_t i = 0; i < barred_.size(); ++i) {
    for (CircuitId id = 0; id < network.circuits().size(); ++id) {
      if (place(network.circuits()[id].approved) < i) barred_[i].push_back(id);
    }
    if (barred_[i].empty()) continue;
    if (barred_[i].size() == barred_[i - 1].size()) {
      routes_of_[i] = routes_of_[i - 1];
      continue;
    }
    routes_of_[i] = routes_.size();
    routes_.push_back(Routes::over_others(network, barred_[i]));
  }
}

Reach::Reach(const Network& network, std::span<const CircuitId> barred)
    : network_(network), barred_(barred), groups_(network.stations().size()) {
  const std::vector<StationId> group = connected_relays(network, barred);
  for (StationId id = 0; id < groups_.size(); ++id) {
    std::vector<StationId>& own = groups_[id];
    if (network.stations()[id].relay) {
      own = {group[id]};
    } else {
      for (const CircuitId circuit : network.circuits_from(id)) {
        const StationId other = network.circuits()[circuit].to;
        if (network.stations()[other].relay && !is_barred(barred, circuit)) own.push_back(group[other]);
      }
      std::sort(own.begin(), own.end());
      own.erase(std::unique(own.begin(), own.end()), own.end());
    }
    const std::vector<StationId>& first = groups_.front();
    complete_ = complete_ && first.size() == 1 && std::binary_search(own.begin(), own.end(), first.front());
  }
}

bool Reach::reaches(StationId from, StationId to) const {
  if (complete_ || from == to) return true;
  const auto& of_to = groups_[to];
  for (const StationId group : groups_[from]) {
    if (std::binary_search(of_to.begin(), of_to.end(), group)) return true;
  }
  const auto leaving = network_.circuits_from(from);
  return std::any_of(leaving.begin(), leaving.end(), [&](CircuitId circuit) {
    return network_.circuits()[circuit].to == to && !is_barred(barred_, circuit);
  });
}

}  // namespace torntape::topology
