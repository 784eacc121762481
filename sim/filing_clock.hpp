#pragma once

#include <cstdint>
#include <optional>

#include "sim/generate_spec.hpp"
#include "sim/random.hpp"
#include "sim/time.hpp"
#include "sim/weekly_shape.hpp"

namespace torntape::sim {

/// How the rates of a generator's origins vary, their means unchanged.
struct RateShape {
  std::optional<WeeklyShape> week;
  std::optional<BurstSpec> bursts;  ///< both lengths above 0
};

/// Turns the filing times of one origin's constant rate into those of its varying rate: the hours and weekdays of the
/// shape and, where it has bursts, the origin's own. Every message keeps its number and its other draws.
///
/// Bursts make of it an interrupted Poisson process (Kuczura, "The interrupted Poisson process as an overflow process",
/// Bell System Technical Journal 52, 1973): an exponential time filing at a higher rate, an exponential time not filing
/// at all, begun in its steady state; what the week does to the rate multiplies it.
class FilingClock {
 public:
  FilingClock(const RateShape& shape, const Draws& draws, std::uint64_t entity);

  /// The instant of what would be filed at `constant` with the mean rate. Asked for times that never decrease.
  Time at(Time constant);

 private:
  Time operational(Time clock) const { return shape_->week ? shape_->week->operational(clock) : clock; }
  Time clock(Time operational) const { return shape_->week ? shape_->week->clock(operational) : operational; }
  void next_burst();

  const RateShape* shape_;
  const Draws* draws_;
  std::uint64_t entity_;
  double busy_ = 1;             ///< the share of time that bursts take
  std::uint32_t number_ = 0;    ///< of the burst
  Time pause_ = 0;              ///< after the burst
  Time end_ = 0;                ///< of the burst, clock time
  Time begin_operational_ = 0;  ///< of the burst
  Time end_operational_ = 0;
  Time before_ = 0;  ///< operational time within the bursts before this one
};

}  // namespace torntape::sim
