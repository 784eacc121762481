#pragma once

#include <atomic>
#include <cstdint>
#include <stdexcept>

#include "sim/time.hpp"

namespace torntape::sim {

/// How far a replication under way has come, for other threads to look at, and their word that it is to end. Looked
/// after once in a hundred messages or so, so that it costs nothing; no result depends on it.
struct alignas(64) Pulse {
  std::atomic<Time> clock{0};                   ///< simulated
  std::atomic<Time> span{0};                    ///< of the replication under way, its drain left out; 0: there is none
  std::atomic<std::uint64_t> transmissions{0};  ///< of the replications before it too
  const std::atomic<bool>* stop = nullptr;      ///< where it turns true the replication throws Cancelled
};

/// Ends a replication that is no longer wanted.
class Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error("the simulation was interrupted") {}
};

}  // namespace torntape::sim
