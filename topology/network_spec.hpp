#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "topology/classification.hpp"
#include "topology/problem.hpp"
#include "topology/routing_indicator.hpp"

namespace torntape::topology {

/// What a user says of a circuit; what is left out comes from the defaults.
struct CircuitSpec {
  std::optional<double> rate;                ///< bits a second, each channel, more than 0
  std::optional<std::int64_t> propagation;   ///< nanoseconds, from 0
  std::optional<int> channels;               ///< each direction, from 1
  std::optional<Classification> approved{};  ///< for messages of this class and all below
  std::optional<double> garbled{};           ///< share of characters, 0 to 1
  std::optional<double> lost{};              ///< share of transmissions, 0 to 1
  std::optional<double> repeated{};          ///< share of those that come in right, 0 to 1
  Place place{};
};

struct StationSpec {
  RoutingIndicator ri;
  bool relay = false;
  std::string name;
  std::vector<std::string> addressees;    ///< none: the station has one, named as its indicator
  std::optional<std::int64_t> switching;  ///< nanoseconds, from 0
  std::optional<CircuitSpec> circuit;     ///< overrides for the circuit on which the station homes
  Place place;
  std::uint32_t operators = 0;  ///< of a manual relay, each taking `switching` for a copy; 0: copies need none
};

struct LinkSpec {
  RoutingIndicator a, b;
  Place a_place, b_place;
  CircuitSpec circuit;
};

struct CollectiveSpec {
  struct Member {
    RoutingIndicator ri;
    Place place;
  };
  RoutingIndicator ri;
  std::string name;
  std::vector<Member> members;
  std::optional<RoutingIndicator> expand_at;  ///< none: at the origin
  Place place, expand_place;
};

/// Where a station that no circuit names homes: on the longest proper prefix that is a relay, or on `otherwise`.
struct HomingSpec {
  bool prefix = true;
  std::optional<RoutingIndicator> otherwise;
  Place place;
};

/// The network as a user describes it, before it is checked and built.
struct NetworkSpec {
  double rate = 9600;            ///< bits a second
  std::int64_t propagation = 0;  ///< nanoseconds
  int channels = 1;
  double garbled = 0, lost = 0, repeated = 0;  ///< as a circuit's
  std::int64_t switching = 0;                  ///< nanoseconds
  Classification approved = Classification::top_secret;
  HomingSpec homing;
  std::vector<StationSpec> stations;
  std::vector<LinkSpec> links;
  std::vector<CollectiveSpec> collectives;
  Place place;
};

}  // namespace torntape::topology
