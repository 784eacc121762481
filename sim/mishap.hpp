#pragma once

#include <cstdint>

#include "topology/network.hpp"

namespace torntape::sim {

/// What becomes of a transmission that is sent whole.
enum class Fate : std::uint8_t {
  right,     ///< it comes in as it was sent
  garbled,   ///< it comes in with characters wrong (ACP 127(G) 419, 420)
  lost,      ///< it does not come in, and its channel number stays open (ACP 127(G) 429)
  repeated,  ///< it comes in right, and the sender, who doubts that, sends it again (ACP 127(G) 427)
};

/// What becomes of one given transmission: the `number`th that ends on a circuit, from 1.
struct Mishap {
  topology::CircuitId circuit = topology::kNone;
  std::uint64_t number = 1;
  Fate fate = Fate::right;
};

}  // namespace torntape::sim
