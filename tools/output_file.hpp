#pragma once

#include <string>
#include <vector>

namespace torntape::tools {

/// Refuses a file that is there already, unless `force`. Throws Failure. An empty path is no file.
void refuse_to_overwrite(const std::string& path, bool force);

/// Refuses an output that is one of `others`, the files that the command reads or its other outputs, and one in a
/// folder that is not there, before anything is written. Throws Failure. An empty path is no file.
void check_output(const std::string& path, const std::vector<std::string>& others);

/// Writes `text` as the whole of the file at `path`. Throws Failure where that fails.
void write_file(const std::string& path, const std::string& text);

}  // namespace torntape::tools
