#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/replicate.hpp"
#include "tools/load.hpp"
#include "tools/results/campaign.hpp"
#include "tools/results/writer.hpp"

namespace torntape::tools {

/// What a result file of `loaded` is a result of. Reads every input for its digest. Throws Failure.
results::Campaign describe_campaign(const LoadedCampaign& loaded, const ScenarioOptions& options, bool deliveries);

/// The options with which the result file at `path` is gone on with, where nothing else was typed: the scenario, its
/// settings, seed and number of replications, and whether it keeps deliveries. Throws Failure.
struct ResumeOptions {
  ScenarioOptions scenario;
  bool deliveries = false;
};
ResumeOptions options_of_file(const std::string& path, ScenarioOptions typed);

/// A result file that a campaign is written to.
class ResultFile {
 public:
  /// Begins a new file, in place of one that is there.
  ResultFile(std::string path, const results::Campaign& campaign, const results::Session& session);
  /// Goes on with the file at `path` where it is one of `campaign`: what it holds becomes ready in `series`. Where
  /// there is no file, begins one. Throws Failure where it is another campaign's.
  ResultFile(std::string path, const results::Campaign& campaign, const results::Session& session,
             std::vector<sim::Series>& series);

  void add(const sim::Takers::Finished& finished);
  /// Point `point`, from 0, is done with its first `count` replications.
  void cut(std::size_t point, std::uint32_t count) { writer_->cut(static_cast<std::uint32_t>(point) + 1, count); }
  void end(double wall_seconds) { writer_->end(wall_seconds); }

  const std::string& path() const { return path_; }
  /// Replications that were in it when it was opened.
  std::uint32_t found() const { return found_; }

 private:
  std::string path_;
  std::uint32_t found_ = 0;
  std::optional<results::Writer> writer_;
};

}  // namespace torntape::tools
