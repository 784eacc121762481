// Named benchmarks: each prints its rate, the ratio to a reference loop timed in the same run, and its greatest memory.
// Rates are of processor time, the median of several rounds; machines differ and are shared, so compare ratios.

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tools/benchmarks/benchmarks.hpp"

namespace torntape::tools {
namespace {

struct Named {
  std::string name;
  std::function<void(const Bench&)> run;
};

const std::vector<Named>& all() {
  static const std::vector<Named> benchmarks{
      {"W1", [](const Bench& bench) { bench_workload(bench, "M/M/1 at load 0.8", "w1.yaml"); }},
      {"W2", [](const Bench& bench) { bench_workload(bench, "two precedences at load 0.9", "w2.yaml"); }},
      {"W3", [](const Bench& bench) { bench_workload(bench, "240 posts, eight relays, a hub", "w3.yaml"); }},
      {"scale", bench_scale},
      {"trace", bench_trace},
      {"parse", bench_parse},
      {"deliveries", bench_deliveries},
      {"startup", bench_startup}};
  return benchmarks;
}

/// 12.3 million, 456 thousand, 78.9.
std::string with_magnitude(double value) {
  if (value >= 1e6) return fmt::format("{:.2f} million", value / 1e6);
  if (value >= 1e5) return fmt::format("{:.0f} thousand", value / 1e3);
  return fmt::format("{:.4g}", value);
}

void tell(const std::string& name, bool markdown, const std::string& what, const std::string& unit,
          const Measured& measured, const std::string& remark) {
  const std::string rate = unit.empty() ? "" : fmt::format("{} {}/s", with_magnitude(measured.rate), unit);
  const std::string ratio = measured.ratio == 0 ? "" : fmt::format("{:.3g}", measured.ratio);
  const std::string memory = measured.megabytes == 0 ? "" : fmt::format("{:.1f} MB", measured.megabytes);
  if (markdown) {
    fmt::print("| {} | {} | {} | {} | {} | {} |\n", name, what, rate, ratio, memory, remark);
  } else {
    fmt::print("{:<10}  {:<48} {:>30} {:>8} {:>10}  {}\n", name, what, rate, ratio, memory, remark);
  }
  std::fflush(stdout);
}

/// A folder that goes when the benchmarks are over.
class Scratch {
 public:
  Scratch() : path_((std::filesystem::temp_directory_path() / ("torntape-bench-" + std::string(6, 'X'))).string()) {
    if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no folder for scratch files can be made");
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

int bench(const std::string& folder, const std::vector<std::string>& wanted, bool markdown) {
  const Scratch scratch;
  if (markdown) {
    fmt::print("| benchmark | what | rate | of the reference | memory | |\n|---|---|---:|---:|---:|---|\n");
  } else {
    fmt::print("{:<10}  {:<48} {:>30} {:>8} {:>10}\n", "benchmark", "what", "rate", "ratio", "memory");
  }
  for (const Named& benchmark : all()) {
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), benchmark.name) == wanted.end()) continue;
    benchmark.run({folder, scratch.path() + '/',
                   [&](const std::string& what, const std::string& unit, const Measured& measured,
                       const std::string& remark) { tell(benchmark.name, markdown, what, unit, measured, remark); }});
  }
  return 0;
}

}  // namespace

/// torntape_bench FOLDER [--markdown] [NAME]..., or FOLDER --once for a short W3 alone: FOLDER ends in a slash and
/// holds the benchmark scenarios.
int bench_program(int argc, char** argv) {
  std::vector<std::string> wanted(argv + std::min(argc, 2), argv + argc);
  const bool once = std::erase(wanted, "--once") > 0;
  const bool markdown = std::erase(wanted, "--markdown") > 0;
  const auto known = [](const std::string& name) {
    return std::any_of(all().begin(), all().end(), [&](const Named& benchmark) { return benchmark.name == name; });
  };
  if (argc < 2 || !std::all_of(wanted.begin(), wanted.end(), known)) {
    fmt::print(stderr, "usage: torntape_bench FOLDER/ [--markdown] [NAME]...\nnames:");
    for (const Named& benchmark : all()) fmt::print(stderr, " {}", benchmark.name);
    fmt::print(stderr, "\n");
    return 2;
  }
  try {
    if (once) return simulate_once(std::string(argv[1]) + "w3.yaml"), 0;
    return bench(argv[1], wanted, markdown);
  } catch (const std::exception& error) {
    fmt::print(stderr, "torntape_bench: error: {}\n", error.what());
    return 1;
  }
}

}  // namespace torntape::tools

int main(int argc, char** argv) {
  return torntape::tools::bench_program(argc, argv);
}
