#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace torntape::endtoend {

/// What the program left behind: its exit code (minus the signal where it was killed) and what it wrote.
struct Outcome {
  int exit_code = 0;
  std::string out, err;
};

/// A folder of this process's own, removed with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string path(const std::string& name) const { return (path_ / name).string(); }
  /// Writes `text` to the file `name`, making its folders, and gives its path.
  std::string write(const std::string& name, const std::string& text) const;
  bool has(const std::string& name) const { return std::filesystem::exists(path_ / name); }

 private:
  std::filesystem::path path_;
};

/// Runs torntape with `arguments` and waits for it, `limit_s` seconds at most: then it is killed. Throws where it
/// cannot be started.
Outcome run_torntape(const std::vector<std::string>& arguments, int limit_s = 60);

/// Where the program stands.
std::string program_path();

/// torntape under way, for as long as this lives; then it is killed.
class Running {
 public:
  explicit Running(const std::vector<std::string>& arguments);
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  void send(int signal) const;
  /// Waits for its end, `limit_s` seconds at most: then it is killed.
  Outcome wait(int limit_s = 60);

 private:
  TemporaryFolder folder_;
  int child_ = 0;
};

/// The whole of a file. Throws where there is none.
std::string read_text(const std::string& path);

/// The rows of a comma-separated table, each of its fields, quotes taken off.
std::vector<std::vector<std::string>> csv_rows(const std::string& text);

/// A decimal number of seconds, to the nanosecond and without rounding. Throws where `text` is something else.
std::int64_t nanoseconds(const std::string& text);

/// Nanoseconds as the shortest exact decimal number of seconds.
std::string seconds_text(std::int64_t nanoseconds);

}  // namespace torntape::endtoend
