#pragma once

#include <cstdint>
#include <optional>

#include "sim/measurements.hpp"
#include "sim/plan.hpp"
#include "sim/pulse.hpp"

namespace torntape::sim {

/// What a replication keeps besides its tallies.
struct Recording {
  bool deliveries = false;     ///< every delivery as a row
  bool stretches = false;      ///< deliveries by the time of filing, for the interval of one replication alone
  bool waits = false;          ///< how long copies stand in line, circuit by circuit, as histograms
  bool routing_lines = false;  ///< every copy of the replayed telegrams
  /// One message alone, by its number or by its place among the replayed telegrams: its copies are kept too, whenever
  /// it is filed, and the replication ends when it has travelled.
  std::optional<std::uint32_t> message;
  std::optional<std::uint32_t> telegram;
  /// Time goes from instant to instant even where the network's delays would let it go faster; results are the same.
  bool instant_by_instant = false;
  /// About how many arrivals and circuits a window of time holds at most; results are the same.
  std::uint64_t window_load = 1U << 14;
  Pulse* pulse = nullptr;  ///< kept up to date, where there is one, and obeyed
};

/// Simulates replication `number` (from 1) of `plan`. Reads the plan only, so that threads can share it.
/// The rules are those of docs/semantics.md. Throws Cancelled where its pulse says so.
Replication simulate(const Plan& plan, std::uint32_t number, const Recording& recording);

}  // namespace torntape::sim
