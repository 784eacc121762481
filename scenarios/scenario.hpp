#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/faults.hpp"
#include "sim/handling.hpp"
#include "sim/opening_hours.hpp"
#include "sim/stop_rule.hpp"
#include "sim/traffic_spec.hpp"
#include "topology/network_spec.hpp"

namespace torntape::scenarios {

/// A path that the scenario names, made whole against the scenario file's folder, and where it is named.
struct FileReference {
  std::string path;
  topology::Place place;
};

/// A key of the scenario that takes several values, one after the other.
struct SweepKey {
  std::string key;
  topology::Place place;
  std::vector<std::pair<std::string, topology::Place>> values;  ///< as written
};

/// A scenario file as it was written: every key read, typed and checked for itself, nothing resolved across keys.
struct Scenario {
  std::string name;
  std::string description;
  std::uint64_t seed = 1;
  topology::NetworkSpec network;
  sim::HoursSpec post_hours;  ///< of posts that do not say otherwise; its zone is every station's
  std::unordered_map<topology::RoutingIndicator, sim::HoursSpec> hours;  ///< of the stations that say some
  std::vector<FileReference> network_telegrams;  ///< stations and addressees also from these headings
  std::vector<FileReference> directories;        ///< ... and from these tables of ri and name
  std::vector<sim::TrafficSpec> traffic;
  std::vector<sim::MinimizeSpec> minimize;  ///< orders to users to file less
  sim::Handling handling;
  std::vector<sim::FaultSpec> faults;
  sim::Window window;
  std::uint32_t replications = 1;
  std::optional<sim::StopRule> until;  ///< ends the replications, of which at most `replications` are made
  std::vector<SweepKey> sweep;
  std::int64_t start = 1'167'609'600;  ///< seconds since 1970-01-01T00:00Z; 2007-01-01T00:00Z where it is not said
};

}  // namespace torntape::scenarios
