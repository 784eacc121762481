#include "scenarios/reader.hpp"

#include <exception>
#include <limits>
#include <utility>

#include "scenarios/fields.hpp"
#include "scenarios/files.hpp"
#include "scenarios/idle_keys.hpp"
#include "scenarios/overrides.hpp"
#include "scenarios/sections.hpp"
#include "scenarios/sweep.hpp"
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
    {{"faults", "list of maps", "", "outages of circuits and relays, and what becomes of given transmissions"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       read_faults(values, node, scenario.faults);
     }},
    {{"run", "map", "", "for how long (duration), how often, and from when", Need::required}, read_run},
    {{"sweep", "map", "", "keys, each with a list of values: every combination is run as a point"}, read_sweep},
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

/// Applies the command line's settings; false after an error.
bool prepare(YamlNode& root, const std::vector<Override>& overrides, Problems& problems) {
  if (root.kind == YamlNode::Kind::null) {
    problems.error(root.place, "the file is empty; a scenario has at least name, network, traffic and run.duration");
    return false;
  }
  if (root.kind != YamlNode::Kind::map) {
    problems.error(root.place, "a scenario is a map of keys, such as 'name: two-region example'; this is " +
                                   std::string(word(root.kind)));
    return false;
  }
  for (const Override& change : overrides) apply_override(change, root, problems);
  return true;
}

std::optional<Scenario> read(const YamlNode& root, const std::string& folder, Problems& problems) {
  Scenario scenario;
  const Values values(problems, folder, bits_per_character(root));
  read_map<Scenario>(values, root, kScenario, scenario);
  if (problems.any_error()) return std::nullopt;
  return scenario;
}

/// Every combination of the values of the sweep of `base`, which `root` describes.
std::vector<Point> points_of(const YamlNode& root, const Scenario& base, const std::string& folder,
                             Problems& problems) {
  const std::vector<SweepKey> sweep = base.sweep;
  std::vector<Point> points;
  std::vector<std::size_t> chosen(sweep.size(), 0);
  PointProblems of_points(problems);
  IdleAtAllPoints idle;
  while (true) {
    YamlNode tree = root;
    Point& point = points.emplace_back();
    Problems found;
    for (std::size_t i = 0; i < sweep.size(); ++i) {
      const auto& [text, place] = sweep[i].values[chosen[i]];
      YamlNode value;
      value.kind = YamlNode::Kind::scalar;
      value.text = text;
      value.place = place;
      set_key(sweep[i].key, std::move(value), sweep[i].place, tree, found);
      point.settings.emplace_back(sweep[i].key, text);
    }
    if (auto scenario = read(tree, folder, found)) {
      idle.add(tree, *scenario);
      point.scenario = std::move(*scenario);
    }
    of_points.add(found, point.settings);
    std::size_t turning = sweep.size();
    while (turning > 0 && ++chosen[turning - 1] == sweep[turning - 1].values.size()) chosen[--turning] = 0;
    if (turning == 0) break;
  }
  idle.report(problems);
  return points;
}

/// Runs `step`, turning what it may throw into a problem at the head of the file.
template <class Result, class Step>
std::optional<Result> guarded(const Place& start, Problems& problems, Step step) {
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
  return guarded<Scenario>({file, 1, 1}, problems, [&]() -> std::optional<Scenario> {
    std::optional<YamlNode> root = parse_yaml(text, file, problems);
    if (!root || !prepare(*root, overrides, problems)) return std::nullopt;
    std::optional<Scenario> scenario = read(*root, folder_of(path), problems);
    if (!scenario) return std::nullopt;
    for (const topology::Problem& idle : idle_keys(*root, *scenario)) problems.warning(idle.place, idle.text);
    return scenario;
  });
}

std::optional<std::vector<Point>> read_points(std::string_view text, const std::string& path,
                                              const std::vector<Override>& overrides, Problems& problems) {
  const auto file = std::make_shared<const std::string>(path);
  return guarded<std::vector<Point>>({file, 1, 1}, problems, [&]() -> std::optional<std::vector<Point>> {
    std::optional<YamlNode> root = parse_yaml(text, file, problems);
    if (!root || !prepare(*root, overrides, problems)) return std::nullopt;
    std::optional<Scenario> base = read(*root, folder_of(path), problems);
    if (!base) return std::nullopt;
    refuse_settings_of_swept_keys(base->sweep, overrides, problems);
    if (problems.any_error()) return std::nullopt;
    std::vector<Point> points = points_of(*root, *base, folder_of(path), problems);
    if (problems.any_error()) return std::nullopt;
    return points;
  });
}

std::optional<Scenario> read_scenario(const std::string& path, const std::vector<Override>& overrides,
                                      Problems& problems) {
  const Place start{std::make_shared<const std::string>(path), 1, 1};
  return guarded<Scenario>(start, problems, [&]() -> std::optional<Scenario> {
    const std::optional<std::string> text = read_file(path, start, problems);
    if (!text) return std::nullopt;
    return read_scenario_text(*text, path, overrides, problems);
  });
}

std::vector<Table> tables() {
  std::vector<Table> all{describe<Scenario>("", kScenario)};
  for (std::vector<Table> section :
       {network_tables(), traffic_tables(), minimize_tables(), handling_tables(), fault_tables(), run_tables()}) {
    for (Table& table : section) all.push_back(std::move(table));
  }
  return all;
}

}  // namespace torntape::scenarios
