#pragma once

#include "tools/load.hpp"

namespace torntape::tools {

/// torntape check: reads and resolves a scenario, prints its problems, or `ok`. Returns the exit code; throws Failure.
int check(const ScenarioOptions& options);

}  // namespace torntape::tools
