#include "tools/run.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "sim/replicate.hpp"
#include "sim/statistics.hpp"
#include "tools/command.hpp"
#include "tools/deliveries_csv.hpp"
#include "tools/output_file.hpp"
#include "tools/result_json.hpp"
#include "tools/result_table.hpp"

namespace torntape::tools {
namespace {

/// The routing lines of at most so many replayed telegrams are kept and shown.
constexpr std::size_t kMostTelegrams = 3;

/// One line on a terminal, gone when the run is over.
class Progress {
 public:
  Progress(std::uint32_t replications, bool quiet)
      : replications_(replications), shown_(!quiet && isatty(STDERR_FILENO) == 1) {}
  ~Progress() {
    if (shown_) fmt::print(stderr, "\r\033[K");
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::uint32_t done) const {
    if (!shown_) return;
    fmt::print(stderr, "\r\033[Kreplication {} of {} done", done, replications_);
    std::fflush(stderr);
  }

 private:
  std::uint32_t replications_;
  bool shown_;
};

}  // namespace

int run(const RunOptions& options) {
  refuse_to_overwrite(options.output, options.force);
  const Loaded loaded = load(options.scenario, !options.quiet);
  const sim::Plan& plan = *loaded.plan;
  std::vector<std::string> inputs = loaded.inputs(options.scenario);
  check_output(options.output, inputs);
  inputs.push_back(options.output);
  check_output(options.deliveries, inputs);
  std::optional<DeliveriesCsv> deliveries;
  if (!options.deliveries.empty()) deliveries.emplace(options.deliveries, plan);

  sim::Recording recording;
  recording.deliveries = deliveries.has_value();
  recording.routing_lines = plan.telegrams.size() <= kMostTelegrams;
  sim::Summarizer summarizer(plan.network, plan.handling, plan.window);
  const auto start = std::chrono::steady_clock::now();
  {
    const Progress progress(loaded.scenario.replications, options.quiet);
    sim::replicate(plan, loaded.scenario.replications, options.jobs, recording, [&](sim::Replication replication) {
      summarizer.add(replication);
      if (deliveries) deliveries->add(replication);
      progress.show(replication.number);
    });
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  if (deliveries) deliveries->close();

  const sim::Summary summary = summarizer.summary();
  const std::string json = result_json(loaded.scenario, plan, summary, wall.count());
  if (!options.output.empty()) write_file(options.output, json);
  switch (options.format) {
    case Format::json:
      fmt::print("{}", json);
      break;
    case Format::csv:
      fmt::print("{}", result_csv(summary));
      break;
    case Format::markdown:
      fmt::print("{}", result_markdown(loaded.scenario, plan, summary));
      break;
    case Format::table:
      fmt::print("{}", result_table(loaded.scenario, plan, summary, look_of_stdout()));
      break;
  }
  return kDone;
}

}  // namespace torntape::tools
