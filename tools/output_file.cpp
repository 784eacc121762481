#include "tools/output_file.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "tools/command.hpp"

namespace torntape::tools {

void refuse_to_overwrite(const std::string& path, bool force) {
  std::error_code ignored;
  if (path.empty() || force || !std::filesystem::is_regular_file(path, ignored)) return;
  throw Failure(kWrongInput, fmt::format("{}: error: the file is there already; give another name, or --force", path));
}

void check_output(const std::string& path, const std::vector<std::string>& others) {
  namespace fs = std::filesystem;
  if (path.empty()) return;
  std::error_code ignored;
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty() && !fs::is_directory(folder, ignored)) {
    throw Failure(kWrongInput, fmt::format("{}: error: there is no folder {}", path, folder.string()));
  }
  if (fs::is_directory(path, ignored)) {
    throw Failure(kWrongInput, fmt::format("{}: error: this is a folder; name a file", path));
  }
  for (const std::string& other : others) {
    if (other.empty()) continue;
    const bool same = fs::weakly_canonical(path, ignored) == fs::weakly_canonical(other, ignored);
    if (same || (fs::is_regular_file(path, ignored) && fs::equivalent(path, other, ignored))) {
      throw Failure(kWrongInput,
                    fmt::format("{}: error: this file is read or written otherwise; give another name", path));
    }
  }
}

void write_file(const std::string& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  const bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const bool closed = file == nullptr || std::fclose(file) == 0;
  if (!written || !closed) {
    throw Failure(kMachineFailed, fmt::format("{}: error: cannot be written: {}", path, std::strerror(errno)));
  }
}

}  // namespace torntape::tools
