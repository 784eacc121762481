#include "tools/graph/graphviz.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>

#include "tools/command.hpp"

namespace torntape::tools {
namespace {

/// In a larger network `sfdp` parts addressees from their stations, and the hierarchy is read more easily; an archive's
/// arrows have no hierarchy, and wait for it as long as it takes a second or two.
constexpr std::size_t kMostInNetwork = 400;
constexpr std::size_t kMostInArchive = 1500;
constexpr std::size_t kMostEdges = 6000;

/// A file of its own, gone at the end of its scope.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() / ("torntape-" + std::string(6, 'X'))) {
    const int file = mkstemp(path_.data());
    if (file >= 0) ::close(file);
    std::ofstream out(path_, std::ios::binary);
    out << text;
    if (file < 0 || !out.flush()) {
      throw Failure(kMachineFailed, fmt::format("{}: error: cannot be written: {}", path_, std::strerror(errno)));
    }
  }
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Runs `dot -Ksfdp -Tplain`; false where there is no such program or it fails.
bool run_sfdp(const std::string& input, const std::string& output) {
  std::array<std::string, 5> words{"dot", "-Ksfdp", "-Tplain", "-o" + output, input};
  std::array<char*, 6> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (failed != 0) return false;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// The words of a line of Graphviz's plain format, quotes taken off.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  bool within = false;
  bool fresh = true;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == ' ' && !within) {
      fresh = true;
      continue;
    }
    if (fresh) words.emplace_back();
    fresh = false;
    if (line[i] == '\\' && i + 1 < line.size()) {
      words.back() += line[++i];
    } else if (line[i] == '"') {
      within = !within;
    } else {
      words.back() += line[i];
    }
  }
  return words;
}

double number(const std::string& word) {
  double value = 0;
  std::from_chars(word.data(), word.data() + word.size(), value);
  return value;
}

/// Reads the plain format (graphviz.org, Output Formats): inches, y upward.
class PlainReader {
 public:
  explicit PlainReader(const topology::Picture& picture) {
    layout_.sizes = node_sizes(picture);
    layout_.nodes.resize(picture.nodes.size());
    layout_.edges.resize(picture.edges.size());
    for (std::uint32_t i = 0; i < picture.edges.size(); ++i) {
      places_[{picture.edges[i].from, picture.edges[i].to}].push_back(i);
    }
  }

  /// The layout, or nothing where the text is cut off or of another picture.
  std::optional<Layout> read(std::istream& in) {
    for (std::string line; std::getline(in, line);) {
      const std::vector<std::string> words = words_of(line);
      if (words.empty()) continue;
      if (words[0] == "stop") return std::move(layout_);
      const bool good = (words[0] == "graph" && read_graph(words)) || (words[0] == "node" && read_node(words)) ||
                        (words[0] == "edge" && read_edge(words));
      if (!good) break;
    }
    return std::nullopt;
  }

 private:
  static constexpr double kInch = 72;
  static constexpr double kAround = 12;

  Point point(const std::string& x, const std::string& y) const {
    return {number(x) * kInch + kAround, layout_.height - kAround - number(y) * kInch};
  }

  bool read_graph(const std::vector<std::string>& words) {
    if (words.size() < 4) return false;
    layout_.width = number(words[2]) * kInch + 2 * kAround;
    layout_.height = number(words[3]) * kInch + 2 * kAround;
    return true;
  }

  bool read_node(const std::vector<std::string>& words) {
    if (words.size() < 4) return false;
    const auto node = static_cast<std::size_t>(number(words[1]));
    if (node >= layout_.nodes.size()) return false;
    layout_.nodes[node] = point(words[2], words[3]);
    return true;
  }

  bool read_edge(const std::vector<std::string>& words) {
    if (words.size() < 4) return false;
    const auto found =
        places_.find({static_cast<std::uint32_t>(number(words[1])), static_cast<std::uint32_t>(number(words[2]))});
    if (found == places_.end() || found->second.empty()) return false;
    const std::uint32_t edge = found->second.back();
    found->second.pop_back();
    const auto count = static_cast<std::size_t>(number(words[3]));
    if (words.size() < 4 + 2 * count || count < 2) return false;
    Layout::Way& way = layout_.edges[edge];
    for (std::size_t i = 0; i < count; ++i) way.points.push_back(point(words[4 + 2 * i], words[5 + 2 * i]));
    const Point& a = way.points.front();
    const Point& b = way.points.back();
    way.label = {(a.x + b.x) / 2, (a.y + b.y) / 2};
    return true;
  }

  Layout layout_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> places_;
};

}  // namespace

std::optional<Layout> graphviz_layout(const topology::Picture& picture) {
  const bool archive = !picture.edges.empty() && picture.edges.front().directed;
  const std::size_t most = archive ? kMostInArchive : kMostInNetwork;
  if (picture.nodes.size() > most || picture.edges.size() > kMostEdges) return std::nullopt;
  topology::Picture bare = picture;
  bare.title.clear();
  bare.legend.clear();
  bare.remarks.clear();
  std::ostringstream dot;
  topology::write_dot(dot, bare, node_sizes(picture));
  const TemporaryFile source(dot.str());
  const TemporaryFile plain("");
  if (!run_sfdp(source.path(), plain.path())) return std::nullopt;
  std::ifstream in(plain.path());
  return PlainReader(picture).read(in);
}

}  // namespace torntape::tools
