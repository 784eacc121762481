#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "scenarios/scenario.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// The largest scenario file that is read, in bytes.
inline constexpr std::size_t kLargestFile = std::size_t{64} << 20;

/// The bytes of the file at `path`, or a problem at its first line: missing, a folder, unreadable, too large.
std::optional<std::string> read_file(const std::string& path, const topology::Place& start,
                                     topology::Problems& problems);

/// The folder of the file at `path`, ending in `/`; empty where the path names none.
std::string folder_of(const std::string& path);

/// `path` as it is where it is absolute, else within `folder`.
std::string whole_path(const std::string& folder, std::string_view path);

/// Why the file at `path` cannot be read, or an empty text where it can.
std::string why_unreadable(const std::string& path);

/// Files in the order in which patterns name them, none twice.
struct FileList {
  std::vector<FileReference> files;
  std::unordered_set<std::string> paths;
};

/// Adds the files that `pattern` (with `*`, `?` and `[...]` as in a shell) names within `folder`, sorted by their
/// bytes, each placed at `place`. Returns what is wrong, or an empty text.
std::string add_files(const std::string& folder, const std::string& pattern, const topology::Place& place,
                      FileList& found);

}  // namespace torntape::scenarios
