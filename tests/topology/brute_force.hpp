#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "topology/network.hpp"

namespace torntape::topology::testing {

/// A way through the network, to be compared by what routes.hpp promises: fewest circuits, then least time, then the
/// alphabet step by step.
struct Way {
  std::vector<CircuitId> circuits;
  std::int64_t time = 0;  ///< exact, in nanoseconds / kScale
  std::vector<RoutingIndicator> indicators;

  auto key() const { return std::tuple(circuits.size(), time, indicators); }
};

/// A multiple of every rate that the tests use, so that 16,000 bits take a whole number of units.
inline constexpr std::int64_t kScale = 192'000;

inline std::int64_t time_of(const Circuit& circuit) {
  return 16'000 * (kScale / static_cast<std::int64_t>(circuit.rate)) * 1'000'000'000 + circuit.propagation * kScale;
}

/// Tries every way without a loop that takes none of the circuits avoided.
class BruteForce {
 public:
  BruteForce(const Network& network, StationId to, std::span<const CircuitId> avoided = {})
      : network_(network), to_(to), avoided_(avoided), passed_(network.stations().size(), false) {}

  std::optional<Way> best(StationId from) {
    best_.reset();
    walk(from, {});
    return best_;
  }

 private:
  void walk(StationId at, Way way) {
    if (at == to_) {
      if (!best_ || way.key() < best_->key()) best_ = way;
      return;
    }
    if (!way.circuits.empty() && !network_.stations()[at].relay) return;
    if (!way.circuits.empty()) way.time += network_.stations()[at].switching * kScale;
    passed_[at] = true;
    for (CircuitId id = 0; id < network_.circuits().size(); ++id) {
      const Circuit& circuit = network_.circuits()[id];
      if (circuit.from != at || passed_[circuit.to]) continue;
      if (std::find(avoided_.begin(), avoided_.end(), id) != avoided_.end()) continue;
      Way longer = way;
      longer.circuits.push_back(id);
      longer.time += time_of(circuit);
      longer.indicators.push_back(network_.stations()[circuit.to].ri);
      walk(circuit.to, std::move(longer));
    }
    passed_[at] = false;
  }

  const Network& network_;
  StationId to_;
  std::span<const CircuitId> avoided_;
  std::vector<bool> passed_;
  std::optional<Way> best_;
};

}  // namespace torntape::topology::testing
