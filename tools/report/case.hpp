#pragma once

#include <string>
#include <vector>

#include "sim/campaign.hpp"
#include "sim/statistics.hpp"
#include "tools/results/campaign.hpp"

namespace torntape::tools {

/// One point of a result file, with all its replications.
struct Case {
  std::string name;      ///< of its file, and the settings of its point
  std::size_t file = 0;  ///< its place among the files
  sim::Results results;
  std::vector<results::StationName> stations;  ///< by StationId
  std::vector<std::string> telegrams;          ///< names of the replayed ones
  sim::Summary summary;
};

/// A result file that is told of.
struct CaseFile {
  std::string path;
  results::Campaign campaign;
  std::string scenario_file;  ///< where the scenario stood when the file was written
};

/// What a report is made of: the first case is what the others are compared with.
struct Cases {
  std::vector<CaseFile> files;
  std::vector<Case> cases;  ///< at least one
};

/// Reads every point of the result files at `paths` that has a replication. Throws Failure where a file cannot be
/// read, or holds none.
Cases read_cases(const std::vector<std::string>& paths);

/// Deliveries to each station's addressees together, by StationId.
std::vector<sim::AddresseeTally> station_tallies(const Case& one);

}  // namespace torntape::tools
