#pragma once

#include <cstdint>
#include <memory>

#include "sim/measurements.hpp"
#include "sim/plan.hpp"

namespace torntape::sim {

/// What a replication keeps besides its tallies.
struct Recording {
  bool deliveries = false;     ///< every delivery as a row
  bool routing_lines = false;  ///< every copy of the replayed telegrams
};

/// Simulates replication `number` (from 1) of `plan`. Reads the plan only, so that threads can share it.
/// The rules are those of docs/semantics.md.
Replication simulate(const Plan& plan, std::uint32_t number, const Recording& recording);

}  // namespace torntape::sim
