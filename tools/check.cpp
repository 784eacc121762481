#include "tools/check.hpp"

#include <fmt/core.h>

namespace torntape::tools {

int check(const ScenarioOptions& options) {
  const Loaded loaded = load(options, true);
  const topology::Network& network = loaded.plan->network;
  fmt::print("{}: ok: {} stations, {} circuits, {} collectives\n", options.file, network.stations().size(),
             network.circuits().size() / 2, network.collectives().size());
  return 0;
}

}  // namespace torntape::tools
