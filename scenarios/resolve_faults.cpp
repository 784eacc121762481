#include "scenarios/resolve_faults.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace torntape::scenarios {
namespace {

using topology::CircuitId;
using topology::StationId;

class FaultResolver {
 public:
  FaultResolver(const topology::Network& network, topology::Problems& problems)
      : network_(network), problems_(problems) {}

  sim::Fault resolve(const sim::FaultSpec& spec) {
    sim::Fault fault{{}, spec.at, spec.lasting, spec.random};
    fault.entity = entity_of(spec);
    fault.circuits = spec.subject.size() == 1 ? circuits_of_relay(spec) : circuits_between(spec);
    return fault;
  }

  std::optional<sim::Mishap> mishap(const sim::FaultSpec& spec) {
    const std::vector<CircuitId> circuits = circuits_between(spec);
    if (circuits.empty()) return std::nullopt;
    const sim::Mishap mishap{circuits[0], spec.transmission, *spec.fate};
    if (!transmissions_.insert({mishap.circuit, mishap.number}).second) {
      problems_.error(spec.place, "another fault says what becomes of this transmission; leave one of the two out");
    }
    return mishap;
  }

 private:
  /// Made of the letters, a circuit's ends in either order; the highest bit, which traffic leaves clear, is set. A
  /// second random fault of the same subject has outages of its own.
  std::uint64_t entity_of(const sim::FaultSpec& spec) {
    std::uint64_t name = 0;
    for (const auto& [ri, place] : spec.subject) name += sim::Draws::mix(ri.bits());
    name = sim::Draws::mix(name + named_[name]++);
    return name | std::uint64_t{1} << 63;
  }

  std::vector<CircuitId> circuits_of_relay(const sim::FaultSpec& spec) {
    const auto& [ri, place] = spec.subject[0];
    const auto relay = station(ri, place);
    if (!relay) return {};
    if (!network_.stations()[*relay].relay) {
      problems_.error(place, ri.letters() + " is no relay; name a relay, or a circuit by its two ends");
      return {};
    }
    std::vector<CircuitId> circuits;
    for (const CircuitId id : network_.circuits_from(*relay)) {
      circuits.push_back(id);
      circuits.push_back(topology::reverse(id));
    }
    return circuits;
  }

  std::vector<CircuitId> circuits_between(const sim::FaultSpec& spec) {
    const auto from = station(spec.subject[0].first, spec.subject[0].second);
    const auto to = station(spec.subject[1].first, spec.subject[1].second);
    if (!from || !to) return {};
    for (const CircuitId id : network_.circuits_from(*from)) {
      if (network_.circuits()[id].to == *to) return {id, topology::reverse(id)};
    }
    problems_.error(spec.subject[0].second, "there is no circuit between " + spec.subject[0].first.letters() + " and " +
                                                spec.subject[1].first.letters());
    return {};
  }

  std::optional<StationId> station(topology::RoutingIndicator ri, const topology::Place& place) {
    const auto id = network_.station(ri);
    if (!id) problems_.error(place, "there is no station " + ri.letters());
    return id;
  }

  const topology::Network& network_;
  topology::Problems& problems_;
  std::map<std::uint64_t, std::uint64_t> named_;
  std::set<std::pair<CircuitId, std::uint64_t>> transmissions_;
};

}  // namespace

Faults resolve_faults(const std::vector<sim::FaultSpec>& specs, const topology::Network& network,
                      topology::Problems& problems) {
  FaultResolver resolver(network, problems);
  Faults faults;
  for (const sim::FaultSpec& spec : specs) {
    if (!spec.fate) {
      faults.outages.push_back(resolver.resolve(spec));
    } else if (const auto mishap = resolver.mishap(spec)) {
      faults.mishaps.push_back(*mishap);
    }
  }
  return faults;
}

}  // namespace torntape::scenarios
