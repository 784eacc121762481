#include <fmt/core.h>

#include <stdexcept>

#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/engine.hpp"
#include "tools/benchmarks/benchmarks.hpp"

namespace torntape::tools {

void bench_workload(const Bench& bench, const std::string& name, const std::string& file) {
  const Measured result = apart([&] {
    topology::Problems problems;
    const auto scenario = scenarios::read_scenario(bench.scenarios + file, {}, problems);
    const auto plan = scenario ? scenarios::resolve(*scenario, problems) : nullptr;
    if (!plan) throw std::runtime_error(topology::line_of(problems.sorted().front()));
    return measure(
        [&] { return timed([&] { return static_cast<double>(sim::simulate(*plan, 1, {}).all_transmissions); }); });
  });
  bench.tell(name, "transmissions", result, "");
}

}  // namespace torntape::tools
