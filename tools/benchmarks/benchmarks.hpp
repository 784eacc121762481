#pragma once

#include <functional>
#include <string>

#include "tools/benchmarks/measure.hpp"

namespace torntape::tools {

/// What the benchmarks work with, and where their results go.
struct Bench {
  std::string scenarios;  ///< folder of the benchmark scenarios, ending in a slash
  std::string scratch;    ///< folder for files that are made, ending in a slash
  /// Tells one result: what was measured, the unit of its rate, and what else is to be said.
  std::function<void(const std::string& what, const std::string& unit, const Measured&, const std::string& remark)>
      tell;
};

// Each runs its cases and tells them; throws std::runtime_error where something fails.

/// A shipped workload, such as "w3.yaml", simulated with summary results: transmissions.
void bench_workload(const Bench& bench, const std::string& name, const std::string& file);
/// Half an hour of the workload at `path`, for profilers.
void simulate_once(const std::string& path);
/// What a transmission costs from 10^3 to 10^6 messages in the system and from 250 to 25,000 stations.
void bench_scale(const Bench& bench);
/// A trace read, checked and resolved before the run, and read again in a replication.
void bench_trace(const Bench& bench);
/// Telegrams read and printed as JSON.
void bench_parse(const Bench& bench);
/// The file of --deliveries.
void bench_deliveries(const Bench& bench);
/// Scenarios of 25,000 and 250,000 stations read, checked and resolved.
void bench_startup(const Bench& bench);

}  // namespace torntape::tools
