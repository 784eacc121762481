#include "scenarios/reader.hpp"

#include <exception>
#include <limits>
#include <utility>

#include "scenarios/fields.hpp"
#include "scenarios/files.hpp"
#include "scenarios/overrides.hpp"
#include "scenarios/sections.hpp"
#include "scenarios/values.hpp"
#include "scenarios/yaml_node.hpp"

namespace torntape::scenarios {
namespace {

using topology::Place;
using topology::Problems;

constexpr Field<Scenario> kScenario[] = {
    {{"name", "text", "", "what tables and drawings call it", Need::required},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(values.filled_text(node), scenario.name);
     }},
    {{"description", "text", "empty", "what it is about"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(values.text(node), scenario.description);
     }},
    {{"seed", "whole number", "1", "of all that is drawn at random"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(values.whole(node, 0, std::numeric_limits<std::uint64_t>::max()), scenario.seed);
     }},
    {{"network", "map", "", "stations, circuits and collectives", Need::required}, read_network},
    {{"traffic", "list of maps", "", "what is filed, when, and to whom", Need::required},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       read_traffic(values, node, scenario.traffic);
     }},
    {{"minimize", "map or list of maps", "", "orders to users to file less for a time"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       read_minimize(values, node, scenario.minimize);
     }},
    {{"handling", "map", "", "the rules by which stations handle traffic"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       read_handling(values, node, scenario.handling);
     }},
    {{"faults", "list of maps", "", "outages of circuits and relays", Need::not_yet}, nullptr},
    {{"run", "map", "", "for how long (duration), how often, and from when", Need::required}, read_run},
    {{"sweep", "map", "", "values to be tried one after the other", Need::not_yet}, nullptr},
};

/// What `cps` counts by, which other sections need before `handling` is read; its errors are reported there.
double bits_per_character(const YamlNode& root) {
  Scenario scenario;
  const YamlNode* handling = root.find("handling");
  const YamlNode* bits = handling == nullptr ? nullptr : handling->find("bits_per_character");
  if (bits != nullptr) {
    Problems unheard;
    read_handling(Values(unheard, {}, scenario.handling.bits_per_character), *handling, scenario.handling);
  }
  return scenario.handling.bits_per_character;
}

std::optional<Scenario> read(YamlNode root, const std::string& folder, const std::vector<Override>& overrides,
                             Problems& problems) {
  if (root.kind == YamlNode::Kind::null) {
    problems.error(root.place, "the file is empty; a scenario has at least name, network, traffic and run.duration");
    return std::nullopt;
  }
  if (root.kind == YamlNode::Kind::map) {
    for (const Override& change : overrides) apply_override(change, root, problems);
  }
  Scenario scenario;
  const Values values(problems, folder, bits_per_character(root));
  if (root.kind != YamlNode::Kind::map) {
    problems.error(root.place, "a scenario is a map of keys, such as 'name: two-region example'; this is " +
                                   std::string(word(root.kind)));
  } else {
    read_map<Scenario>(values, root, kScenario, scenario);
  }
  if (problems.any_error()) return std::nullopt;
  return scenario;
}

/// Runs `step`, turning what it may throw into a problem at the head of the file.
template <class Step>
std::optional<Scenario> guarded(const Place& start, Problems& problems, Step step) {
  try {
    return step();
  } catch (const std::exception& error) {
    problems.error(start, std::string("the scenario cannot be read: ") + error.what());
    return std::nullopt;
  }
}

}  // namespace

std::optional<Scenario> read_scenario_text(std::string_view text, const std::string& path,
                                           const std::vector<Override>& overrides, Problems& problems) {
  const auto file = std::make_shared<const std::string>(path);
  return guarded({file, 1, 1}, problems, [&]() -> std::optional<Scenario> {
    std::optional<YamlNode> root = parse_yaml(text, file, problems);
    if (!root) return std::nullopt;
    return read(std::move(*root), folder_of(path), overrides, problems);
  });
}

std::optional<Scenario> read_scenario(const std::string& path, const std::vector<Override>& overrides,
                                      Problems& problems) {
  const Place start{std::make_shared<const std::string>(path), 1, 1};
  return guarded(start, problems, [&]() -> std::optional<Scenario> {
    const std::optional<std::string> text = read_file(path, start, problems);
    if (!text) return std::nullopt;
    return read_scenario_text(*text, path, overrides, problems);
  });
}

std::vector<Table> tables() {
  std::vector<Table> all{describe<Scenario>("", kScenario)};
  for (std::vector<Table> section :
       {network_tables(), traffic_tables(), minimize_tables(), handling_tables(), run_tables()}) {
    for (Table& table : section) all.push_back(std::move(table));
  }
  return all;
}

}  // namespace torntape::scenarios
