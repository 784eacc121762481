#include "tools/report/distribution.hpp"

#include <algorithm>
#include <cmath>

namespace torntape::tools {
namespace {

/// Both roles of one precedence.
sim::LatencyTally tally_of(const sim::Replication& replication, std::size_t precedence) {
  sim::LatencyTally both;
  for (const sim::LatencyTally& tally : replication.latencies[precedence]) {
    if (tally.n > 0) both.merge(tally);
  }
  return both;
}

/// The share of `tally` in the histogram's bins up to that of each time.
std::vector<double> shares(const sim::LatencyTally& tally, const std::vector<double>& times) {
  const std::vector<std::uint64_t>& counts = tally.histogram.counts();
  std::vector<double> shares;
  std::uint64_t sum = 0;
  std::size_t next = 0;
  for (const double time : times) {
    const std::size_t bin = sim::Histogram::bin(static_cast<sim::Time>(time * 1e9));
    while (next < counts.size() && tally.histogram.first_bin() + next <= bin) sum += counts[next++];
    shares.push_back(static_cast<double>(sum) / static_cast<double>(tally.n));
  }
  return shares;
}

Curve curve_of(const sim::Results& results, std::size_t precedence, const std::vector<double>& times) {
  Curve curve;
  curve.precedence = static_cast<sim::Precedence>(precedence);
  curve.objective = sim::seconds(results.objectives[precedence]);
  sim::LatencyTally all;
  std::size_t parts = 0;
  for (const sim::Replication& replication : results.replications) {
    const sim::LatencyTally tally = tally_of(replication, precedence);
    if (tally.n == 0) continue;
    ++parts;
    all.merge(tally);
    const std::vector<double> share = shares(tally, times);
    if (parts == 1) {
      curve.low = curve.high = share;
      continue;
    }
    for (std::size_t i = 0; i < share.size(); ++i) {
      curve.low[i] = std::min(curve.low[i], share[i]);
      curve.high[i] = std::max(curve.high[i], share[i]);
    }
  }
  curve.n = all.n;
  if (parts < 2) curve.low = curve.high = {};
  if (all.n == 0) return curve;
  curve.within = static_cast<double>(all.within) / static_cast<double>(all.n);
  curve.share = shares(all, times);
  return curve;
}

}  // namespace

Distribution distribution_at(const sim::Results& results, const std::vector<double>& times) {
  Distribution distribution;
  distribution.times = times;
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    Curve curve = curve_of(results, p, times);
    if (curve.n > 0) distribution.curves.push_back(std::move(curve));
  }
  return distribution;
}

Distribution distribution_of(const sim::Results& results, std::size_t count) {
  sim::Time least = sim::kNever;
  sim::Time most = 0;
  for (const sim::Replication& replication : results.replications) {
    for (const auto& roles : replication.latencies) {
      for (const sim::LatencyTally& tally : roles) {
        if (tally.n == 0) continue;
        least = std::min(least, tally.least);
        most = std::max(most, tally.most);
      }
    }
  }
  if (least > most) return {};
  const double from = std::max(sim::seconds(least), 1e-6) * 0.98;
  const double to = std::max(sim::seconds(most), from) * 1.02;
  std::vector<double> times;
  for (std::size_t i = 0; i < count; ++i) {
    times.push_back(from * std::pow(to / from, static_cast<double>(i) / static_cast<double>(count - 1)));
  }
  return distribution_at(results, times);
}

}  // namespace torntape::tools
