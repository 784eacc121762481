#pragma once

#include <string>

#include "tools/graph/layout.hpp"
#include "tools/report/case.hpp"
#include "topology/picture.hpp"

namespace torntape::tools {

/// A case's network as it is drawn: a node a station, in their order, an edge a pair of directions of a circuit (edge i
/// is circuits 2 i and 2 i + 1).
struct NetworkView {
  topology::Picture picture;
  Layout layout;
  std::string svg;
};

/// Relays and posts, circuits coloured by utilization and as wide as their traffic; places by Graphviz where it is
/// installed, else by the hierarchy.
NetworkView network_view(const Case& one);

/// What is told of a relay with operators or hours where it is pointed at.
std::string desk_text(const sim::DeskRow& row);

/// `RUEH -> RUEHC`.
std::string name_of(const sim::CircuitName& circuit);
/// `RUEHC SECSTATE WASHDC`, or the indicator alone where the addressee is named by it.
std::string name_of(const sim::AddresseeName& addressee);

}  // namespace torntape::tools
