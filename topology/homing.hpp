#pragma once

#include <cstdint>
#include <vector>

#include "topology/indicator_table.hpp"
#include "topology/network_spec.hpp"
#include "topology/problem.hpp"

namespace torntape::topology {

/// For each station of `spec` the index of the station on which it homes, or kNone where circuits name it already.
///
/// A station homes on the longest proper prefix of its indicator that is a relay (domain rule drawn from ACP 127(G)
/// 438g), else on `homing.otherwise`. Reports stations that find none and homings that go round in a circle. `ids`
/// gives the index of every station; `has_circuit` tells which stations explicit circuits name.
std::vector<std::uint32_t> home_stations(const NetworkSpec& spec, const IndicatorTable& ids,
                                         const std::vector<bool>& has_circuit, Problems& problems);

}  // namespace torntape::topology
