#include "scenarios/files.hpp"

#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "scenarios/yaml_node.hpp"

namespace torntape::scenarios {
namespace {

bool is_folder(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// `path` with everything escaped that a pattern would take for more than itself.
std::string escaped(const std::string& path) {
  std::string result;
  for (const char c : path) {
    if (std::strchr("*?[]\\", c) != nullptr) result += '\\';
    result += c;
  }
  return result;
}

/// The files that match, sorted by their bytes.
std::vector<std::string> matches(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> paths;
  if (glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0) {
    for (std::size_t i = 0; i < found.gl_pathc; ++i) paths.emplace_back(found.gl_pathv[i]);
  }
  globfree(&found);
  std::erase_if(paths, is_folder);
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

std::optional<std::string> read_file(const std::string& path, const topology::Place& start,
                                     topology::Problems& problems) {
  const auto refuse = [&](const std::string& text) {
    problems.error(start, text);
    return std::nullopt;
  };
  if (const std::string error = why_unreadable(path); !error.empty()) return refuse(error);
  std::ifstream stream(path, std::ios::binary);
  std::string text;
  std::vector<char> block(std::size_t{1} << 16);
  while (stream) {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    if (text.size() > kLargestFile) {
      return refuse("larger than 64 MiB; traffic of that size belongs in a trace, stations in a directory");
    }
  }
  if (stream.bad()) return refuse("cannot be read: " + std::string(std::strerror(errno)));
  return text;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

std::string whole_path(const std::string& folder, std::string_view path) {
  return (path.starts_with('/') ? std::string() : folder) + std::string(path);
}

std::string why_unreadable(const std::string& path) {
  if (path.find('\0') != std::string::npos) return "there is no file " + quoted(path);
  if (is_folder(path)) return quoted(path) + " is a folder; name a file";
  if (access(path.c_str(), R_OK) == 0) return {};
  if (errno == ENOENT || errno == ENOTDIR) return "there is no file " + quoted(path);
  return quoted(path) + " cannot be read: " + std::strerror(errno);
}

std::string add_files(const std::string& folder, const std::string& pattern, const topology::Place& place,
                      FileList& found) {
  if (pattern.empty()) return "an empty path; name a file";
  std::vector<std::string> paths;
  if (pattern.find_first_of("*?[") == std::string::npos) {
    paths.push_back(whole_path(folder, pattern));
    if (std::string error = why_unreadable(paths.front()); !error.empty()) return error;
  } else {
    paths = matches(pattern.starts_with('/') ? pattern : escaped(folder) + pattern);
    if (paths.empty()) return "no file matches " + quoted(whole_path(folder, pattern));
  }
  for (std::string& path : paths) {
    if (found.paths.insert(path).second) found.files.push_back({std::move(path), place});
  }
  return {};
}

}  // namespace torntape::scenarios
