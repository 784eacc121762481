#include "tools/run.hpp"

#include <fmt/core.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/replicate.hpp"
#include "sim/statistics.hpp"
#include "sim/stop_rule.hpp"
#include "tools/campaign.hpp"
#include "tools/command.hpp"
#include "tools/deliveries_csv.hpp"
#include "tools/file_kind.hpp"
#include "tools/interrupt.hpp"
#include "tools/output_file.hpp"
#include "tools/progress.hpp"
#include "tools/result_json.hpp"
#include "tools/result_table.hpp"
#include "tools/sweep_table.hpp"

namespace torntape::tools {
namespace {

/// The routing lines of at most so many replayed telegrams are kept and shown.
constexpr std::size_t kMostTelegrams = 3;

bool is_json(const std::string& path) {
  return path.ends_with(".json");
}

/// Puts what was typed after --resume in its place: a result file goes without -o; beside -o it is the scenario, as
/// `-o RESULT.db --resume SCENARIO` has the same options as `SCENARIO -o RESULT.db --resume`.
void place_resumed(RunOptions& options) {
  if (options.resumed.empty()) return;
  if (options.output.empty()) {
    options.output = options.resumed;
  } else if (options.scenario.file.empty() && !is_result_file(options.resumed)) {
    options.scenario.file = options.resumed;
  } else {
    throw Failure(kWrongInput,
                  "--resume: error: --resume RESULT.db goes without -o, as it is RESULT.db that is gone on "
                  "with; leave -o out");
  }
}

/// Fills in what `run --resume RESULT.db` leaves to the file, and refuses options that do not go together.
void complete(RunOptions& options) {
  const auto refuse = [](const std::string& text) { throw Failure(kWrongInput, text); };
  place_resumed(options);
  const bool database = !options.output.empty() && !is_json(options.output);
  if (options.resume && !database) {
    refuse("--resume: error: name the result file to go on with, as run --resume RESULT.db");
  }
  if (options.resume && options.force) refuse("--resume: error: goes on with a file, and --force overwrites it");
  if (options.resume && !options.deliveries.empty()) {
    refuse("--deliveries: error: cannot be resumed; keep them in the result file with --store-deliveries");
  }
  if (options.store_deliveries && !database) refuse("--store-deliveries: error: needs a result file, -o RESULT.db");
  if (!options.scenario.file.empty()) return;
  if (!options.resume) refuse("run: error: name a scenario file; see torntape run --help");
  ResumeOptions stored = options_of_file(options.output, options.scenario);
  options.scenario = std::move(stored.scenario);
  options.store_deliveries = stored.deliveries;
}

/// What the replications of the points came to, in the order of the points.
class Gathering {
 public:
  Gathering(const LoadedCampaign& loaded, DeliveriesCsv* deliveries) : deliveries_(deliveries) {
    for (const LoadedPoint& point : loaded.points) {
      summarizers_.emplace_back(point.plan->network, point.plan->handling, point.plan->window);
      watches_.emplace_back();
      if (point.scenario.until) watches_.back().emplace(*point.scenario.until);
    }
  }

  /// False where the point's stop rule is met.
  bool take(std::size_t point, const sim::Replication& replication) {
    summarizers_[point].add(replication);
    if (deliveries_ != nullptr) deliveries_->add(replication);
    if (!watches_[point]) return true;
    watches_[point]->add(replication);
    return !watches_[point]->reached();
  }

  std::vector<PointResult> results(const LoadedCampaign& loaded) const {
    std::vector<PointResult> results;
    for (std::size_t i = 0; i < summarizers_.size(); ++i) {
      results.push_back({&loaded.points[i], summarizers_[i].summary(), watches_[i]});
    }
    return results;
  }

