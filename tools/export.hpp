#pragma once

#include <string>

namespace torntape::tools {

struct ExportOptions {
  std::string file;            ///< result file
  std::string table;           ///< as docs/results.md names it
  std::string format = "csv";  ///< or json
  std::string output;          ///< empty: stdout
  bool force = false;          ///< overwrite `output`
};

/// torntape export: prints one table of a result file. Returns the exit code; throws Failure.
int export_command(const ExportOptions& options);

}  // namespace torntape::tools
