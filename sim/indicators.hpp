#pragma once

#include <algorithm>

#include "sim/filing.hpp"
#include "topology/network.hpp"

namespace torntape::sim {

/// A destination as it stands on the copy's routing line.
inline topology::RoutingIndicator indicator(const topology::Network& network, MessageStore& store, const Copy& copy,
                                            const topology::Destination& destination) {
  const Tag tag(destination.tag);
  if (!tag.is_group()) return network.stations()[destination.station].ri;
  return network.collectives()[store.collective(copy, tag)].ri;
}

/// The first in the alphabet of those on the copy's routing line.
inline topology::RoutingIndicator first_indicator(const topology::Network& network, MessageStore& store, Copy& copy) {
  const auto line = store.line_of(copy);
  topology::RoutingIndicator first = indicator(network, store, copy, line[0]);
  for (const topology::Destination& destination : line) {
    first = std::min(first, indicator(network, store, copy, destination));
  }
  return first;
}

}  // namespace torntape::sim
