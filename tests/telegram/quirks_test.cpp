#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/telegram/comparison.hpp"

namespace torntape::tests {
namespace {

namespace fs = std::filesystem;

TEST_CASE("the quirks of headings are read as their files say") {
  const std::vector<fs::path> readings = files_with(fs::path(TORNTAPE_SOURCE_DIR) / "tests/telegram/quirks", ".json");
  CHECK(readings.size() > 100);
  for (const fs::path& reading : readings) {
    fs::path text = reading;
    text.replace_extension(".txt");
    INFO(text.string());
    nlohmann::json wanted = nlohmann::json::parse(contents(reading));
    if (wanted.is_object()) wanted = nlohmann::json::array({wanted});
    const std::vector<nlohmann::json> got = parsed(contents(text), text.filename().string());
    REQUIRE(got.size() == wanted.size());
    for (std::size_t i = 0; i < got.size(); ++i) CHECK(differences(wanted[i], without_messages(got[i])) == "");
  }
}

TEST_CASE("every diagnostic of the quirks stands in the documentation with its severity") {
  const fs::path root(TORNTAPE_SOURCE_DIR);
  const std::string documentation = contents(root / "docs/telegrams.md");
  for (const fs::path& text : files_with(root / "tests/telegram/quirks", ".txt")) {
    for (const nlohmann::json& telegram : parsed(contents(text), "")) {
      for (const nlohmann::json& diagnostic : telegram.at("diagnostics")) {
        const std::string row = "| `" + diagnostic.at("code").get<std::string>() + "` | " +
                                diagnostic.at("severity").get<std::string>() + " |";
        INFO(row);
        CHECK(documentation.find(row) != std::string::npos);
      }
    }
  }
}

}  // namespace
}  // namespace torntape::tests
