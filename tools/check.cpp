#include "tools/check.hpp"

#include <fmt/core.h>

namespace torntape::tools {

int check(const ScenarioOptions& options) {
  load_campaign(options, true);
  fmt::print("ok\n");
  return 0;
}

}  // namespace torntape::tools
