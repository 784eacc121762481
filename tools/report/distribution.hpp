#pragma once

#include <cstdint>
#include <vector>

#include "sim/campaign.hpp"

namespace torntape::tools {

/// The distribution of the latencies of one precedence, action and info together.
struct Curve {
  sim::Precedence precedence = sim::Precedence::flash;
  std::uint64_t n = 0;
  double objective = 0;           ///< seconds
  double within = 0;              ///< share that met it
  std::vector<double> share;      ///< delivered within each of the times, of all replications
  std::vector<double> low, high;  ///< ... of the replication with the least and with the greatest; empty where only one
                                  ///< has a delivery of this precedence
};

/// By precedence, where there is a delivery.
struct Distribution {
  std::vector<double> times;  ///< seconds, ascending; a share is right to 0.8 % of its time
  std::vector<Curve> curves;
};

/// The shares at `count` times (2 or more) whose steps are equal on a logarithmic scale, from the least latency to the
/// greatest. No curves where there is no delivery.
Distribution distribution_of(const sim::Results& results, std::size_t count);

/// The shares at these times.
Distribution distribution_at(const sim::Results& results, const std::vector<double>& times);

}  // namespace torntape::tools
