#include "tools/load.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <limits>
#include <optional>
#include <utility>
#include <variant>

#include "scenarios/quantity.hpp"
#include "scenarios/resolve.hpp"
#include "tools/command.hpp"

namespace torntape::tools {
namespace {

std::vector<scenarios::Override> overrides_of(const std::vector<std::string>& sets) {
  std::vector<scenarios::Override> overrides;
  for (const std::string& set : sets) {
    const std::size_t equals = set.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Failure(kWrongInput, fmt::format("--set {}: error: expected KEY=VALUE, as handling.preemption=flash", set));
    }
    overrides.push_back({set.substr(0, equals), set.substr(equals + 1)});
  }
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

}  // namespace

Loaded load(const ScenarioOptions& options, bool notes) {
  const auto seed = typed_number("--seed", options.seed, 0, std::numeric_limits<std::uint64_t>::max());
  const auto replications = typed_number("--replications", options.replications, 1, 1'000'000);
  topology::Problems problems;
  auto scenario = scenarios::read_scenario(options.file, overrides_of(options.sets), problems);
  std::unique_ptr<sim::Plan> plan;
  if (scenario) {
    if (seed) scenario->seed = *seed;
    if (replications) scenario->replications = static_cast<std::uint32_t>(*replications);
    plan = scenarios::resolve(*scenario, problems);
  }
  print(problems, notes);
  if (!plan) throw Failure(kWrongInput, "");
  return {std::move(*scenario), std::move(plan)};
}

std::vector<std::string> Loaded::inputs(const ScenarioOptions& options) const {
  std::vector<std::string> paths{options.file};
  for (const auto& file : scenario.network_telegrams) paths.push_back(file.path);
  for (const auto& file : scenario.directories) paths.push_back(file.path);
  for (const sim::TrafficSpec& item : scenario.traffic) {
    if (const auto* trace = std::get_if<sim::TraceSpec>(&item.source)) paths.push_back(trace->path);
    if (const auto* replay = std::get_if<sim::ReplaySpec>(&item.source)) {
      for (const auto& file : replay->files) paths.push_back(file.path);
    }
  }
  return paths;
}

}  // namespace torntape::tools
