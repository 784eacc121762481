#include "sim/stop_rule.hpp"

#include <numeric>

namespace torntape::sim {
namespace {

constexpr double kPercentiles[]{0, 0.50, 0.90, 0.95, 0.99};

}  // namespace

void StopWatch::add(const Replication& replication) {
  ++replications_;
  const auto& roles = replication.latencies[static_cast<std::size_t>(rule_.precedence)];
  LatencyTally tally;
  for (const Role role : {Role::action, Role::info}) {
    if (!rule_.role || rule_.role == role) tally.merge(roles[static_cast<std::size_t>(role)]);
  }
  if (tally.n == 0) return;
  switch (rule_.metric) {
    case Metric::mean:
      parts_.push_back(tally.part());
      break;
    case Metric::within:
      parts_.push_back({static_cast<double>(tally.within), static_cast<double>(tally.n)});
      break;
    default:
      values_.push_back(seconds(tally.quantile(kPercentiles[static_cast<std::size_t>(rule_.metric)])));
  }
}

double StopWatch::estimate() const {
  if (parts_.empty()) return std::accumulate(values_.begin(), values_.end(), 0.0) / static_cast<double>(values_.size());
  RatioPart all;
  for (const RatioPart& part : parts_) {
    all.sum += part.sum;
    all.weight += part.weight;
  }
  return all.sum / all.weight;
}

std::optional<double> StopWatch::half_width() const {
  if (parts_.size() + values_.size() < 2) return std::nullopt;
  const double middle = estimate();
  const auto found = parts_.empty() ? interval_of(middle, values_) : interval_of(middle, pseudo_values(parts_));
  const double half = (found->second - found->first) / 2;
  return rule_.relative && rule_.metric != Metric::within ? half / middle : half;
}

bool StopWatch::reached() const {
  if (parts_.size() + values_.size() < rule_.at_least) return false;
  const std::optional<double> half = half_width();
  return half && *half <= rule_.half_width;
}

}  // namespace torntape::sim
