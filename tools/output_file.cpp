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

void write_file(const std::string& path, const std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  const bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const bool closed = file == nullptr || std::fclose(file) == 0;
  if (!written || !closed) {
    throw Failure(kMachineFailed, fmt::format("{}: error: cannot be written: {}", path, std::strerror(errno)));
  }
}

}  // namespace torntape::tools
