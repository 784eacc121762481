#include "tools/file_kind.hpp"

#include <fstream>
#include <string_view>

namespace torntape::tools {
namespace {

/// The first bytes of the file at `path`, `most` of them where it has so many; none where it cannot be read.
std::string head(const std::string& path, std::size_t most) {
  std::string start(most, ' ');
  std::ifstream file(path, std::ios::binary);
  file.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(file.gcount()));
  return start;
}

}  // namespace

bool is_result_file(const std::string& path) {
  if (path.ends_with(".db")) return true;
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  return head(path, kMagic.size()) == kMagic;
}

bool is_json_of_run(const std::string& path) {
  if (!path.ends_with(".json")) return false;
  constexpr std::size_t kEnoughForTheFirstFields = 4096;
  return head(path, kEnoughForTheFirstFields).find("\"fingerprint\":") != std::string::npos;
}

}  // namespace torntape::tools
