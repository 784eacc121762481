#include "sim/campaign.hpp"

namespace torntape::sim {

Results results_of(const Plan& plan, std::string scenario) {
  Results results;
  results.scenario = std::move(scenario);
  results.seed = plan.seed;
  results.window = plan.window;
  results.objectives = plan.handling.objectives;
  const auto& stations = plan.network.stations();
  for (const topology::Circuit& circuit : plan.network.circuits()) {
    results.circuits.push_back(
        {stations[circuit.from].ri, stations[circuit.to].ri, static_cast<std::uint32_t>(circuit.channels)});
  }
  for (topology::AddresseeId id = 0; id < plan.directory.size(); ++id) {
    results.addressees.push_back({stations[plan.directory.station(id)].ri, plan.directory.name(id)});
  }
  return results;
}

}  // namespace torntape::sim
