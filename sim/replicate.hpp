#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "sim/engine.hpp"
#include "sim/plan.hpp"
#include "sim/pulse.hpp"

namespace torntape::sim {

/// The replications of one plan among those of others.
struct Series {
  const Plan* plan = nullptr;
  std::uint32_t count = 1;   ///< replications 1 to `count` are wanted, unless take() ends them before
  std::uint32_t needed = 1;  ///< so many are wanted for sure; the others wait until all such are under way
  std::map<std::uint32_t, Replication> ready;  ///< by number: these are there already and need no simulating
};

/// What becomes of replications. Each function is called by one thread at a time, not always the same.
struct Takers {
  using Finished = std::vector<std::pair<std::size_t, Replication>>;  ///< series (from 0) and replication

  /// Some were simulated, in whatever order. Together, where they come faster than this function returns. May be null.
  std::function<void(const Finished&)> keep;
  /// The next replication of a series in order of number, simulated (and kept) or ready. False where the series needs
  /// no more: those after it are dropped, though some may have been kept.
  std::function<bool(std::size_t series, Replication)> take;
};

/// The state of replicate() for other threads to look at, and their word that it is to end.
struct Monitor {
  explicit Monitor(unsigned jobs) : pulses(jobs) {
    for (Pulse& pulse : pulses) pulse.stop = &stop;
  }
  std::atomic<bool> stop{false};
  std::atomic<std::uint32_t> simulated{0};  ///< replications
  std::vector<Pulse> pulses;                ///< one a thread
};

/// Simulates the replications of all `series` on a thread a pulse of `monitor`. Threads share nothing but the plans and
/// go on to the next series while the last replications of one are under way. What take() is given does not depend on
/// their number. False where the monitor was told to stop before all was done. An exception of a taker ends the others
/// and comes out here.
bool replicate(std::vector<Series> series, const Recording& recording, const Takers& takers, Monitor& monitor);

/// Simulates replications 1 to `count` of `plan` on `jobs` threads and hands each to `take`, in order of number. An
/// exception of `take` ends the others and comes out here.
void replicate(const Plan& plan, std::uint32_t count, unsigned jobs, const Recording& recording,
               const std::function<void(Replication)>& take);

}  // namespace torntape::sim
