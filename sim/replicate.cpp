#include "sim/replicate.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace torntape::sim {
namespace {

/// Hands numbers out and results on, in order. A thread that is far ahead waits, so that few results are held.
class Conveyor {
 public:
  Conveyor(std::uint32_t count, unsigned ahead, const std::function<void(Replication)>& take)
      : count_(count), ahead_(ahead), take_(take) {}

  /// The next number to simulate; 0 where there is none.
  std::uint32_t next() {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return failure_ || started_ >= count_ || started_ < taken_ + ahead_; });
    return failure_ || started_ >= count_ ? 0 : ++started_;
  }

  void deliver(std::uint32_t number, Replication result) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return failure_ || taken_ + 1 == number; });
    if (failure_) return;
    take_(std::move(result));
    ++taken_;
    moved_.notify_all();
  }

  void fail(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
    moved_.notify_all();
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable moved_;
  std::uint32_t count_;
  std::uint32_t ahead_;
  std::uint32_t started_ = 0;
  std::uint32_t taken_ = 0;
  std::exception_ptr failure_;
  const std::function<void(Replication)>& take_;
};

void work(const Plan& plan, const Recording& recording, Conveyor& conveyor) {
  try {
    for (std::uint32_t number = conveyor.next(); number != 0; number = conveyor.next()) {
      conveyor.deliver(number, simulate(plan, number, recording));
    }
  } catch (...) {
    conveyor.fail(std::current_exception());
  }
}

}  // namespace

void replicate(const Plan& plan, std::uint32_t count, unsigned jobs, const Recording& recording,
               const std::function<void(Replication)>& take) {
  const unsigned threads = std::clamp(jobs, 1U, std::max(1U, count));
  Conveyor conveyor(count, 2 * threads, take);
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 1; i < threads; ++i) {
      workers.emplace_back([&] { work(plan, recording, conveyor); });
    }
    work(plan, recording, conveyor);
  }
  conveyor.rethrow();
}

}  // namespace torntape::sim
