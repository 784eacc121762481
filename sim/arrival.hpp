#pragma once

#include <cstdint>

#include "sim/draft.hpp"
#include "sim/time.hpp"

namespace torntape::sim {

/// A copy that will be queued at `station`, on the circuits that lead on from there.
struct Arrival {
  Time due = 0;
  std::uint32_t copy = kNone;
  StationId station = kNone;
};

}  // namespace torntape::sim
