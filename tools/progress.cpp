#include "tools/progress.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <mutex>

#include "tools/terminal.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

constexpr std::chrono::milliseconds kBetweenLines{250};

std::string rate_text(double per_second) {
  if (per_second >= 1e6) return fmt::format("{:.1f} million", per_second / 1e6);
  return readable_count(static_cast<std::uint64_t>(per_second));
}

}  // namespace

std::string progress_line(const ProgressFigures& figures) {
  std::string line = fmt::format("{} of {}{} replications", readable_count(figures.done),
                                 figures.at_most ? "at most " : "", readable_count(figures.total));
  if (figures.running_count > 0) {
    line += fmt::format(", {:.0f} running ({:.0f} % done)", figures.running_count,
                        100 * figures.running / figures.running_count);
  }
  if (figures.elapsed <= 0) return line;
  line += fmt::format(", {} transmissions/s", rate_text(static_cast<double>(figures.transmissions) / figures.elapsed));
  const double here = figures.done - figures.done_before + figures.running;
  if (here > 0.01) {
    const double left = std::max(0.0, figures.total - figures.done - figures.running) / here * figures.elapsed;
    line += fmt::format(", {}{} left", figures.at_most ? "at most " : "", readable_seconds(std::max(1.0, left)));
  }
  return line;
}

Progress::Progress(const sim::Monitor& monitor, std::uint32_t total, std::uint32_t done_before, bool at_most,
                   bool quiet)
    : monitor_(monitor) {
  figures_.total = total;
  figures_.at_most = at_most;
  figures_.done_before = done_before;
  if (quiet || !rewrites_stderr()) return;
  teller_ = std::jthread([this](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any over;
    std::unique_lock lock(mutex);
    while (!over.wait_for(lock, stop, kBetweenLines, [&] { return stop.stop_requested(); })) show();
  });
}

Progress::~Progress() {
  if (!teller_.joinable()) return;
  teller_.request_stop();
  teller_.join();
  fmt::print(stderr, "\r\033[K");
}

void Progress::show() const {
  ProgressFigures figures = figures_;
  figures.done = figures.done_before + monitor_.simulated;
  for (const sim::Pulse& pulse : monitor_.pulses) {
    figures.transmissions += pulse.transmissions.load(std::memory_order_relaxed);
    const sim::Time span = pulse.span.load(std::memory_order_relaxed);
    if (span == 0) continue;
    const auto clock = static_cast<double>(pulse.clock.load(std::memory_order_relaxed));
    figures.running_count += 1;
    figures.running += std::min(1.0, clock / static_cast<double>(span));
  }
  figures.elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  fmt::print(stderr, "\r\033[K{}", progress_line(figures));
  std::fflush(stderr);
}

}  // namespace torntape::tools
