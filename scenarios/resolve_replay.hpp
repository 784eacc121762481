#pragma once

#include <cstdint>
#include <memory>

#include "sim/plan.hpp"
#include "sim/traffic_spec.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// Reads the telegrams of one item of the traffic and makes messages of them, joining sections of one telegram
/// (originator, serial, filing time and date-time group the same) that stand apart. Notes what is not simulated; adds
/// the telegrams' names, addressees and listings to `plan`. `start` dates headings that print no year, in seconds since
/// 1970.
std::unique_ptr<sim::SourceFactory> resolve_replay(const sim::ReplaySpec& spec, std::int64_t start, sim::Plan& plan,
                                                   topology::Problems& problems);

}  // namespace torntape::scenarios
