#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "topology/classification.hpp"
#include "topology/indicator_table.hpp"
#include "topology/network_spec.hpp"
#include "topology/problem.hpp"
#include "topology/routing_indicator.hpp"

namespace torntape::topology {

using StationId = std::uint32_t;     ///< dense, in order of the specification
using CircuitId = std::uint32_t;     ///< dense; one direction of a circuit, its two directions next to each other
using CollectiveId = std::uint32_t;  ///< dense
inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// A relay, or a post (tributary), which carries only its own traffic.
struct Station {
  RoutingIndicator ri;
  std::string name;
  bool relay = false;
  /// Nanoseconds from a copy's being in to its being queued again; where there are operators, for which one handles it.
  std::int64_t switching = 0;
  std::vector<std::string> addressees;  ///< at least one
  Place place;
  std::uint32_t operators = 0;  ///< of a manual relay; 0: copies need none
};

/// One direction of a full-duplex circuit.
struct Circuit {
  StationId from = kNone;
  StationId to = kNone;
  double rate = 0;               ///< bits a second, each channel
  std::int64_t propagation = 0;  ///< nanoseconds
  int channels = 1;
  Classification approved = Classification::top_secret;  ///< for messages of this class and all below
  double garbled = 0;                                    ///< share of characters that come in wrong
  double lost = 0;      ///< share of transmissions that do not come in, their channel numbers staying open
  double repeated = 0;  ///< share of those that come in right and are sent again for fear that they have not
};

/// One indicator that stands for many stations.
struct Collective {
  RoutingIndicator ri;
  std::string name;
  std::vector<StationId> members;
  StationId expand_at = kNone;  ///< where its members take its place; kNone: at the origin
};

/// Relays and posts with the circuits between them, checked: every indicator known, every station connected.
class Network {
 public:
  /// Builds what `spec` describes, or reports to `problems` why it cannot be built.
  static std::optional<Network> build(const NetworkSpec& spec, Problems& problems);

  const std::vector<Station>& stations() const { return stations_; }
  const std::vector<Circuit>& circuits() const { return circuits_; }
  const std::vector<Collective>& collectives() const { return collectives_; }

  /// Circuits that leave `station`, in the order of the specification.
  std::span<const CircuitId> circuits_from(StationId station) const;

  std::optional<StationId> station(RoutingIndicator ri) const { return station_ids_.find(ri); }
  std::optional<CollectiveId> collective(RoutingIndicator ri) const { return collective_ids_.find(ri); }

 private:
  friend class NetworkBuilder;
  Network() = default;

  std::vector<Station> stations_;
  std::vector<Circuit> circuits_;
  std::vector<Collective> collectives_;
  std::vector<std::uint32_t> first_leaving_;  ///< by station, into leaving_
  std::vector<CircuitId> leaving_;
  IndicatorTable station_ids_;
  IndicatorTable collective_ids_;
};

/// The other direction of `circuit`.
constexpr CircuitId reverse(CircuitId circuit) {
  return circuit ^ 1U;
}

}  // namespace torntape::topology
