#pragma once

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <thread>

#include "sim/replicate.hpp"

namespace torntape::tools {

/// What a line of progress says. Times in seconds.
struct ProgressFigures {
  std::uint32_t done = 0;   ///< replications, those of earlier sessions too
  std::uint32_t total = 0;  ///< wanted in all; under a stop rule, at most
  bool at_most = false;
  double running = 0;        ///< replications under way, each as far as it has come: 0.5 of one, 0.25 of the other
  double running_count = 0;  ///< replications under way
  std::uint64_t transmissions = 0;  ///< in this session
  double elapsed = 0;               ///< in this session
  std::uint32_t done_before = 0;    ///< by earlier sessions
};

/// `12 of 64 replications, 2 running (35 % done), 4.1 million transmissions/s, 3 min left`
std::string progress_line(const ProgressFigures& figures);

/// One line on a terminal that tells how far replicate() has come, gone when the run is over; nothing elsewhere.
class Progress {
 public:
  Progress(const sim::Monitor& monitor, std::uint32_t total, std::uint32_t done_before, bool at_most, bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  void show() const;

  const sim::Monitor& monitor_;
  ProgressFigures figures_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::jthread teller_;
};

}  // namespace torntape::tools
