#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "sim/mishap.hpp"
#include "sim/plan.hpp"
#include "sim/random.hpp"

namespace torntape::sim {

/// What the lines do to transmissions: drawn for each by what it is and not by when it is sent, so that variants of a
/// scenario meet the same noise; or given.
class LineNoise {
 public:
  /// Draws of replication `number`.
  LineNoise(const Plan& plan, std::uint32_t number);

  /// False where every transmission comes in right.
  static bool any(const Plan& plan);

  /// What tells a transmission on a circuit from any other.
  struct Transmission {
    std::uint32_t message = 0;  ///< its number
    std::uint16_t section = 0;
    topology::RoutingIndicator first;  ///< on its routing line, in the alphabet
    std::uint32_t corrects = 0;        ///< 0: the copy itself; else which of its corrected copies
    bool repeats = false;              ///< a suspected duplicate of either
    std::uint32_t failed = 0;          ///< so often it has been sent on this circuit in vain
  };
  /// The fate of a transmission of so many characters, the `place`th (from 1) that ends on `circuit`.
  Fate fate(topology::CircuitId circuit, std::uint64_t place, const Transmission& sent, std::uint32_t characters) const;

 private:
  Draws draws_;
  const topology::Network& network_;
  std::vector<std::uint64_t> entities_;  ///< by circuit; made of its ends' letters
  std::map<std::pair<topology::CircuitId, std::uint64_t>, Fate> given_;
};

}  // namespace torntape::sim
