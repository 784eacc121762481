#include "sim/engine.hpp"

#include "sim/flow.hpp"
#include "sim/ordered.hpp"
#include "sim/windows.hpp"

namespace torntape::sim {

Replication simulate(const Plan& plan, std::uint32_t number, const Recording& recording) {
  if (recording.instant_by_instant || Windows::lookahead(plan) == 0) {
    return Flow<Ordered>(plan, number, recording).run();
  }
  return Flow<Windows>(plan, number, recording).run();
}

}  // namespace torntape::sim
