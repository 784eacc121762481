// docs/scenario.md holds the tables of keys that the reader itself reads by, so that the two cannot part.
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "scenarios/fields.hpp"
#include "scenarios/reader.hpp"

namespace torntape::scenarios {
namespace {

std::string table_of(const Table& table) {
  std::string text = "### " + (table.name.empty() ? "The file" : "`" + std::string(table.name) + "`") + "\n\n";
  text += "| key | takes | usual | is |\n|---|---|---|---|\n";
  for (const FieldText& field : table.fields) {
    std::string usual(field.usual);
    if (field.need == Need::required) usual = "**required**";
    if (field.need == Need::not_yet) usual = "*not supported yet*";
    text += "| `" + std::string(field.key) + "` | " + std::string(field.form) + " | " + usual + " | " +
            std::string(field.help) + " |\n";
  }
  return text;
}

std::string reference_text() {
  std::ifstream stream(TORNTAPE_SOURCE_DIR "/docs/scenario.md");
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

TEST_CASE("the reference's example is a scenario") {
  const std::string reference = reference_text();
  const std::string fence = "```yaml\n";
  const std::size_t begin = reference.find(fence) + fence.size();
  const std::string example = reference.substr(begin, reference.find("```", begin) - begin);
  topology::Problems problems;
  CHECK(read_scenario_text(example, "example.yaml", {}, problems).has_value());
  CHECK(problems.sorted().empty());
}

TEST_CASE("the reference holds every table of keys as the reader has it") {
  const std::string reference = reference_text();
  for (const Table& table : tables()) {
    const std::string wanted = table_of(table);
    INFO("docs/scenario.md lacks this table:\n\n" << wanted);
    CHECK(reference.find(wanted) != std::string::npos);
  }
}

TEST_CASE("every key is described, and none twice") {
  std::set<std::string_view> names;
  for (const Table& table : tables()) {
    CHECK(names.insert(table.name).second);
    std::set<std::string_view> keys;
    for (const FieldText& field : table.fields) {
      INFO(table.name << " " << field.key);
      CHECK(keys.insert(field.key).second);
      CHECK_FALSE(field.form.empty());
      CHECK_FALSE(field.help.empty());
    }
  }
  CHECK(names.size() == 29);
}

}  // namespace
}  // namespace torntape::scenarios
