#pragma once

#include <atomic>

namespace torntape::tools {

/// While it lives, the first SIGINT or SIGTERM sets `stop` and no more; the next one ends the program at once. One at a
/// time.
class Interrupt {
 public:
  explicit Interrupt(std::atomic<bool>& stop);
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// How a program that was interrupted ends: 128 and the number of the signal; 0 where none came.
  static int exit_code();
};

}  // namespace torntape::tools
