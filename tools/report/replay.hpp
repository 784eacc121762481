#pragma once

#include <string>
#include <vector>

#include "sim/measurements.hpp"
#include "tools/report/case.hpp"

namespace torntape::tools {

/// The way of one message: its copies in the order in which their transmissions began, and its deliveries.
struct Way {
  std::string name;               ///< `RUEHOT 0117`, or `message 421 from RUEHGA`
  sim::Time filed = sim::kNever;  ///< kNever: not known
  std::vector<sim::RoutingLineRow> copies;
  std::vector<sim::DeliveryRow> deliveries;
};

/// What replication 1 of a case can show in motion.
struct Replay {
  std::vector<Way> ways;
  std::vector<sim::DeliveryRow> rows;  ///< every delivery of a counted message; empty where `lacks` says why
  std::string lacks;  ///< why it is no more than the result file keeps; empty where it was simulated again
};

/// Simulates replication 1 of `one` again, from the scenario's text in the result file and the files that it names, and
/// takes what comes out only where it is the same event by event. Where that cannot be had, or would take long, the
/// ways of the replayed telegrams that the result file keeps; these alone too where not `again`.
Replay replay(const Cases& cases, const Case& one, bool again);

}  // namespace torntape::tools
