#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/campaign.hpp"
#include "sim/plan.hpp"

namespace torntape::results {

/// A station as a result file knows it.
struct StationName {
  topology::RoutingIndicator ri;
  std::string name;  ///< empty where it has none
  bool relay = false;
};

/// One point of a campaign: the names of what its replications tally.
struct Point {
  sim::Results results;                ///< names, settings, window and objectives; without replications
  std::vector<StationName> stations;   ///< by StationId
  std::vector<std::string> telegrams;  ///< names of the replayed ones, by their place
};

/// The point that `plan` runs.
Point point_of(const sim::Plan& plan, std::string scenario, std::vector<std::pair<std::string, std::string>> settings);

/// `key=value, key=value` of a sweep's point; empty where it has no settings.
std::string point_name(const std::vector<std::pair<std::string, std::string>>& settings);

/// A file that the scenario reads, its path as the scenario has it, from the scenario's folder.
struct Input {
  std::string path;
  std::uint64_t bytes = 0;
  std::string sha256;
  bool operator==(const Input&) const = default;
};

/// What a result file is a result of. Two campaigns that agree in all of it have the same replications.
struct Campaign {
  std::string scenario;  ///< its name
  std::string version;   ///< of torntape
  std::uint64_t seed = 1;
  std::string text;                                           ///< the scenario file, byte by byte
  std::string resolved;                                       ///< its keys with those it leaves out, as JSON
  std::vector<std::pair<std::string, std::string>> settings;  ///< keys set on the command line, and their values
  std::vector<Input> inputs;
  bool deliveries = false;         ///< every delivery is kept
  std::uint32_t replications = 1;  ///< of each point; under a stop rule, at most
  bool until = false;              ///< there is a stop rule
  std::vector<Point> points;
};

/// Why a campaign cannot go on where `stored` was interrupted, in words that follow "it"; nothing where it can. Their
/// number may have grown; how many there are under a stop rule, only the rows of the file tell.
std::optional<std::string> difference(const Campaign& stored, const Campaign& wanted);

/// In the same words, that there are more than wanted already.
std::string more_replications(std::uint32_t stored, std::uint32_t wanted);

/// A number that names the campaign in every row of its file: 48 bits of a digest of what `difference` compares, so
/// that rows of several files can stand in one table.
std::int64_t run_id(const Campaign& campaign);

}  // namespace torntape::results
