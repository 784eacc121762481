#pragma once

#include <memory>
#include <string>

#include "sim/plan.hpp"
#include "sim/trace_source.hpp"
#include "topology/network.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// A trace: a CSV file with the header filed_s,from,characters,to,info, or class besides, one message a row, sorted by
/// filed_s, a byte order mark before all aside. Read as a stream, never held whole.
class TraceFile : public sim::TraceOpener {
 public:
  /// `network`, in which the rows' indicators are found, must outlive the trace.
  TraceFile(std::string path, const topology::Network& network) : path_(std::move(path)), network_(network) {}

  /// Reads the whole file and reports what is wrong, row by row, as what no circuits of `plan` that are approved for it
  /// can carry; warns of rows that count for nothing. `named_at` is where the scenario names the trace.
  void check(const topology::Place& named_at, const sim::Plan& plan, topology::Problems& problems) const;

  /// Rows from the first on. Reading them throws std::runtime_error where the file has changed since check().
  std::unique_ptr<sim::TraceRows> open() const override;

 private:
  std::string path_;
  const topology::Network& network_;
};

}  // namespace torntape::scenarios
