#include "tools/load.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <utility>

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

void print(const topology::Problems& problems, bool notes) {
  for (const topology::Problem& problem : problems.sorted()) {
    if (problem.severity == topology::Problem::Severity::note && !notes) continue;
    fmt::print(stderr, "{}\n", topology::line_of(problem));
  }
}

}  // namespace

Loaded load(const ScenarioOptions& options, bool notes) {
  topology::Problems problems;
  auto scenario = scenarios::read_scenario(options.file, overrides_of(options.sets), problems);
  std::unique_ptr<sim::Plan> plan;
  if (scenario) {
    if (options.seed) scenario->seed = *options.seed;
    if (options.replications) scenario->replications = *options.replications;
    plan = scenarios::resolve(*scenario, problems);
  }
  print(problems, notes);
  if (!plan) throw Failure(kWrongInput, "");
  return {std::move(*scenario), std::move(plan)};
}

}  // namespace torntape::tools
