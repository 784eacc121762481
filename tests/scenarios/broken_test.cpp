// Each file broken/NAME.yaml has one thing wrong, or several of a kind; broken/NAME.errors holds the lines that a user
// is to see for it, without the path of the file.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "scenarios/reader.hpp"

namespace torntape::scenarios {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// The problems, one a line, each place without the folder.
std::string lines_of(const topology::Problems& problems, const std::string& folder) {
  std::string text;
  for (const topology::Problem& problem : problems.sorted()) text += line_of(problem) + '\n';
  for (std::size_t at = text.find(folder); !folder.empty() && at != std::string::npos; at = text.find(folder, at)) {
    text.erase(at, folder.size());
  }
  return text;
}

TEST_CASE("every broken scenario is refused with the lines beside it") {
  const std::string folder = TORNTAPE_SOURCE_DIR "/tests/scenarios/broken/";
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 40);
  for (const fs::path& file : files) {
    topology::Problems problems;
    const auto scenario = read_scenario(file.string(), {}, problems);
    INFO(file.filename().string());
    CHECK_FALSE(scenario.has_value());
    CHECK(lines_of(problems, folder) == contents(fs::path(file).replace_extension(".errors")));
  }
}

TEST_CASE("what is no readable file is refused at its first line") {
  const std::string folder = TORNTAPE_SOURCE_DIR "/tests/";
  const auto error_of = [&](const std::string& name) {
    topology::Problems problems;
    CHECK_FALSE(read_scenario(folder + name, {}, problems).has_value());
    return lines_of(problems, folder);
  };
  CHECK(error_of("scenarios") == "scenarios:1:1: error: 'scenarios' is a folder; name a file\n");
  CHECK(error_of("absent.yaml") == "absent.yaml:1:1: error: there is no file 'absent.yaml'\n");
  CHECK(error_of("CMakeLists.txt/x") == "CMakeLists.txt/x:1:1: error: there is no file 'CMakeLists.txt/x'\n");
}

TEST_CASE("a file beyond the limit is refused before it is all read") {
  topology::Problems problems;
  CHECK_FALSE(read_scenario("/dev/zero", {}, problems).has_value());
  CHECK(lines_of(problems, "") ==
        "/dev/zero:1:1: error: larger than 64 MiB; traffic of that size belongs in a trace, stations in a directory\n");
}

}  // namespace
}  // namespace torntape::scenarios
