#pragma once

#include <cstdint>

#include "endtoend/scenario_text.hpp"
#include "oracle/naive.hpp"

namespace torntape::endtoend {

struct Drawn {
  oracle::Scenario scenario;
  Wording wording;
};

/// A small network with bursts of traffic, the same for the same `seed` on every machine: relays in a tree or in a ring
/// with trees on it, posts, several channels, propagation, switching, collectives, handling knobs. About half of them
/// have times in whole seconds, so that much happens at one instant.
Drawn draw_scenario(std::uint64_t seed);

}  // namespace torntape::endtoend
