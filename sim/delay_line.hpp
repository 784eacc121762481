#pragma once

#include <cstdint>
#include <vector>

#include "sim/arrival.hpp"

namespace torntape::sim {

/// Copies that have been sent and will be queued again after one constant delay (propagation, then switching): what
/// goes in first comes out first, so that only the earliest is a pending event.
class DelayLine {
 public:
  DelayLine() : ring_(16) {}

  std::uint64_t size() const { return tail_ - head_; }
  const Arrival& front() const { return ring_[head_ & (ring_.size() - 1)]; }
  Time due() const { return head_ == tail_ ? kNever : front().due; }
  void pop() { ++head_; }
  void push(const Arrival& arrival) {
    if (tail_ - head_ == ring_.size()) grow();
    ring_[tail_++ & (ring_.size() - 1)] = arrival;
  }

 private:
  void grow() {
    std::vector<Arrival> larger(ring_.size() * 2);
    for (std::uint64_t i = head_; i != tail_; ++i) larger[i & (larger.size() - 1)] = ring_[i & (ring_.size() - 1)];
    ring_.swap(larger);
  }

  std::vector<Arrival> ring_;  ///< a power of two long
  std::uint64_t head_ = 0;
  std::uint64_t tail_ = 0;
};

}  // namespace torntape::sim
