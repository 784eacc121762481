#include <memory>
#include <stdexcept>
#include <vector>

#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/engine.hpp"
#include "tools/benchmarks/benchmarks.hpp"

namespace torntape::tools {
namespace {

std::unique_ptr<sim::Plan> plan_of(const std::string& path, const std::vector<scenarios::Override>& overrides) {
  topology::Problems problems;
  const auto scenario = scenarios::read_scenario(path, overrides, problems);
  auto plan = scenario ? scenarios::resolve(*scenario, problems) : nullptr;
  if (!plan) throw std::runtime_error(topology::line_of(problems.sorted().front()));
  return plan;
}

}  // namespace

void simulate_once(const std::string& path) {
  const auto plan = plan_of(path, {{"run.duration", "30 min"}});
  sim::simulate(*plan, 1, {});
}

void bench_workload(const Bench& bench, const std::string& name, const std::string& file) {
  const Measured result = apart([&] {
    const auto plan = plan_of(bench.scenarios + file, {});
    return measure(
        [&] { return timed([&] { return static_cast<double>(sim::simulate(*plan, 1, {}).all_transmissions); }); });
  });
  bench.tell(name, "transmissions", result, "");
}

}  // namespace torntape::tools
