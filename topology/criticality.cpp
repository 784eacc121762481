#include "topology/criticality.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "topology/cuts.hpp"

namespace torntape::topology {
namespace {

/// Sets of stations that relays hold together.
class Parts {
 public:
  explicit Parts(std::size_t stations) : above_(stations) { std::iota(above_.begin(), above_.end(), 0U); }
  StationId part(StationId station) {
    while (above_[station] != station) station = above_[station] = above_[above_[station]];
    return station;
  }
  /// The part is named by its first station.
  void join(StationId a, StationId b) {
    a = part(a);
    b = part(b);
    above_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<StationId> above_;
};

bool is_relay(const Network& network, StationId id) {
  return network.stations()[id].relay;
}

/// Fills the stations that `loss` cuts off.
void find_cut_off(const Network& network, Loss& loss) {
  const auto stations = static_cast<StationId>(network.stations().size());
  const auto holds = [&](CircuitId id) {
    const Circuit& circuit = network.circuits()[id];
    return id / 2 != loss.circuit / 2 && circuit.from != loss.station && circuit.to != loss.station;
  };
  Parts parts(stations);
  for (CircuitId id = 0; id < network.circuits().size(); id += 2) {
    const Circuit& circuit = network.circuits()[id];
    if (holds(id) && is_relay(network, circuit.from) && is_relay(network, circuit.to)) {
      parts.join(circuit.from, circuit.to);
    }
  }
  // The parts that a station can hand a copy to, each once.
  const auto parts_at = [&](StationId station) {
    std::vector<StationId> at;
    if (is_relay(network, station)) return std::vector{parts.part(station)};
    for (const CircuitId id : network.circuits_from(station)) {
      const StationId there = network.circuits()[id].to;
      if (holds(id) && is_relay(network, there)) at.push_back(parts.part(there));
    }
    std::sort(at.begin(), at.end());
    at.erase(std::unique(at.begin(), at.end()), at.end());
    return at;
  };
  std::vector<std::uint32_t> sizes(stations, 0);
  for (StationId id = 0; id < stations; ++id) {
    if (id == loss.station) continue;
    for (const StationId part : parts_at(id)) ++sizes[part];
  }
  StationId main = kNone;
  std::uint32_t most = 0;
  for (StationId id = 0; id < stations; ++id) {
    if (sizes[id] > most) most = sizes[main = id];
  }
  if (main == kNone && (loss.station == kNone || stations <= 2)) return;
  for (StationId id = 0; id < stations; ++id) {
    if (id == loss.station) continue;
    const std::vector<StationId> at = parts_at(id);
    if (std::find(at.begin(), at.end(), main) == at.end()) loss.cut_off.push_back(id);
  }
}

/// The graph whose cuts are the network's: a post that several circuits lead to passes nothing on, so it stands at the
/// end of each of them by itself.
Cuts network_cuts(const Network& network) {
  auto vertices = static_cast<std::uint32_t>(network.stations().size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
  std::vector<bool> taken(vertices, false);
  const auto vertex_of = [&](StationId id) {
    if (is_relay(network, id)) return id;
    if (taken[id]) return vertices++;
    taken[id] = true;
    return id;
  };
  for (CircuitId id = 0; id < network.circuits().size(); id += 2) {
    const std::uint32_t from = vertex_of(network.circuits()[id].from);
    edges.emplace_back(from, vertex_of(network.circuits()[id].to));
  }
  return cuts_of(vertices, edges);
}

/// The post at the end of a circuit that has no other, or kNone.
StationId only_circuit_of(const Network& network, CircuitId id) {
  for (const CircuitId direction : {id, reverse(id)}) {
    const StationId post = network.circuits()[direction].from;
    if (!is_relay(network, post) && network.circuits_from(post).size() == 1) return post;
  }
  return kNone;
}

}  // namespace

std::vector<Loss> single_points_of_failure(const Network& network) {
  const Cuts cuts = network_cuts(network);
  std::vector<Loss> losses;
  for (const std::uint32_t vertex : cuts.vertices) {
    losses.push_back({vertex, kNone, {}});
    find_cut_off(network, losses.back());
  }
  for (const std::uint32_t edge : cuts.edges) {
    losses.push_back({kNone, edge * 2, {}});
    const StationId post = only_circuit_of(network, edge * 2);
    if (post != kNone) {
      losses.back().cut_off.push_back(post);
    } else {
      find_cut_off(network, losses.back());
    }
  }
  std::erase_if(losses, [](const Loss& loss) { return loss.cut_off.empty(); });
  std::stable_sort(losses.begin(), losses.end(),
                   [](const Loss& a, const Loss& b) { return a.cut_off.size() > b.cut_off.size(); });
  return losses;
}

}  // namespace torntape::topology
