#pragma once

#include <cstdint>

#include "scenarios/scenario.hpp"
#include "sim/opening_hours.hpp"
#include "topology/network.hpp"

namespace torntape::scenarios {

/// How long before t = 0, `start` seconds after 1970-01-01T00:00Z, the week began.
sim::Time since_monday(std::int64_t start);

/// The hours of every station that is not always open: its own, or those of posts.
sim::StationHours resolve_hours(const Scenario& scenario, const topology::Network& network);

}  // namespace torntape::scenarios
