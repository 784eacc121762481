#include "tools/init.hpp"

#include <fmt/core.h>

#include "tools/command.hpp"
#include "tools/output_file.hpp"
#include "tools/starter.hpp"

namespace torntape::tools {

int init(const InitOptions& options) {
  if (options.file == "-") {
    fmt::print("{}", starter_scenario());
    return kDone;
  }
  refuse_to_overwrite(options.file, options.force);
  check_output(options.file, {});
  write_file(options.file, starter_scenario());
  fmt::print(stderr, "{0}: written; see what it does: torntape run {0}\n", options.file);
  return kDone;
}

}  // namespace torntape::tools
