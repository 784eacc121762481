#pragma once

#include <cstdint>
#include <vector>

#include "sim/draft.hpp"
#include "sim/time.hpp"

namespace torntape::sim {

/// Copies that have been sent and will be queued again after one constant delay (propagation, then switching): what
/// goes in first comes out first, so that only the earliest is a pending event.
class DelayLine {
 public:
  struct Entry {
    Time due = 0;
    std::uint32_t copy = kNone;
    StationId station = kNone;
  };

  explicit DelayLine(Time delay) : delay_(delay), ring_(16) {}

  Time delay() const { return delay_; }
  bool empty() const { return head_ == tail_; }
  std::uint64_t size() const { return tail_ - head_; }
  const Entry& front() const { return ring_[head_ & (ring_.size() - 1)]; }
  Time due() const { return empty() ? kNever : front().due; }
  void pop() { ++head_; }
  void push(const Entry& entry) {
    if (tail_ - head_ == ring_.size()) grow();
    ring_[tail_++ & (ring_.size() - 1)] = entry;
  }

 private:
  void grow() {
    std::vector<Entry> larger(ring_.size() * 2);
    for (std::uint64_t i = head_; i != tail_; ++i) larger[i & (larger.size() - 1)] = ring_[i & (ring_.size() - 1)];
    ring_.swap(larger);
  }

  Time delay_;
  std::vector<Entry> ring_;  ///< a power of two long
  std::uint64_t head_ = 0;
  std::uint64_t tail_ = 0;
};

}  // namespace torntape::sim
