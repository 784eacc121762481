#pragma once

#include <cstdint>

#include "sim/handling.hpp"
#include "sim/time.hpp"

namespace torntape::sim {

/// Which copy may break which transmission (ACP 127(G) 151).
class Breaking {
 public:
  explicit Breaking(const Handling& handling)
      : kind_(handling.preemption), cancel_time_(handling.cancel_time), extra_long_(handling.extra_long) {}

  bool any() const { return kind_ != Preemption::none; }
  /// For so long a broken transmission's channel is busy with the cancelling.
  Time cancel_time() const { return cancel_time_; }
  /// Whether a copy of some precedence in `queues`, a bit each, may break anything.
  bool by_some_of(std::uint32_t queues) const { return (queues & (kind_ == Preemption::flash ? 1U : 7U)) != 0; }

  /// Whether a copy of precedence `higher` may break a transmission of precedence `lower` that takes `whole` and has
  /// `rest` still to go.
  bool allowed(Precedence higher, Precedence lower, Time whole, Time rest) const {
    if (higher >= lower) return false;
    if (higher == Precedence::flash) return true;
    if (kind_ != Preemption::acp127 || rest <= cancel_time_) return false;
    return higher == Precedence::immediate || whole > extra_long_;
  }

 private:
  Preemption kind_;
  Time cancel_time_;
  Time extra_long_;
};

}  // namespace torntape::sim
