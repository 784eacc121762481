#pragma once

#include <string>
#include <vector>

#include "tools/graph/measured.hpp"
#include "topology/criticality.hpp"

namespace torntape::tools {

/// What `graph --what criticality` prints beside its picture: the losses that cut off more than one station, with who
/// is cut off, how many cut off one alone, and with `measured` the busiest circuits.
std::string losses_text(const topology::Network& network, const std::vector<topology::Loss>& losses,
                        const Measured* measured);

}  // namespace torntape::tools
