#pragma once

#include "sim/draft.hpp"

namespace torntape::sim {

/// FLASH with a lower level is sent as two transmissions, one a level (ACP 127(G) 152). Takes the destinations below
/// FLASH off `draft`, whose precedence is FLASH, and makes `lower` of them, at the highest precedence among them.
/// Either may be left without a destination.
void split_flash(Draft& draft, Draft& lower);

}  // namespace torntape::sim
