#include "tools/load.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <optional>
#include <utility>
#include <variant>

#include "scenarios/files.hpp"
#include "scenarios/quantity.hpp"
#include "scenarios/resolve.hpp"
#include "scenarios/sweep.hpp"
#include "tools/command.hpp"

namespace torntape::tools {
namespace {

std::vector<scenarios::Override> overrides_of(const ScenarioOptions& options) {
  std::vector<scenarios::Override> overrides;
  const auto add = [&](const std::string& option, const std::string& set) {
    const std::size_t equals = set.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Failure(kWrongInput,
                    fmt::format("{} {}: error: expected KEY=VALUE, as handling.preemption=flash", option, set));
    }
    overrides.push_back({set.substr(0, equals), set.substr(equals + 1), option});
  };
  for (const std::string& set : options.sets) add("--set", set);
  for (const std::string& set : options.with) add("--with", set);
  return overrides;
}

/// The whole number typed after `option`, by the rules of scenario files; nothing where none was typed.
std::optional<std::uint64_t> typed_number(const std::string& option, const std::string& text, std::uint64_t least,
                                          std::uint64_t most) {
  if (text.empty()) return std::nullopt;
  const scenarios::Parsed<std::uint64_t> number = scenarios::parse_whole(text, least, most);
  if (!number.value) throw Failure(kWrongInput, fmt::format("{} {}: error: {}", option, text, number.error));
  return number.value;
}

void print(const topology::Problems& problems, bool notes) {
  for (const topology::Problem& problem : problems.sorted()) {
    if (problem.severity == topology::Problem::Severity::note && !notes) continue;
    fmt::print(stderr, "{}\n", topology::line_of(problem));
  }
}

/// The options beside --set, typed.
struct Typed {
  explicit Typed(const ScenarioOptions& options)
      : seed(typed_number("--seed", options.seed, 0, std::numeric_limits<std::uint64_t>::max())),
        replications(typed_number("--replications", options.replications, 1, 1'000'000)) {}

  void apply(scenarios::Scenario& scenario) const {
    if (seed) scenario.seed = *seed;
    if (!replications) return;
    scenario.replications = static_cast<std::uint32_t>(*replications);
    scenario.until.reset();
  }

  std::optional<std::uint64_t> seed, replications;
};

void add_inputs(const scenarios::Scenario& scenario, std::vector<std::string>& paths) {
  const auto add = [&](const std::string& path) {
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
  };
  for (const auto& file : scenario.network_telegrams) add(file.path);
  for (const auto& file : scenario.directories) add(file.path);
  const auto add_table = [&](const std::optional<sim::ColumnSpec>& table) {
    if (table) add(table->path);
  };
  for (const sim::TrafficSpec& item : scenario.traffic) {
    if (const auto* generate = std::get_if<sim::GenerateSpec>(&item.source)) {
      if (generate->rates) add(generate->rates->table.path);
      add_table(generate->to.table);
      if (generate->info_to) add_table(generate->info_to->table);
      if (generate->collectives) add_table(generate->collectives->of.table);
    }
    if (const auto* trace = std::get_if<sim::TraceSpec>(&item.source)) add(trace->path);
    if (const auto* replay = std::get_if<sim::ReplaySpec>(&item.source)) {
      for (const auto& file : replay->files) add(file.path);
    }
  }
}

/// The points of the scenario that `text` holds, resolved; empty after an error.
std::vector<LoadedPoint> load_points(const std::string& text, const ScenarioOptions& options,
                                     topology::Problems& problems) {
  const Typed typed(options);
  auto read = scenarios::read_points(text, options.file, overrides_of(options), problems);
  std::vector<LoadedPoint> points;
  if (!read) return points;
  scenarios::PointProblems of_points(problems);
  for (scenarios::Point& point : *read) {
    const bool seed_is_swept = std::any_of(point.settings.begin(), point.settings.end(),
                                           [](const auto& setting) { return setting.first == "seed"; });
    if (typed.seed && seed_is_swept) {
      throw Failure(kWrongInput, "--seed: error: the sweep of the scenario sets the seed");
    }
    typed.apply(point.scenario);
    topology::Problems found;
    auto plan = scenarios::resolve(point.scenario, found);
    of_points.add(found, point.settings);
    points.push_back({std::move(point.settings), std::move(point.scenario), std::move(plan)});
  }
  if (problems.any_error()) points.clear();
  return points;
}

}  // namespace

LoadedCampaign load_campaign(const ScenarioOptions& options, bool notes) {
  topology::Problems problems;
  const topology::Place start{std::make_shared<const std::string>(options.file), 1, 1};
  LoadedCampaign campaign;
  if (auto text = scenarios::read_file(options.file, start, problems)) {
    campaign.text = std::move(*text);
    campaign.points = load_points(campaign.text, options, problems);
  }
  print(problems, notes);
  if (campaign.points.empty()) throw Failure(kWrongInput, "");
  for (const scenarios::Override& one : overrides_of(options)) campaign.settings.emplace_back(one.key, one.value);
  campaign.inputs.push_back(options.file);
  for (const LoadedPoint& point : campaign.points) add_inputs(point.scenario, campaign.inputs);
  return campaign;
}

Loaded load(const ScenarioOptions& options, bool notes) {
  const Typed typed(options);
  topology::Problems problems;
  auto scenario = scenarios::read_scenario(options.file, overrides_of(options), problems);
  std::unique_ptr<sim::Plan> plan;
  if (scenario) {
    typed.apply(*scenario);
    plan = scenarios::resolve(*scenario, problems);
  }
  print(problems, notes);
  if (!plan) throw Failure(kWrongInput, "");
  return {std::move(*scenario), std::move(plan)};
}

std::vector<std::string> Loaded::inputs(const ScenarioOptions& options) const {
  std::vector<std::string> paths{options.file};
  add_inputs(scenario, paths);
  return paths;
}

}  // namespace torntape::tools
