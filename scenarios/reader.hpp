#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/scenario.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// One `--set KEY=VALUE` of the command line: a dotted path of keys, a list's item by its RI, its ends or its place
/// (`network.circuits[RUEH-RUEK].rate`), and the value as it would stand in the file.
struct Override {
  std::string key;
  std::string value;
  std::string option = "--set";  ///< that it was typed after, as problems are to name it
};

/// Reads the scenario file at `path`. Every error found goes to `problems`, each with file, line and column; the
/// scenario comes back only where there is none.
std::optional<Scenario> read_scenario(const std::string& path, const std::vector<Override>& overrides,
                                      topology::Problems& problems);

/// As above, of a text already in memory; `path` names it in messages and its folder is where relative paths start.
std::optional<Scenario> read_scenario_text(std::string_view text, const std::string& path,
                                           const std::vector<Override>& overrides, topology::Problems& problems);

}  // namespace torntape::scenarios
