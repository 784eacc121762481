// Named benchmarks: each prints its rate, the ratio to a reference loop timed in the same run, and the peak memory.
// Rates are of processor time, the median of several runs; machines differ and are shared, so compare ratios.

#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <functional>
#include <queue>
#include <string>
#include <vector>

#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/engine.hpp"
#include "sim/random.hpp"

namespace torntape::tools {
namespace {

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Units a second of `work`, which returns how many it did: the median of five runs after one that is not counted.
double rate(const std::function<std::uint64_t()>& work) {
  constexpr int kRuns = 5;
  std::vector<double> rates;
  for (int i = 0; i <= kRuns; ++i) {
    const double start = processor_seconds();
    const auto units = static_cast<double>(work());
    if (i > 0) rates.push_back(units / (processor_seconds() - start));
  }
  std::nth_element(rates.begin(), rates.begin() + kRuns / 2, rates.end());
  return rates[kRuns / 2];
}

/// The yardstick: the earliest of 500 events is taken from a standard heap and put back later. It never changes, so the
/// ratio to it says what torntape gained, whatever the machine.
std::uint64_t reference_loop() {
  constexpr std::uint64_t kHolds = 3'000'000;
  std::priority_queue<std::uint64_t, std::vector<std::uint64_t>, std::greater<>> events;
  for (std::uint64_t i = 0; i < 500; ++i) events.push(sim::Draws::mix(i) >> 40);
  for (std::uint64_t i = 0; i < kHolds; ++i) {
    const std::uint64_t time = events.top();
    events.pop();
    events.push(time + (sim::Draws::mix(i) >> 40));
  }
  return kHolds + (events.top() == 0 ? 1 : 0);
}

struct Benchmark {
  std::string name;
  std::string file;
  std::string unit;
};

int run_benchmark(const Benchmark& benchmark, const std::string& folder, double yardstick) {
  topology::Problems problems;
  const auto scenario = scenarios::read_scenario(folder + benchmark.file, {}, problems);
  const auto plan = scenario ? scenarios::resolve(*scenario, problems) : nullptr;
  if (!plan) {
    for (const auto& problem : problems.sorted()) fmt::print(stderr, "{}\n", topology::line_of(problem));
    return 2;
  }
  const double found = rate([&] { return sim::simulate(*plan, 1, {}).all_transmissions; });
  fmt::print("{:<6} {:8.2f} million {}/s  {:6.2f} of the reference loop  {:6.1f} MB\n", benchmark.name, found / 1e6,
             benchmark.unit, found / yardstick, peak_megabytes());
  return 0;
}

}  // namespace
}  // namespace torntape::tools

/// torntape_bench FOLDER [NAME]...: FOLDER ends in a slash and holds the benchmark scenarios.
int main(int argc, char** argv) {
  using namespace torntape::tools;
  const std::vector<Benchmark> all{
      {"W1", "w1.yaml", "transmissions"}, {"W2", "w2.yaml", "transmissions"}, {"W3", "w3.yaml", "transmissions"}};
  if (argc < 2) {
    fmt::print(stderr, "usage: torntape_bench FOLDER/ [NAME]...\n");
    return 2;
  }
  const std::vector<std::string> wanted(argv + 2, argv + argc);
  const double yardstick = rate(reference_loop);
  fmt::print("reference loop: {:.2f} million events/s\n", yardstick / 1e6);
  for (const Benchmark& benchmark : all) {
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), benchmark.name) == wanted.end()) continue;
    if (const int code = run_benchmark(benchmark, argv[1], yardstick); code != 0) return code;
  }
  return 0;
}
