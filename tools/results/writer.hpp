#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/measurements.hpp"
#include "tools/results/campaign.hpp"

namespace torntape::results {

/// Who writes, and where: what differs from one run of a campaign to the next. Kept apart from the results.
struct Session {
  std::string scenario_file;  ///< its whole path
  unsigned jobs = 1;
};

/// Writes a campaign's result file, in transactions: whatever ends the program, the file opens and holds all that was
/// added. Holds the file so that no other process writes or reads it meanwhile. For one
/// thread at a time. Every member throws tools::Failure, its line naming the file.
class Writer {
 public:
  /// Makes the file of `campaign` at `path`, in place of one that is there. It appears whole or not at all.
  static Writer create(const std::string& path, const Campaign& campaign, const Session& session);
  /// Goes on with the file at `path`, which is one of `campaign` (difference() finds none).
  static Writer resume(const std::string& path, const Campaign& campaign, const Session& session);

  Writer(Writer&&) noexcept;
  Writer(const Writer&) = delete;
  Writer& operator=(Writer&&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();

  /// Adds replications that are not in the file, each with its point, from 1, in one transaction.
  void add(const std::vector<std::pair<std::uint32_t, const sim::Replication*>>& replications);
  /// Takes the replications after the first `count` of a point out again.
  void cut(std::uint32_t point, std::uint32_t count);
  /// Notes that the session is over, after `wall_seconds` of simulating.
  void end(double wall_seconds);

 private:
  class Tables;
  explicit Writer(std::unique_ptr<Tables> tables);
  std::unique_ptr<Tables> tables_;
};

}  // namespace torntape::results
