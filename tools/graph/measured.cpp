#include "tools/graph/measured.hpp"

#include <map>
#include <utility>

namespace torntape::tools {

std::optional<Measured> measured(const sim::Results& results, const topology::Network& network) {
  using topology::RoutingIndicator;
  std::map<std::pair<RoutingIndicator, RoutingIndicator>, topology::CircuitId> circuits;
  for (topology::CircuitId id = 0; id < network.circuits().size(); ++id) {
    const topology::Circuit& circuit = network.circuits()[id];
    circuits.emplace(std::pair(network.stations()[circuit.from].ri, network.stations()[circuit.to].ri), id);
  }
  Measured found;
  found.circuits.resize(network.circuits().size());
  found.stations.resize(network.stations().size());
  const auto window = static_cast<double>(results.window.duration - results.window.warmup);
  const auto replications = static_cast<double>(results.replications.size());
  bool any = false;
  for (std::size_t i = 0; i < results.circuits.size(); ++i) {
    const sim::CircuitName& name = results.circuits[i];
    const auto known = circuits.find({name.from, name.to});
    if (known == circuits.end()) continue;
    any = true;
    Measured::OfCircuit& circuit = found.circuits[known->second].emplace();
    double waited = 0;
    double busy = 0;
    sim::CircuitTally all;
    for (const sim::Replication& replication : results.replications) {
      const sim::CircuitTally& tally = replication.circuits[i];
      circuit.transmissions += tally.transmissions;
      waited += tally.waited;
      busy += tally.busy;
      all.waits.merge(tally.waits);
    }
    circuit.utilization = busy / (window * static_cast<double>(name.channels) * replications);
    if (circuit.transmissions > 0) circuit.mean_wait = waited * 1e-9 / static_cast<double>(circuit.transmissions);
    circuit.p95_wait = all.wait_quantile(0.95);
  }
  if (!any) return std::nullopt;
  std::vector<sim::AddresseeTally> tallies(network.stations().size());
  for (std::size_t i = 0; i < results.addressees.size(); ++i) {
    const auto station = network.station(results.addressees[i].station);
    if (!station) continue;
    for (const sim::Replication& replication : results.replications) tallies[*station].merge(replication.addressees[i]);
  }
  for (topology::StationId id = 0; id < tallies.size(); ++id) {
    const sim::AddresseeTally& tally = tallies[id];
    if (tally.n == 0) continue;
    const auto n = static_cast<double>(tally.n);
    found.stations[id] = {tally.n, static_cast<double>(tally.sum) * 1e-9 / n, static_cast<double>(tally.within) / n};
  }
  return found;
}

}  // namespace torntape::tools