 private:
  DeliveriesCsv* deliveries_;
  std::vector<sim::Summarizer> summarizers_;
  std::vector<std::optional<sim::StopWatch>> watches_;
};

std::vector<sim::Series> series_of(const LoadedCampaign& loaded) {
  std::vector<sim::Series> series;
  for (const LoadedPoint& point : loaded.points) {
    sim::Series& one = series.emplace_back();
    one.plan = point.plan.get();
    one.count = point.scenario.replications;
    one.needed = point.scenario.until ? point.scenario.until->at_least : one.count;
  }
  return series;
}

void check_outputs(const RunOptions& options, const LoadedCampaign& loaded) {
  std::vector<std::string> inputs = loaded.inputs;
  check_output(options.output, inputs);
  inputs.push_back(options.output);
  check_output(options.deliveries, inputs);
  std::error_code ignored;
  if (!options.force && std::filesystem::exists(options.deliveries, ignored) && is_result_file(options.deliveries)) {
    throw Failure(kWrongInput,
                  fmt::format("{}: error: this is a result file; give another name, or --force", options.deliveries));
  }
  if (!options.deliveries.empty() && loaded.is_sweep()) {
    throw Failure(kWrongInput, fmt::format("{}: error: deliveries of several points do not fit into one table; keep "
                                           "them in a result file with --store-deliveries",
                                           options.deliveries));
  }
}

/// The result file of -o, with what it holds in `series`; nothing where none is wanted.
std::optional<ResultFile> result_file(const RunOptions& options, const LoadedCampaign& loaded,
                                      std::vector<sim::Series>& series) {
  if (options.output.empty() || is_json(options.output)) return std::nullopt;
  const results::Campaign campaign = describe_campaign(loaded, options.scenario, options.store_deliveries);
  std::error_code ignored;
  const results::Session session{std::filesystem::absolute(options.scenario.file, ignored).string(), options.jobs};
  if (options.resume) return ResultFile(options.output, campaign, session, series);
  return ResultFile(options.output, campaign, session);
}

int interrupted(const std::optional<ResultFile>& file, std::uint32_t done, std::uint32_t total) {
  if (file) {
    fmt::print(stderr, "interrupted: {} of {} replications are in {}; torntape run --resume {} does the rest\n", done,
               total, file->path(), file->path());
  } else {
    fmt::print(stderr, "interrupted: nothing is kept; -o RESULT.db keeps what is done, for --resume to go on with\n");
  }
  return Interrupt::exit_code();
}

void print(const RunOptions& options, const LoadedCampaign& loaded, const std::vector<PointResult>& points,
           const std::string& json) {
  const PointResult& first = points[0];
  switch (options.format) {
    case Format::json:
      fmt::print("{}", json);
      break;
    case Format::csv:
      fmt::print("{}", loaded.is_sweep() ? sweep_csv(points) : result_csv(first.summary));
      break;
    case Format::markdown:
      fmt::print("{}",
                 loaded.is_sweep() ? sweep_markdown(points, loaded.settings) : result_markdown(first, loaded.settings));
      break;
    case Format::table:
      fmt::print("{}", loaded.is_sweep() ? sweep_table(points, loaded.settings, look_of_stdout())
                                         : result_table(first, loaded.settings, look_of_stdout()));
      fmt::print("{}", until_notes(points));
      break;
  }
}

}  // namespace

int run(RunOptions options) {
  complete(options);
  if (!options.resume) refuse_to_overwrite(options.output, options.force);
  const LoadedCampaign loaded = load_campaign(options.scenario, !options.quiet);
  check_outputs(options, loaded);
  std::optional<DeliveriesCsv> deliveries;
  if (!options.deliveries.empty()) deliveries.emplace(options.deliveries, *loaded.points[0].plan);
  std::vector<sim::Series> series = series_of(loaded);
  std::uint32_t total = 0;
  for (const sim::Series& one : series) total += one.count;
  sim::Monitor monitor(std::min(options.jobs, std::max(1U, total)));
  const Interrupt interrupt(monitor.stop);
  std::optional<ResultFile> file = result_file(options, loaded, series);

  sim::Recording recording;
  recording.deliveries = deliveries.has_value() || options.store_deliveries;
  recording.waits = file.has_value();
  recording.routing_lines = loaded.points[0].plan->telegrams.size() <= kMostTelegrams;
  Gathering gathering(loaded, deliveries ? &*deliveries : nullptr);
  const std::uint32_t found = file ? file->found() : 0;
  sim::Takers takers;
  if (file) takers.keep = [&](const sim::Takers::Finished& finished) { file->add(finished); };
  takers.take = [&](std::size_t point, const sim::Replication& replication) {
    if (gathering.take(point, replication)) return true;
    if (file) file->cut(point, replication.number);
    return false;
  };
  const auto start = std::chrono::steady_clock::now();
  bool whole = false;
  {
    const Progress progress(monitor, total, found, loaded.points[0].scenario.until.has_value(), options.quiet);
    whole = sim::replicate(std::move(series), recording, takers, monitor);
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  if (file) file->end(wall.count());
  if (!whole) return interrupted(file, found + monitor.simulated, total);
  if (deliveries) deliveries->close();

  const std::vector<PointResult> points = gathering.results(loaded);
  const std::string json = result_json(points, wall.count());
  if (is_json(options.output)) write_file(options.output, json);
  print(options, loaded, points, json);
  return kDone;
}

}  // namespace torntape::tools
