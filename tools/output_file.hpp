#pragma once

#include <string>

namespace torntape::tools {

/// Refuses a file that is there already, unless `force`. Throws Failure. An empty path is no file.
void refuse_to_overwrite(const std::string& path, bool force);

/// Writes `text` as the whole of the file at `path`. Throws Failure where that fails.
void write_file(const std::string& path, const std::string& text);

}  // namespace torntape::tools
