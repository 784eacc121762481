// Scenario texts with random damage: reading them never throws, and ends in a scenario or in at least one error.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <random>
#include <sstream>

#include "scenarios/reader.hpp"

namespace torntape::scenarios {
namespace {

const std::string kFolder = TORNTAPE_SOURCE_DIR "/tests/scenarios/whole/";

std::string whole_text() {
  std::ifstream stream(kFolder + "whole.yaml");
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

class Damage {
 public:
  explicit Damage(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }

  void hurt(std::string& text) {
    constexpr const char* kPieces[] = {"{",
                                       "}",
                                       "[",
                                       "]",
                                       ": ",
                                       "- ",
                                       ", ",
                                       "\n",
                                       "\n  ",
                                       "&a ",
                                       "*a",
                                       "<<: ",
                                       "!!int ",
                                       "? ",
                                       "'",
                                       "\"",
                                       "|\n",
                                       "---\n",
                                       "#",
                                       "%",
                                       "~",
                                       "null",
                                       "-1",
                                       "1e999",
                                       "0x7f",
                                       "\t",
                                       "\xC3\xA9",
                                       "\xFF",
                                       "99999999999999999999 days",
                                       "name: ",
                                       "RUEH",
                                       "%YAML 1.2\n"};
    const std::size_t at = below(text.size() + 1);
    const std::size_t size = std::min(text.size() - at, 1 + below(30));
    switch (below(5)) {
      case 0:
        text.erase(at, size);
        break;
      case 1:
        text.insert(below(text.size() + 1), text.substr(at, size));
        break;
      case 2:
        text.insert(at, kPieces[below(std::size(kPieces))]);
        break;
      case 3:
        text.replace(at, size, kPieces[below(std::size(kPieces))]);
        break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
    }
    if (text.empty()) text = "a";
  }

 private:
  std::mt19937 random_;
};

void check_one(const std::string& text, const std::vector<Override>& overrides) {
  topology::Problems problems;
  std::optional<Scenario> scenario;
  REQUIRE_NOTHROW(scenario = read_scenario_text(text, kFolder + "damaged.yaml", overrides, problems));
  REQUIRE(scenario.has_value() == !problems.any_error());
  for (const auto& problem : problems.sorted()) {
    REQUIRE(problem.place.file);
    const bool in_file = problem.place.line > 0 && problem.place.column > 0;
    REQUIRE((in_file || problem.place.file->starts_with("--set ")));
    REQUIRE_FALSE(problem.text.empty());
    REQUIRE(problem.text.size() < 1000);
    REQUIRE(std::none_of(problem.text.begin(), problem.text.end(),
                         [](char c) { return static_cast<unsigned char>(c) < 0x20; }));
  }
}

TEST_CASE("damaged scenarios are refused in good order, never with an exception") {
  const std::string text = whole_text();
  REQUIRE(text.size() > 1000);
  std::size_t readable = 0;
  for (std::uint32_t seed = 0; seed < 4000; ++seed) {
    Damage damage(seed);
    std::string damaged = text;
    for (std::size_t count = 1 + damage.below(4); count > 0; --count) damage.hurt(damaged);
    INFO("seed " << seed << "\n" << damaged);
    check_one(damaged, {});
    topology::Problems problems;
    readable += read_scenario_text(damaged, kFolder + "damaged.yaml", {}, problems).has_value() ? 1U : 0U;
  }
  CHECK(readable > 20);  // the damage is slight enough to reach every part of the reader
  CHECK(readable < 3000);
}

TEST_CASE("a scenario cut off anywhere is refused in good order") {
  const std::string text = whole_text();
  for (std::size_t size = 0; size < text.size(); ++size) {
    INFO(size);
    check_one(text.substr(0, size), {});
  }
}

TEST_CASE("damaged overrides are refused in good order") {
  const std::string text = whole_text();
  constexpr std::pair<const char*, const char*> kOverrides[] = {{"network.circuits[RUEH-RUEK].rate", "64 kbps"},
                                                                {"traffic[3].generate.precedence", "{FLASH: 1}"},
                                                                {"run.duration", "1 day"}};
  for (std::uint32_t seed = 0; seed < 1500; ++seed) {
    Damage damage(seed);
    const auto& [key, value] = kOverrides[damage.below(std::size(kOverrides))];
    Override change{key, value};
    damage.hurt(damage.below(2) == 0 ? change.key : change.value);
    INFO("seed " << seed << " " << change.key << "=" << change.value);
    check_one(text, {change});
  }
}

}  // namespace
}  // namespace torntape::scenarios
