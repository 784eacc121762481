#pragma once

#include <memory>

#include "scenarios/scenario.hpp"
#include "sim/plan.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// Makes a scenario ready to run: adds the stations of its headings and tables, builds the network and its routes,
/// finds every station that the traffic names, reads every telegram and checks every row of every trace. Nothing where
/// there is an error; every one is in `problems`, with its place.
std::unique_ptr<sim::Plan> resolve(const Scenario& scenario, topology::Problems& problems);

}  // namespace torntape::scenarios
