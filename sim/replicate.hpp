#pragma once

#include <cstdint>
#include <functional>

#include "sim/engine.hpp"
#include "sim/plan.hpp"

namespace torntape::sim {

/// Simulates replications 1 to `count` on `jobs` threads that share nothing but the plan, and hands each to `take`, in
/// order of number whatever the threads do; `take` runs on one thread at a time. An exception of either ends the others
/// and comes out here.
void replicate(const Plan& plan, std::uint32_t count, unsigned jobs, const Recording& recording,
               const std::function<void(Replication)>& take);

}  // namespace torntape::sim
