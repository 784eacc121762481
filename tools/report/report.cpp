#include "tools/report/report.hpp"

#include <fmt/core.h>

#include <filesystem>

#include "tools/command.hpp"
#include "tools/file_kind.hpp"
#include "tools/output_file.hpp"
#include "tools/report/page.hpp"
#include "tools/report/sections.hpp"

namespace torntape::tools {

int report(const ReportOptions& options) {
  if (!options.output.ends_with(".html")) {
    throw Failure(kWrongInput,
                  fmt::format("-o {}: error: a report is HTML; give a name that ends in .html", options.output));
  }
  std::error_code ignored;
  for (const std::string& path : options.results) {
    if (!std::filesystem::is_regular_file(path, ignored) || is_result_file(path)) continue;
    throw Failure(kWrongInput, fmt::format("{}: error: is not a result file; run -o RESULT.db makes one", path));
  }
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
