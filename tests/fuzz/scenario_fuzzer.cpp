// Any bytes as a scenario file, and what follows the first NUL as `KEY=VALUE` of an override: reading gives a scenario
// or at least one error, each on one line, and nothing is thrown.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace torntape;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view text = input.substr(0, input.find('\0'));
  std::vector<scenarios::Override> overrides;
  if (text.size() < size) {
    const std::string_view change = input.substr(text.size() + 1);
    const std::string_view key = change.substr(0, change.find('='));
    overrides.push_back({std::string(key), std::string(change.substr(std::min(change.size(), key.size() + 1)))});
  }
  topology::Problems problems;
  const auto scenario = scenarios::read_scenario_text(text, "fuzzed/scenario.yaml", overrides, problems);
  if (scenario.has_value() == problems.any_error()) std::abort();
  for (const topology::Problem& problem : problems.sorted()) {
    if (problem.text.empty() || problem.text.find('\n') != std::string::npos) std::abort();
  }
  return 0;
}
