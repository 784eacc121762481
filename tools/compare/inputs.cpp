#include "tools/compare/inputs.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <optional>
#include <utility>

#include "sim/replicate.hpp"
#include "tools/command.hpp"
#include "tools/load.hpp"
#include "tools/results/reader.hpp"

namespace torntape::tools {
namespace {

/// A scenario that is to be run, and what stands for it in the report.
struct Variant {
  std::string name;
  ScenarioOptions options;
  Loaded loaded;
};

/// What a file's sides are made of.
struct Source {
  std::vector<Side> results;       ///< of a result file
  std::optional<Variant> variant;  ///< of a scenario file
};

bool is_result_file(const std::string& path) {
  if (path.ends_with(".db")) return true;
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  std::string start(kMagic.size(), ' ');
  std::ifstream file(path, std::ios::binary);
  return file.read(start.data(), static_cast<std::streamsize>(start.size())) && start == kMagic;
}

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

Variant variant_of(const SideOptions& options, const std::string& file, const std::string& with) {
  Variant variant{with.empty() ? file : with, {file, options.sets, options.seed, options.replications}, {}};
  for (const std::string& key : keys_of(with)) {
    const std::size_t equals = key.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Failure(kWrongInput,
                    fmt::format("--with '{}': error: expected KEY=VALUE, or several with ; between them", with));
    }
    variant.options.sets.push_back(key);
  }
  variant.loaded = load(variant.options, !options.quiet && with.empty());
  return variant;
}

std::vector<Side> points_of(const std::string& file, bool alone) {
  std::vector<Side> sides;
  for (sim::Results& results : results::read_results(file)) {
    if (results.replications.empty()) {
      throw Failure(kWrongInput,
                    fmt::format("{}: error: a point has no replication yet; run --resume adds them", file));
    }
    const std::string point = results::point_name(results.settings);
    const std::string name = point.empty() ? file : alone ? point : fmt::format("{}: {}", file, point);
    sides.push_back({name, std::move(results)});
  }
  return sides;
}

std::vector<Source> sources_of(const SideOptions& options) {
  std::vector<Source> sources;
  for (const std::string& file : options.files) {
    Source source;
    if (is_result_file(file)) {
      source.results = points_of(file, options.files.size() == 1);
    } else {
      source.variant = variant_of(options, file, "");
    }
    sources.push_back(std::move(source));
  }
  for (const std::string& with : options.with) {
    if (!sources.front().variant) {
      throw Failure(kWrongInput, fmt::format("--with '{}': error: sets keys of a scenario, and {} is a result file",
                                             with, options.files.front()));
    }
    Source source;
    source.variant = variant_of(options, options.files.front(), with);
    sources.push_back(std::move(source));
  }
  return sources;
}

void refuse_one_side(const std::vector<Source>& sources, const SideOptions& options) {
  std::size_t sides = 0;
  for (const Source& source : sources) sides += source.variant ? 1 : source.results.size();
  if (sides >= 2) return;
  throw Failure(
      kWrongInput,
      fmt::format("{}: error: is one side only; give a second file{}", options.files.front(),
                  sources.front().variant ? ", or --with KEY=VALUE for the same scenario with another value" : ""));
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
      std::find_if(sources.begin(), sources.end(), [](const Source& source) { return source.variant.has_value(); });
  if (scenario == sources.end()) return common;
  common = {scenario->variant->loaded.scenario.seed, scenario->variant->loaded.scenario.replications};
  const auto file =
      std::find_if(sources.begin(), sources.end(), [](const Source& source) { return !source.variant.has_value(); });
  if (file == sources.end()) return common;
  const sim::Results& results = file->results.front().results;
  if (options.seed.empty()) common.seed = results.seed;
  if (options.replications.empty()) common.replications = results.replications.back().number;
  return common;
}

void note_other_seed(const Variant& variant, const CommonRun& common, bool quiet) {
  const scenarios::Scenario& scenario = variant.loaded.scenario;
  if (quiet || scenario.seed == common.seed) return;
  fmt::print(stderr, "{}: note: run with seed {}, as the other sides, not with its own, {}\n", variant.options.file,
             common.seed, scenario.seed);
}

Side run_variant(Variant& variant, const CommonRun& common, const SideOptions& options) {
  note_other_seed(variant, common, options.quiet);
  sim::Plan& plan = *variant.loaded.plan;
  plan.seed = common.seed;
  Side side{variant.name, sim::results_of(plan, variant.loaded.scenario.name)};
  const bool shown = !options.quiet && isatty(STDERR_FILENO) == 1;
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
    if (source.variant) {
      sides.push_back(run_variant(*source.variant, common, options));
      source.variant.reset();
      continue;
    }
    for (Side& side : source.results) sides.push_back(std::move(side));
  }
  return sides;
}

}  // namespace torntape::tools
