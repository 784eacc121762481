#include "tools/benchmarks/measure.hpp"

#include <fmt/core.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <exception>
#include <fstream>
#include <queue>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/random.hpp"

namespace torntape::tools {
namespace {

static_assert(std::is_trivially_copyable_v<Measured>);

/// The yardstick: the earliest of 500 events is taken from a standard heap and put back later. It never changes, so the
/// ratio to it says what torntape gained, whatever the machine.
double reference_loop() {
  constexpr std::uint64_t kTurns = 1'000'000;
  std::priority_queue<std::uint64_t, std::vector<std::uint64_t>, std::greater<>> events;
  for (std::uint64_t i = 0; i < 500; ++i) events.push(sim::Draws::mix(i) >> 40);
  for (std::uint64_t i = 0; i < kTurns; ++i) {
    const std::uint64_t time = events.top();
    events.pop();
    events.push(time + (sim::Draws::mix(i) >> 40));
  }
  return static_cast<double>(kTurns) + (events.top() == 0 ? 1 : 0);
}

double speed(const Work& work) {
  return work.units / std::max(work.seconds, 1e-9);
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// A line such as `VmHWM:  1234 kB` of what Linux tells of this process, in megabytes.
double status_megabytes(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(key + ':')) return std::stod(line.substr(key.size() + 1)) / 1024;
  }
  return 0;
}

/// From now on VmHWM counts from what is resident now, where Linux allows that.
void forget_peak() {
  std::ofstream("/proc/self/clear_refs") << 5;
}

}  // namespace

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

Work timed(const std::function<double()>& work) {
  const double start = processor_seconds();
  const double units = work();
  return {units, processor_seconds() - start};
}

Measured measure(const std::function<Work()>& work, int rounds) {
  std::vector<double> rates;
  std::vector<double> ratios;
  forget_peak();
  work();
  Work before = timed(reference_loop);
  for (int i = 0; i < rounds; ++i) {
    rates.push_back(speed(work()));
    const Work after = timed(reference_loop);
    ratios.push_back(rates.back() / speed({before.units + after.units, before.seconds + after.seconds}));
    before = after;
  }
  return {median(rates), median(ratios), status_megabytes("VmHWM"), {}};
}

Measured apart(const std::function<Measured()>& benchmark) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe can be had");
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no process can be had");
  if (child == 0) {
    int code = 1;
    try {
      const Measured measured = benchmark();
      if (write(ends[1], &measured, sizeof measured) == sizeof measured) code = 0;
    } catch (const std::exception& error) {
      fmt::print(stderr, "{}\n", error.what());
    }
    std::fflush(nullptr);
    _exit(code);
  }
  close(ends[1]);
  Measured measured;
  const bool whole = read(ends[0], &measured, sizeof measured) == sizeof measured;
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (!whole || status != 0) throw std::runtime_error("the benchmark failed");
  return measured;
}

double resident_megabytes() {
  return status_megabytes("VmRSS");
}

}  // namespace torntape::tools
