#pragma once

#include <string>

namespace torntape::tools {

/// Whether the file at `path` is meant for a result file of run -o: its name ends in .db, or it begins as SQLite's do.
bool is_result_file(const std::string& path);

/// Whether the file at `path` is what run -o FILE.json writes, a result for other programs that none here reads back.
bool is_json_of_run(const std::string& path);

}  // namespace torntape::tools
