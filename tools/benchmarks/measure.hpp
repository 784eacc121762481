#pragma once

#include <functional>

namespace torntape::tools {

/// What was done, and the seconds of processor time (user and system) that it took.
struct Work {
  double units = 0;
  double seconds = 0;
};

/// Processor time of this process so far, in seconds.
double processor_seconds();

/// `work`, which returns how many units it did, with the time that it took.
Work timed(const std::function<double()>& work);

/// One line of a benchmark's result.
struct Measured {
  double rate = 0;       ///< units a second of processor time: the median of the rounds
  double ratio = 0;      ///< ... over turns a second of the reference loop, timed before and after each round
  double megabytes = 0;  ///< greatest resident memory during the rounds; 0 where the system does not tell
  double more[4] = {};   ///< what else the benchmark wants to tell
};

/// Does `work` once for practice and then `rounds` times.
Measured measure(const std::function<Work()>& work, int rounds = 5);

/// `benchmark` in a process of its own, so that its memory is its own. Throws std::runtime_error where it failed.
Measured apart(const std::function<Measured()>& benchmark);

/// Resident memory now, in megabytes; 0 where the system does not tell.
double resident_megabytes();

}  // namespace torntape::tools
