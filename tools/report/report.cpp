#include "tools/report/report.hpp"

#include <fmt/core.h>

#include "tools/command.hpp"
#include "tools/output_file.hpp"
#include "tools/report/page.hpp"
#include "tools/report/sections.hpp"

namespace torntape::tools {

int report(const ReportOptions& options) {
  refuse_to_overwrite(options.output, options.force);
  check_output(options.output, options.results);
  const Cases cases = read_cases(options.results);
  std::string command = "torntape report";
  for (const std::string& path : options.results) command += ' ' + shell_word(path);
  command += " -o " + shell_word(options.output);
  if (!options.replays) command += " --no-replay";
  write_file(options.output, report_page(cases, command, options.replays));
  return kDone;
}

}  // namespace torntape::tools
