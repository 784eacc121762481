#include "tools/graphviz.hpp"

#include <fmt/core.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "tools/command.hpp"

extern char** environ;

namespace torntape::tools {
namespace {

/// A file of its own for the DOT text, gone at the end of its scope.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() / ("torntape-" + std::string(6, 'X'))) {
    const int file = mkstemp(path_.data());
    const bool written = file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    if (file >= 0) ::close(file);
    if (!written) {
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

}  // namespace

void write_svg(const std::string& dot_text, const std::string& path) {
  TemporaryFile source(dot_text);
  std::string program = "dot";
  std::string format = "-Tsvg";
  std::string output = "-o" + path;
  std::string input = source.path();
  const std::array<char*, 5> arguments{program.data(), format.data(), output.data(), input.data(), nullptr};
  pid_t child = 0;
  const int failed = posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments.data(), environ);
  int status = 0;
  if (failed == 0) waitpid(child, &status, 0);
  if (failed != 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 127)) {
    throw Failure(kMachineFailed,
                  "graph: error: an SVG needs Graphviz's program dot, which is not installed (Debian's "
                  "package graphviz); -o FILE.dot does without");
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw Failure(kMachineFailed, fmt::format("{}: error: Graphviz's program dot failed to write it", path));
  }
}

}  // namespace torntape::tools
