#pragma once

#include <vector>

#include "sim/measurements.hpp"
#include "topology/directory.hpp"
#include "topology/network.hpp"

namespace torntape::sim {

/// Puts `rows` in order of delivery, message, station's indicator, addressee's name. In about linear time where they
/// are spread over time, as deliveries are. Takes little memory besides where they are nearly in order, up to 90 bytes
/// a row where they are not.
void put_in_order(std::vector<DeliveryRow>& rows, const topology::Network& network,
                  const topology::Directory& directory);

}  // namespace torntape::sim
