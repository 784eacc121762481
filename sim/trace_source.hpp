#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/addressing.hpp"
#include "sim/source.hpp"

namespace torntape::sim {

/// One row of a trace.
struct TraceRow {
  Time filed = 0;
  StationId origin = kNone;
  std::uint32_t characters = 0;
  topology::Classification classification = topology::Classification::unclassified;
  std::vector<Target> targets;  ///< in the order of the row, action before info
};

/// Rows of a trace in order of filing, from wherever they are kept.
class TraceRows {
 public:
  virtual ~TraceRows() = default;
  /// Puts the next row into `row`; false where there is none.
  virtual bool next(TraceRow& row) = 0;
};

/// Opens a trace anew for every replication.
class TraceOpener {
 public:
  virtual ~TraceOpener() = default;
  virtual std::unique_ptr<TraceRows> open() const = 0;
};

/// Messages of a trace, each station of a row once, at its higher precedence.
class TraceFactory : public SourceFactory {
 public:
  TraceFactory(std::shared_ptr<const TraceOpener> opener, const topology::Network& network,
               const topology::Directory& directory)
      : opener_(std::move(opener)), network_(network), directory_(directory) {}
  std::unique_ptr<Source> make(const Draws& draws) const override;

 private:
  std::shared_ptr<const TraceOpener> opener_;
  const topology::Network& network_;
  const topology::Directory& directory_;
};

}  // namespace torntape::sim
