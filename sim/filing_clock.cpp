#include "sim/filing_clock.hpp"

#include <algorithm>

#include "sim/blocks.hpp"
#include "sim/quantiles.hpp"

namespace torntape::sim {

FilingClock::FilingClock(const RateShape& shape, const Draws& draws, std::uint64_t entity)
    : shape_(&shape), draws_(&draws), entity_(entity) {
  if (!shape.bursts) return;
  const auto length = static_cast<double>(shape.bursts->length);
  const auto pause = static_cast<double>(shape.bursts->pause);
  busy_ = length / (length + pause);
  const Draws::Bits bits = draws.bits(entity, 0, block::kBursts);
  if (uniform(bits[0], bits[1]) >= busy_) pause_ = static_cast<Time>(pause * exponential(uniform(bits[2], bits[3])));
  next_burst();
}

void FilingClock::next_burst() {
  before_ += end_operational_ - begin_operational_;
  const Draws::Bits bits = draws_->bits(entity_, ++number_, block::kBursts);
  const auto drawn = [&](Time mean, double u) {
    return static_cast<Time>(std::min(static_cast<double>(mean) * exponential(u), static_cast<double>(kNever)));
  };
  const Time begin = std::min(end_ + pause_, kNever);
  end_ = std::min(begin + drawn(shape_->bursts->length, uniform(bits[0], bits[1])), kNever);
  pause_ = drawn(shape_->bursts->pause, uniform(bits[2], bits[3]));
  begin_operational_ = operational(begin);
  end_operational_ = operational(end_);
}

Time FilingClock::at(Time constant) {
  if (constant >= kNever) return kNever;
  if (!shape_->bursts) return clock(constant);
  const auto wanted = static_cast<Time>(static_cast<double>(constant) * busy_);
  while (wanted - before_ > end_operational_ - begin_operational_) {
    if (end_ >= kNever) return kNever;
    next_burst();
  }
  return std::min(clock(begin_operational_ + (wanted - before_)), kNever);
}

}  // namespace torntape::sim
