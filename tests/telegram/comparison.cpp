#include "tests/telegram/comparison.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tools/telegram_json.hpp"
#include "topology/telegram/reader.hpp"

namespace torntape::tests {

std::string contents(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  INFO(file.string());
  REQUIRE(stream);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::vector<nlohmann::json> parsed(const std::string& text, const std::string& file) {
  std::vector<nlohmann::json> result;
  for (const topology::Telegram& telegram : topology::read_telegrams(text, file)) {
    std::string line;
    tools::append_json(line, telegram);
    result.push_back(nlohmann::json::parse(line));
  }
  return result;
}

std::string differences(const nlohmann::json& wanted, const nlohmann::json& got) {
  std::ostringstream text;
  for (const auto& [key, value] : wanted.items()) {
    if (key == "uncertain") continue;
    if (!got.contains(key)) {
      text << key << ": wanted " << value << ", absent\n";
    } else if (got.at(key) != value) {
      text << key << ": wanted " << value << ", got " << got.at(key) << '\n';
    }
  }
  for (const auto& [key, value] : got.items()) {
    if (!wanted.contains(key) && key != "xmt" && key != "diagnostics")
      text << key << ": not wanted, got " << value << '\n';
  }
  return text.str();
}

nlohmann::json without_messages(nlohmann::json telegram) {
  for (nlohmann::json& diagnostic : telegram.at("diagnostics")) diagnostic.erase("message");
  return telegram;
}

std::vector<std::filesystem::path> files_with(const std::filesystem::path& folder, const std::string& ending) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().string().ends_with(ending)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace torntape::tests
