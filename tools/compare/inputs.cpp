#include "tools/compare/inputs.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "sim/replicate.hpp"
#include "tools/command.hpp"
#include "tools/file_kind.hpp"
#include "tools/load.hpp"
#include "tools/results/reader.hpp"
#include "tools/terminal.hpp"

namespace torntape::tools {
namespace {

/// A point of a scenario that is to be run, and what stands for it in the report.
struct Variant {
  std::string name;
  std::string file;
  Settings sets;
  LoadedPoint point;
};

/// What a file's sides are made of.
struct Source {
  std::vector<Side> results;      ///< of a result file
  std::vector<Variant> variants;  ///< of a scenario file, one a point of its sweep
};

/// The keys of one --with, which stand between semicolons.
std::vector<std::string> keys_of(const std::string& with) {
  std::vector<std::string> keys;
  for (std::size_t start = 0; start < with.size();) {
    const std::size_t end = std::min(with.find(';', start), with.size());
    const std::size_t first = with.find_first_not_of(' ', start);
    if (first < end) keys.push_back(with.substr(first, with.find_last_not_of(' ', end - 1) + 1 - first));
    start = end + 1;
  }
  return keys;
}

/// `name` of what has one point, else the point's own, after `name` where that tells it from others.
std::string side_name(const std::string& name, const std::string& point, bool alone) {
  if (point.empty()) return name;
  return alone ? point : fmt::format("{}: {}", name, point);
}

std::vector<Variant> variants_of(const SideOptions& options, const std::string& file, const std::string& with) {
  ScenarioOptions scenario{file, options.sets, options.seed, options.replications, {}};
  for (const std::string& key : keys_of(with)) {
    const std::size_t equals = key.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Failure(kWrongInput,
                    fmt::format("--with '{}': error: expected KEY=VALUE, or several with ; between them", with));
    }
    scenario.with.push_back(key);
  }
  const bool alone = options.files.size() + options.with.size() == 1;
  std::vector<Variant> variants;
  LoadedCampaign campaign = load_campaign(scenario, !options.quiet && with.empty());
  campaign.settings.resize(options.sets.size());
  for (LoadedPoint& point : campaign.points) {
    const std::string name = side_name(with.empty() ? file : with, results::point_name(point.settings), alone);
    variants.push_back({name, file, campaign.settings, std::move(point)});
  }
  return variants;
}

std::vector<Side> points_of(const std::string& file, bool alone) {
  std::vector<Side> sides;
  const results::Reader reader(file);
  for (sim::Results& results : reader.results()) {
    if (results.replications.empty()) {
      throw Failure(kWrongInput,
                    fmt::format("{}: error: a point has no replication yet; run --resume adds them", file));
    }
    const std::string name = side_name(file, results::point_name(results.settings), alone);
    sides.push_back({name, std::move(results), reader.campaign().settings});
  }
  return sides;
}

std::vector<Source> sources_of(const SideOptions& options) {
  std::vector<Source> sources;
  for (const std::string& file : options.files) {
    Source source;
    if (is_result_file(file)) {
      source.results = points_of(file, options.files.size() == 1);
    } else if (is_json_of_run(file)) {
      throw Failure(kWrongInput,
                    fmt::format("{}: error: this is what run prints as JSON; a result file to compare ends "
                                "in .db: run -o RESULT.db",
                                file));
    } else {
      source.variants = variants_of(options, file, "");
    }
    sources.push_back(std::move(source));
  }
  for (const std::string& with : options.with) {
    if (sources.front().variants.empty()) {
      throw Failure(kWrongInput, fmt::format("--with '{}': error: sets keys of a scenario, and {} is a result file",
                                             with, options.files.front()));
    }
    Source source;
    source.variants = variants_of(options, options.files.front(), with);
    sources.push_back(std::move(source));
  }
  return sources;
}

void refuse_one_side(const std::vector<Source>& sources, const SideOptions& options) {
  std::size_t sides = 0;
  for (const Source& source : sources) sides += source.variants.size() + source.results.size();
  if (sides >= 2) return;
  throw Failure(kWrongInput, fmt::format("{}: error: is one side only; give a second file{}", options.files.front(),
                                         !sources.front().variants.empty()
                                             ? ", or --with KEY=VALUE for the same scenario with another value"
                                             : ""));
}

/// The seed and the number of replications that every scenario is run with.
struct CommonRun {
  std::uint64_t seed = 1;
  std::uint32_t replications = 1;
};

/// Those of the first result file, or else of the baseline; what the user typed goes before both.
CommonRun common_run(const std::vector<Source>& sources, const SideOptions& options) {
  CommonRun common;
  const auto scenario =
      std::find_if(sources.begin(), sources.end(), [](const Source& source) { return source.results.empty(); });
  if (scenario == sources.end()) return common;
  const scenarios::Scenario& first = scenario->variants.front().point.scenario;
  common = {first.seed, first.replications};
  const auto file =
      std::find_if(sources.begin(), sources.end(), [](const Source& source) { return !source.results.empty(); });
  if (file == sources.end()) return common;
  const sim::Results& results = file->results.front().results;
  if (options.seed.empty()) common.seed = results.seed;
  if (options.replications.empty()) common.replications = results.replications.back().number;
  return common;
}

/// Tells what of its own the scenario is not run by.
void note_common_run(const Variant& variant, const CommonRun& common, bool quiet) {
  const scenarios::Scenario& scenario = variant.point.scenario;
  if (quiet) return;
  if (scenario.seed != common.seed) {
    fmt::print(stderr, "{}: note: run with seed {}, as the other sides, not with its own, {}\n", variant.file,
               common.seed, scenario.seed);
  }
  if (scenario.until) {
    fmt::print(stderr, "{}: note: run.until is left aside, for all sides have {} replications\n", variant.file,
               common.replications);
  }
}

Side run_variant(Variant& variant, const CommonRun& common, const SideOptions& options) {
  note_common_run(variant, common, options.quiet);
  sim::Plan& plan = *variant.point.plan;
  plan.seed = common.seed;
  Side side{variant.name, sim::results_of(plan, variant.point.scenario.name), variant.sets};
  const bool shown = !options.quiet && rewrites_stderr();
  sim::replicate(plan, common.replications, options.jobs, {}, [&](sim::Replication replication) {
    if (shown) {
      fmt::print(stderr, "\r\033[K{}: replication {} of {}", variant.name, replication.number, common.replications);
      std::fflush(stderr);
    }
    side.results.replications.push_back(std::move(replication));
  });
  if (shown) fmt::print(stderr, "\r\033[K");
  return side;
}

}  // namespace

std::vector<Side> sides_of(const SideOptions& options) {
  std::vector<Source> sources = sources_of(options);
  refuse_one_side(sources, options);
  const CommonRun common = common_run(sources, options);
  std::vector<Side> sides;
  for (Source& source : sources) {
    for (Variant& variant : source.variants) {
      sides.push_back(run_variant(variant, common, options));
      variant.point.plan.reset();
    }
    for (Side& side : source.results) sides.push_back(std::move(side));
  }
  return sides;
}

}  // namespace torntape::tools
