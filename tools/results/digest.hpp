#pragma once

#include <string>

#include "sim/measurements.hpp"
#include "tools/results/campaign.hpp"

namespace torntape::results {

// Sixteen hexadecimal digits that stand beside what they are made of, so that a damaged file is told from a whole one.

/// Of all that a replication tallied, its routing lines too, without delivery rows.
std::string digest(const sim::Replication& replication);
/// Of a point's names, settings and times.
std::string digest(const Point& point);
/// Of a point's stations, circuits, addressees and telegrams alone: points that agree in it share their names.
std::string network_digest(const Point& point);
/// Of what makes a campaign what it is; the number of replications is left out.
std::string digest(const Campaign& campaign);

}  // namespace torntape::results
