#include "tools/results/digest.hpp"

#include <bit>
#include <cstdint>
#include <string_view>

#include "tools/results/sha256.hpp"

namespace torntape::results {
namespace {

/// Numbers as eight bytes, the low ones first; texts after their length, so that no two sequences give the same bytes.
class Digest {
 public:
  Digest& add(std::uint64_t number) {
    std::string bytes;
    for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(number >> shift & 0xFF);
    sha_.add(bytes);
    return *this;
  }
  Digest& add(sim::Time time) { return add(static_cast<std::uint64_t>(time)); }
  Digest& add(std::uint32_t number) { return add(std::uint64_t{number}); }
  Digest& add(double number) { return add(std::bit_cast<std::uint64_t>(number)); }
  Digest& add(sim::WideSum sum) {
    return add(static_cast<std::uint64_t>(sum)).add(static_cast<std::uint64_t>(sum >> 64));
  }
  Digest& add(topology::RoutingIndicator ri) { return add(ri.bits()); }
  Digest& add(std::string_view text) {
    add(std::uint64_t{text.size()});
    sha_.add(text);
    return *this;
  }
  Digest& add(const std::vector<std::pair<std::string, std::string>>& settings) {
    add(std::uint64_t{settings.size()});
    for (const auto& [key, value] : settings) add(std::string_view(key)).add(std::string_view(value));
    return *this;
  }
  std::string text() { return sha_.hex().substr(0, 16); }

 private:
  Sha256 sha_;
};

template <int Bits>
void add(Digest& digest, const sim::BinnedTimes<Bits>& histogram) {
  const auto& counts = histogram.counts();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) digest.add(std::uint64_t{histogram.first_bin() + i}).add(counts[i]);
  }
}

void add(Digest& digest, const sim::LatencyTally& tally) {
  digest.add(tally.n).add(tally.sum).add(tally.least).add(tally.most).add(tally.within);
  add(digest, tally.histogram);
}

void add_network(Digest& digest, const Point& point) {
  digest.add(std::uint64_t{point.stations.size()});
  for (const StationName& station : point.stations) {
    digest.add(station.ri).add(std::string_view(station.name)).add(std::uint32_t{station.relay});
  }
  digest.add(std::uint64_t{point.results.circuits.size()});
  for (const sim::CircuitName& circuit : point.results.circuits) {
    digest.add(circuit.from).add(circuit.to).add(circuit.channels);
  }
  digest.add(std::uint64_t{point.results.addressees.size()});
  for (const sim::AddresseeName& addressee : point.results.addressees) {
    digest.add(addressee.station).add(std::string_view(addressee.name));
  }
  for (const std::string& telegram : point.telegrams) digest.add(std::string_view(telegram));
}

}  // namespace

std::string digest(const sim::Replication& replication) {
  Digest digest;
  digest.add(replication.number).add(replication.fingerprint).add(replication.traffic).add(replication.messages);
  digest.add(replication.transmissions).add(replication.deliveries).add(replication.undelivered);
  digest.add(replication.preempted).add(replication.lost).add(replication.rerouted);
  digest.add(replication.all_transmissions);
  for (const auto& roles : replication.undelivered_by) {
    for (const std::uint64_t count : roles) digest.add(count);
  }
  for (const auto& roles : replication.latencies) {
    for (const sim::LatencyTally& tally : roles) add(digest, tally);
  }
  for (std::uint32_t i = 0; replication.network && i < topology::kPrecedences * topology::kRoles; ++i) {
    const sim::LatencyTally& tally = (*replication.network)[i / topology::kRoles][i % topology::kRoles];
    if (tally.n == 0) continue;
    digest.add(i);
    add(digest, tally);
  }
  for (const sim::CircuitTally& tally : replication.circuits) {
    digest.add(tally.transmissions).add(tally.waited).add(tally.busy).add(tally.queue_area).add(tally.most_waiting);
    digest.add(tally.broken).add(tally.wasted);
    add(digest, tally.waits);
    digest.add(tally.errors.garbled).add(tally.errors.missing).add(tally.errors.reruns);
    digest.add(tally.errors.duplicates).add(tally.errors.service);
  }
  for (const sim::DeskTally& tally : replication.desks) {
    digest.add(tally.station).add(tally.operators).add(tally.open).add(tally.copies).add(tally.waited);
    digest.add(tally.busy).add(tally.queue_area).add(tally.most_waiting);
  }
  for (const sim::AddresseeTally& tally : replication.addressees) {
    digest.add(tally.n).add(tally.sum).add(tally.most).add(tally.within);
  }
  for (const sim::RoutingLineRow& row : replication.routing_lines) {
    digest.add(row.message).add(row.telegram).add(row.section).add(row.circuit);
    digest.add(static_cast<std::uint32_t>(row.precedence)).add(row.sent);
    for (const topology::RoutingIndicator ri : row.indicators) digest.add(ri);
  }
  return digest.text();
}

std::string digest(const Point& point) {
  Digest digest;
  digest.add(std::string_view(point.results.scenario)).add(point.results.settings).add(point.results.seed);
  digest.add(point.results.window.warmup).add(point.results.window.duration).add(point.results.window.drain);
  for (const sim::Time objective : point.results.objectives) digest.add(objective);
  add_network(digest, point);
  return digest.text();
}

std::string network_digest(const Point& point) {
  Digest digest;
  add_network(digest, point);
  return digest.text();
}

std::string digest(const Campaign& campaign) {
  Digest digest;
  digest.add(std::string_view(campaign.version)).add(campaign.seed).add(std::string_view(campaign.text));
  digest.add(std::string_view(campaign.scenario)).add(std::string_view(campaign.resolved));
  digest.add(campaign.settings).add(std::uint32_t{campaign.deliveries});
  for (const Input& input : campaign.inputs)
    digest.add(std::string_view(input.path)).add(std::string_view(input.sha256));
  return digest.text();
}

}  // namespace torntape::results
