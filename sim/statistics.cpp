#include "sim/statistics.hpp"

#include <algorithm>

namespace torntape::sim {

Summarizer::Summarizer(const topology::Network& network, const Handling& handling, const Window& window)
    : objectives_(handling.objectives), window_(window), circuits_(network.circuits().size()) {
  for (const topology::Circuit& circuit : network.circuits()) {
    channels_.push_back(static_cast<std::uint32_t>(circuit.channels));
  }
}

Summarizer::Summarizer(const Results& names)
    : objectives_(names.objectives), window_(names.window), circuits_(names.circuits.size()) {
  for (const CircuitName& circuit : names.circuits) channels_.push_back(circuit.channels);
}

void Summarizer::add(const Replication& replication) {
  ++total_.replications;
  total_.fingerprint += Draws::mix(replication.fingerprint ^ Draws::mix(replication.number));
  total_.messages += replication.messages;
  total_.transmissions += replication.transmissions;
  total_.deliveries += replication.deliveries;
  total_.undelivered += replication.undelivered;
  total_.preempted += replication.preempted;
  total_.lost += replication.lost;
  total_.rerouted += replication.rerouted;
  total_.all_transmissions += replication.all_transmissions;
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    LatencyTally both;
    for (std::size_t r = 0; r < topology::kRoles; ++r) {
      total_.undelivered_by[p][r] += replication.undelivered_by[p][r];
      const LatencyTally& tally = replication.latencies[p][r];
      if (tally.n == 0) continue;
      parts_[p][r].push_back(tally.part());
      latencies_[p][r].merge(tally);
      both.merge(tally);
    }
    if (both.n == 0) continue;
    parts_[p][topology::kRoles].push_back(both.part());
    latencies_[p][topology::kRoles].merge(both);
  }
  add_desks(replication.desks);
  if (replication.network) add_network_times(*replication.network);
  for (std::size_t i = 0; i < circuits_.size(); ++i) {
    const CircuitTally& tally = replication.circuits[i];
    circuits_[i].transmissions += tally.transmissions;
    circuits_[i].waited += tally.waited;
    circuits_[i].busy += tally.busy;
    circuits_[i].queue_area += tally.queue_area;
    circuits_[i].most_waiting = std::max(circuits_[i].most_waiting, tally.most_waiting);
    circuits_[i].broken += tally.broken;
    circuits_[i].wasted += tally.wasted;
    circuits_[i].waits.merge(tally.waits);
    circuits_[i].errors.merge(tally.errors);
    total_.errors.merge(tally.errors);
  }
  if (total_.replications > 1) return;
  total_.routing_lines = replication.routing_lines;
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    const auto& [action, info] = replication.stretches[p];
    stretches_[p] = {action, info, together(action, info)};
  }
}

void Summarizer::add_desks(const std::vector<DeskTally>& desks) {
  if (desks_.empty()) {
    desks_ = desks;
    return;
  }
  for (std::size_t i = 0; i < desks_.size(); ++i) {
    desks_[i].copies += desks[i].copies;
    desks_[i].waited += desks[i].waited;
    desks_[i].busy += desks[i].busy;
    desks_[i].queue_area += desks[i].queue_area;
    desks_[i].most_waiting = std::max(desks_[i].most_waiting, desks[i].most_waiting);
  }
}

void Summarizer::add_network_times(const Latencies& network) {
  if (!network_) network_.emplace();
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    for (std::size_t r = 0; r < topology::kRoles; ++r) {
      (*network_)[p][r].merge(network[p][r]);
      (*network_)[p][topology::kRoles].merge(network[p][r]);
    }
  }
}

std::optional<Interval> Summarizer::interval(std::size_t precedence, std::size_t role_row) const {
  const double mean = latencies_[precedence][role_row].mean();
  if (total_.replications == 1) return batch_interval(mean, stretches_[precedence][role_row]);
  const std::vector<RatioPart>& parts = parts_[precedence][role_row];
  return parts.size() < 2 ? std::nullopt : interval_of(mean, pseudo_values(parts));
}

NetworkTimes Summarizer::network_times(const LatencyTally& tally) {
  return {tally.mean(),
          seconds(tally.quantile(0.50)),
          seconds(tally.quantile(0.90)),
          seconds(tally.quantile(0.95)),
          seconds(tally.quantile(0.99)),
          seconds(tally.most),
          static_cast<double>(tally.within) / static_cast<double>(tally.n)};
}

LatencyRow Summarizer::row(const LatencyTally& tally, Precedence precedence, std::optional<Role> role,
                           const std::optional<Interval>& interval) const {
  LatencyRow row;
  row.precedence = precedence;
  row.role = role;
  row.n = tally.n;
  row.mean = tally.mean();
  row.interval = interval;
  row.p50 = seconds(tally.quantile(0.50));
  row.p90 = seconds(tally.quantile(0.90));
  row.p95 = seconds(tally.quantile(0.95));
  row.p99 = seconds(tally.quantile(0.99));
  row.most = seconds(tally.most);
  row.objective = seconds(objectives_[static_cast<std::size_t>(precedence)]);
  row.within = static_cast<double>(tally.within) / static_cast<double>(tally.n);
  return row;
}

DeskRow Summarizer::desk_row(const DeskTally& tally) const {
  DeskRow row;
  row.station = tally.station;
  row.operators = tally.operators;
  row.copies = tally.copies;
  const double replications = total_.replications;
  const double on_duty = static_cast<double>(tally.open) * tally.operators * replications;
  if (on_duty > 0) row.utilization = tally.busy / on_duty;
  if (tally.copies > 0) row.mean_wait = tally.waited / static_cast<double>(tally.copies) * 1e-9;
  row.mean_queue = tally.queue_area / (static_cast<double>(window_.duration - window_.warmup) * replications);
  row.most_waiting = tally.most_waiting;
  return row;
}

Summary Summarizer::summary() const {
  Summary summary = total_;
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    for (std::size_t r = 0; r < kRoleRows; ++r) {
      if (latencies_[p][r].n == 0) continue;
      const auto role = r < topology::kRoles ? std::optional(static_cast<Role>(r)) : std::nullopt;
      summary.latency.push_back(row(latencies_[p][r], static_cast<Precedence>(p), role, interval(p, r)));
      if (network_) summary.latency.back().network = network_times((*network_)[p][r]);
    }
  }
  const double window = static_cast<double>(window_.duration - window_.warmup) * summary.replications;
  for (topology::CircuitId id = 0; id < circuits_.size(); ++id) {
    const CircuitTally& tally = circuits_[id];
    CircuitRow row;
    row.circuit = id;
    row.transmissions = tally.transmissions;
    row.utilization = tally.busy / (window * channels_[id]);
    if (tally.transmissions > 0) row.mean_wait = tally.waited / static_cast<double>(tally.transmissions) * 1e-9;
    row.p95_wait = tally.wait_quantile(0.95);
    row.mean_queue = tally.queue_area / window;
    row.most_waiting = tally.most_waiting;
    row.broken = tally.broken;
    row.wasted = seconds(tally.wasted);
    row.errors = tally.errors;
    summary.circuits.push_back(row);
  }
  for (const DeskTally& tally : desks_) summary.desks.push_back(desk_row(tally));
  return summary;
}

}  // namespace torntape::sim
