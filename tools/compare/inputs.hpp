#pragma once

#include <string>
#include <vector>

#include "sim/campaign.hpp"
#include "tools/load.hpp"

namespace torntape::tools {

/// What the command line says of the sides of a comparison.
struct SideOptions {
  std::vector<std::string> files;  ///< scenario files and result files, the baseline first
  std::vector<std::string> sets;   ///< KEY=VALUE, for every scenario
  std::vector<std::string> with;   ///< KEY=VALUE; KEY=VALUE: the first scenario once more, with these keys
  std::string seed;                ///< as typed; empty: the first result file's, or the baseline's
  std::string replications;        ///< as typed; empty: the first result file's, or the baseline's
  unsigned jobs = 1;
  bool quiet = false;
};

/// One side of a comparison.
struct Side {
  std::string name;  ///< the file, or the keys that were set
  sim::Results results;
  Settings sets;  ///< what else the command line set, when it was run
};

/// Reads result files and runs scenarios, all with the same seed and numbers of replications, so that they meet the
/// same random numbers. The baseline first, two sides or more. Throws Failure.
std::vector<Side> sides_of(const SideOptions& options);

}  // namespace torntape::tools
