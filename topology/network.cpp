#include "topology/network.hpp"

#include <string>
#include <utility>

#include "topology/homing.hpp"

namespace torntape::topology {

/// Takes a specification apart, step by step, into the network's tables.
class NetworkBuilder {
 public:
  NetworkBuilder(const NetworkSpec& spec, Problems& problems) : spec_(spec), problems_(problems) {}

  std::optional<Network> build() {
    add_stations();
    add_links();
    add_homing_circuits();
    add_collectives();
    if (problems_.any_error()) return std::nullopt;
    index_leaving();
    return std::move(network_);
  }

 private:
  void add_stations() {
    if (spec_.stations.empty()) problems_.error(spec_.place, "network: there is no station; list some under stations");
    network_.stations_.reserve(spec_.stations.size());
    for (const StationSpec& spec : spec_.stations) {
      const auto id = static_cast<StationId>(network_.stations_.size());
      if (!network_.station_ids_.insert(spec.ri, id)) {
        const Station& first = network_.stations_[*network_.station_ids_.find(spec.ri)];
        problems_.error(spec.place, "station " + spec.ri.letters() + " stands twice, first at line " +
                                        std::to_string(first.place.line));
      }
      Station station{spec.ri, spec.name, spec.relay, 0, spec.addressees, spec.place};
      if (spec.relay) station.switching = spec.switching.value_or(spec_.switching);
      if (spec.relay) station.operators = spec.operators;
      if (station.addressees.empty()) station.addressees.push_back(spec.ri.letters());
      network_.stations_.push_back(std::move(station));
    }
  }

  std::optional<StationId> known(RoutingIndicator ri, const Place& place, const std::string& where) {
    const auto id = network_.station_ids_.find(ri);
    if (!id) {
      problems_.error(place, where + ri.letters() + " is no station of this network" + suggestion(ri));
    }
    return id;
  }

  /// The first few indicators that are wrong get one; to look for more would take too long in a large network.
  std::string suggestion(RoutingIndicator ri) {
    constexpr int kMostSuggestions = 20;
    if (++suggestions_ > kMostSuggestions) return "; list it under stations";
    std::vector<std::string> letters;
    for (const Station& station : network_.stations_) letters.push_back(station.ri.letters());
    const std::string_view near = nearest(ri.letters(), {letters.begin(), letters.end()});
    if (near.empty()) return "; list it under stations";
    return "; did you mean " + std::string(near) + "?";
  }

  void add_circuit(StationId a, StationId b, const CircuitSpec& spec) {
    Circuit circuit{a, b, spec.rate.value_or(spec_.rate), spec.propagation.value_or(spec_.propagation),
                    spec.channels.value_or(spec_.channels)};
    circuit.approved = spec.approved.value_or(spec_.approved);
    circuit.garbled = spec.garbled.value_or(spec_.garbled);
    circuit.lost = spec.lost.value_or(spec_.lost);
    circuit.repeated = spec.repeated.value_or(spec_.repeated);
    network_.circuits_.push_back(circuit);
    std::swap(circuit.from, circuit.to);
    network_.circuits_.push_back(circuit);
  }

  void add_links() {
    has_circuit_.assign(network_.stations_.size(), false);
    for (const LinkSpec& link : spec_.links) {
      const auto a = known(link.a, link.a_place, "circuits: ");
      const auto b = known(link.b, link.b_place, "circuits: ");
      if (a) has_circuit_[*a] = true;
      if (b) has_circuit_[*b] = true;
      if (a && b) add_circuit(*a, *b, link.circuit);
    }
  }

  void add_homing_circuits() {
    const std::vector<std::uint32_t> homes = home_stations(spec_, network_.station_ids_, has_circuit_, problems_);
    for (StationId station = 0; station < homes.size(); ++station) {
      if (homes[station] == kNone) continue;
      add_circuit(station, homes[station], spec_.stations[station].circuit.value_or(CircuitSpec{}));
    }
  }

  void add_collectives() {
    std::vector<CollectiveId> last(network_.stations_.size(), kNone);  // by station: the last that it is a member of
    for (const CollectiveSpec& spec : spec_.collectives) {
      const std::string letters = spec.ri.letters();
      Collective collective{spec.ri, spec.name, {}, kNone};
      if (network_.station_ids_.find(spec.ri)) {
        problems_.error(spec.place, "collective " + letters + " is a station too; an indicator names one of the two");
      } else if (!network_.collective_ids_.insert(spec.ri, static_cast<CollectiveId>(network_.collectives_.size()))) {
        problems_.error(spec.place, "collective " + letters + " stands twice");
      }
      for (const auto& member : spec.members) {
        const auto id = known(member.ri, member.place, "collective " + letters + ": member ");
        if (!id) continue;
        if (last[*id] == network_.collectives_.size()) {
          problems_.error(member.place, "collective " + letters + ": member " + member.ri.letters() + " stands twice");
          continue;
        }
        last[*id] = static_cast<CollectiveId>(network_.collectives_.size());
        collective.members.push_back(*id);
      }
      if (spec.expand_at) {
        const auto id = known(*spec.expand_at, spec.expand_place, "collective " + letters + ": expand_at: ");
        if (id && !network_.stations_[*id].relay) {
          problems_.error(spec.expand_place, "collective " + letters + ": expand_at: " + spec.expand_at->letters() +
                                                 " is no relay; name a relay, or leave expand_at out to expand at the "
                                                 "origin");
        }
        collective.expand_at = id.value_or(kNone);
      }
      network_.collectives_.push_back(std::move(collective));
    }
  }

  void index_leaving() {
    std::vector<std::uint32_t>& first = network_.first_leaving_;
    first.assign(network_.stations_.size() + 1, 0);
    for (const Circuit& circuit : network_.circuits_) ++first[circuit.from + 1];
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    network_.leaving_.resize(network_.circuits_.size());
    std::vector<std::uint32_t> filled(first.begin(), first.end() - 1);
    for (CircuitId id = 0; id < network_.circuits_.size(); ++id) {
      network_.leaving_[filled[network_.circuits_[id].from]++] = id;
    }
  }

  const NetworkSpec& spec_;
  Problems& problems_;
  Network network_;
  std::vector<bool> has_circuit_;
  int suggestions_ = 0;
};

std::optional<Network> Network::build(const NetworkSpec& spec, Problems& problems) {
  return NetworkBuilder(spec, problems).build();
}

std::span<const CircuitId> Network::circuits_from(StationId station) const {
  return std::span(leaving_).subspan(first_leaving_[station], first_leaving_[station + 1] - first_leaving_[station]);
}

}  // namespace torntape::topology
