#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/draft.hpp"
#include "sim/faults.hpp"
#include "sim/handling.hpp"
#include "sim/heading_table.hpp"
#include "sim/mishap.hpp"
#include "sim/opening_hours.hpp"
#include "sim/source.hpp"
#include "topology/directory.hpp"
#include "topology/network.hpp"
#include "topology/routes.hpp"
#include "topology/security_gate.hpp"
#include "topology/telegram/lengths.hpp"

namespace torntape::sim {

/// Everything that the replications of a scenario share. Read-only while they run.
struct Plan {
  /// Of a network alone: no traffic, the usual handling, nothing that fails.
  Plan(topology::Network its_network, topology::Routes its_routes)
      : network(std::move(its_network)), routes(std::move(its_routes)), gate(network), directory(network) {}

  topology::Network network;
  topology::Routes routes;
  topology::SecurityGate gate;
  topology::Directory directory;
  Listings listings;
  std::vector<std::unique_ptr<SourceFactory>> traffic;
  std::vector<std::string> telegrams;  ///< names of the replayed ones, such as "RUEHOT 0117", by Draft::telegram
  std::vector<topology::RoutingLineForm> routing_line_forms;  ///< of the replayed ones; where headings are formatted
  std::unique_ptr<const HeadingTable> headings;               ///< where headings are formatted
  Handling handling;
  std::vector<Fault> faults;
  Window window;
  std::uint64_t seed = 1;
  std::vector<Mishap> mishaps;
  StationHours hours;
};

}  // namespace torntape::sim
