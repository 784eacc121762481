#include "tools/check.hpp"

#include <fmt/core.h>

namespace torntape::tools {

int check(const ScenarioOptions& options) {
  load(options, true);
  fmt::print("ok\n");
  return 0;
}

}  // namespace torntape::tools
