#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "endtoend/scenario_text.hpp"
#include "oracle/naive.hpp"

namespace torntape::endtoend {

struct Drawn {
  oracle::Scenario scenario;
  Wording wording;
  std::vector<std::pair<std::string, std::string>> files;  ///< beside scenario.yaml: the trace, telegrams
};

/// A small network with bursts of traffic, the same for the same `seed` on every machine: relays in a tree or in a ring
/// with trees on it, posts, several channels, propagation, switching, collectives, handling knobs. About half of them
/// have times in whole seconds, so that much happens at one instant. A few are meshes: all circuits are alike, so are
/// the switching times of the relays, the ring has chords, and posts have two circuits.
Drawn draw_scenario(std::uint64_t seed);

/// The same, most of them with a ring or a mesh, with the rules of a relay at work: pre-emption of every kind, FLASH
/// split at the origin, circuits and relays that are out, alternate routes.
Drawn draw_relay_rules(std::uint64_t seed);

/// As draw_relay_rules with circuits approved for some classes alone, and messages of every class that can have it.
Drawn draw_security_gate(std::uint64_t seed);
/// The same, where some messages cannot have the class that they have.
Drawn draw_undeliverable(std::uint64_t seed);

/// As draw_scenario with one to three telegrams of one to four sections among the traffic, some of their addressees
/// declared, some not, some sharing an indicator.
Drawn draw_telegrams(std::uint64_t seed);

}  // namespace torntape::endtoend
