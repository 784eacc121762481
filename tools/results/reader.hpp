#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/campaign.hpp"
#include "tools/results/campaign.hpp"

namespace torntape::results {

class Database;

/// Reads a result file. Every member throws tools::Failure, its line naming the file, where the file is none, is of
/// another format, is damaged, or is being written.
class Reader {
 public:
  explicit Reader(const std::string& path);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// What the file is a result of; its points' results hold no replications.
  const Campaign& campaign() const { return campaign_; }
  const std::string& path() const { return path_; }

  /// Hands over the replications of point `point`, from 1, in order of number, without delivery rows: bit by bit what
  /// was added.
  void each(std::uint32_t point, const std::function<void(sim::Replication)>& take) const;

  /// Reads everything once, as each() does, and the delivery rows: throws where any of it is damaged.
  void check() const;

  /// The points with all their replications.
  std::vector<sim::Results> results() const;

  /// Where the scenario file stood when the file was last written to.
  std::string scenario_file() const;

  /// Hands over the SQLite connection that everything is read by.
  const Database& database() const { return *database_; }

 private:
  void check_deliveries(std::uint32_t point, const sim::Replication& replication) const;

  std::string path_;
  std::unique_ptr<Database> database_;
  Campaign campaign_;
};

/// The points of the result file at `path` with all their replications. Throws tools::Failure.
std::vector<sim::Results> read_results(const std::string& path);

}  // namespace torntape::results
