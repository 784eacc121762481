#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/telegram/comparison.hpp"

namespace torntape::tests {
namespace {

namespace fs = std::filesystem;

TEST_CASE("the real headings are read as a careful reader read them") {
  const fs::path folder = fs::path(TORNTAPE_SOURCE_DIR) / "../shared/data/headings";
  if (!fs::exists(folder)) {
    WARN("skipped: the collection of real headings is not beside the project");
    return;
  }
  const std::vector<fs::path> readings = files_with(folder, ".json");
  CHECK(readings.size() == 20);
  for (const fs::path& reading : readings) {
    fs::path heading = reading;
    heading.replace_extension(".txt");
    INFO(heading.filename().string());
    const std::vector<nlohmann::json> got = parsed(contents(heading), heading.filename().string());
    REQUIRE(got.size() == 1);
    CHECK(differences(nlohmann::json::parse(contents(reading)), got[0]) == "");
  }
}

}  // namespace
}  // namespace torntape::tests
