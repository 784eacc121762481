#pragma once

#include <string>

namespace torntape::tools {

struct InitOptions {
  std::string file = "scenario.yaml";
  bool force = false;  ///< overwrite `file`
};

/// torntape init: writes an annotated scenario to start from. Returns the exit code; throws Failure.
int init(const InitOptions& options);

}  // namespace torntape::tools
