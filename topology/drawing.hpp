#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <string>

#include "topology/network.hpp"

namespace torntape::topology {

/// The way of one message, to be drawn: by circuit that it took, what stands beside it.
struct DistributionTree {
  std::string title;
  StationId origin = kNone;
  std::map<CircuitId, std::string> labels;
};

/// Writes `network` in the DOT language: relays, posts and addressees told apart, one edge a circuit with its rate; or,
/// with `tree`, only the stations and circuits that its message used, each with its label and direction.
void write_dot(std::ostream& out, const Network& network, const DistributionTree* tree);

}  // namespace torntape::topology
