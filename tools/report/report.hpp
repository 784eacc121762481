#pragma once

#include <string>
#include <vector>

namespace torntape::tools {

struct ReportOptions {
  std::vector<std::string> results;  ///< result files; what they hold is compared with the first
  std::string output;                ///< the page
  bool replays = true;               ///< replication 1 is simulated again for what moves
  bool force = false;                ///< overwrite `output`
};

/// torntape report: makes one self-contained page of one or more result files. Returns the exit code; throws Failure.
int report(const ReportOptions& options);

}  // namespace torntape::tools
