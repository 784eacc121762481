#include "sim/windows.hpp"

#include <functional>
#include <span>
#include <stdexcept>

#include "sim/desks.hpp"
#include "sim/line_noise.hpp"

namespace torntape::sim {
namespace {

constexpr Time kLongestLookahead = Time{1} << 40;
constexpr std::uint32_t kPatience = 64;  ///< windows between two adaptations of their length

}  // namespace

Time Windows::lookahead(const Plan& plan) {
  if (plan.handling.reroute_from || LineNoise::any(plan) || Desks::needed(plan)) return 0;
  Time least = kLongestLookahead;
  for (const topology::Circuit& circuit : plan.network.circuits()) {
    const topology::Station& to = plan.network.stations()[circuit.to];
    if (to.relay) least = std::min(least, circuit.propagation + to.switching);
  }
  return least;
}

Windows::Windows(const Plan& plan, std::uint64_t load)
    : shift_(std::countr_zero(std::bit_floor(static_cast<std::uint64_t>(lookahead(plan))))),
      longest_(shift_),
      most_(std::max<std::uint64_t>(load, 4)),
      filed_(plan.network.circuits().size(), kNowhere) {}

/// Opens the first window ahead in which something may happen; false where there is none.
bool Windows::open_next(Time next_filing) {
  Bucket& over = ring_[open_ % kRing];
  over.circuits.clear();
  arrivals_.clear();
  over.arrivals.swap(arrivals_);
  if (spare_.size() < kSpare) spare_.push_back(std::move(over));
  filled_[open_ % kRing / 64] &= ~(std::uint64_t{1} << open_ % 64);
  if (++opened_ >= kPatience || load_ >= kPatience * most_) adapt();
  std::uint64_t next = next_filled();
  if (next_filing < kNever) next = std::min(next, window_of(next_filing));
  if (!far_.empty()) next = std::min(next, far_.front().window);
  if (next == kNowhere) return false;
  open_ = next;
  next_ = 0;
  bring_near();
  arrivals_.swap(ring_[open_ % kRing].arrivals);
  load_ += arrivals_.size();
  sort_(arrivals_, static_cast<Time>(open_ << shift_), shift_);
  return true;
}

/// Few windows hold much at a time: the room that one took is lent to the next.
void Windows::lend_room(Bucket& bucket) {
  if (spare_.empty()) return;
  std::swap(bucket, spare_.back());
  spare_.pop_back();
}

void Windows::put_far(const Far& far) {
  far_.push_back(far);
  std::push_heap(far_.begin(), far_.end(), std::greater<>());
}

/// Puts what the ring now reaches into it.
void Windows::bring_near() {
  while (!far_.empty() && far_.front().window - open_ < kRing) {
    const Far one = far_.front();
    std::pop_heap(far_.begin(), far_.end(), std::greater<>());
    far_.pop_back();
    Bucket& bucket = bucket_of(one.window);
    if (one.circuit == kNone) {
      bucket.arrivals.push_back(one.arrival);
    } else {
      bucket.circuits.push_back(one.circuit);
    }
  }
}

std::uint64_t Windows::next_filled() const {
  for (std::uint64_t ahead = 1; ahead < kRing;) {
    const std::uint64_t place = (open_ + ahead) % kRing;
    const std::uint64_t rest = filled_[place / 64] >> place % 64;
    if (rest != 0) return open_ + ahead + static_cast<std::uint64_t>(std::countr_zero(rest));
    ahead += 64 - place % 64;
  }
  return kNowhere;
}

/// Makes windows shorter where they hold much, and longer where they hold little. The open one is over.
void Windows::adapt() {
  const std::uint64_t mean = load_ / opened_;
  int shift = shift_;
  if (mean > most_) shift = std::max(0, shift_ - std::countr_zero(std::bit_floor(2 * mean / most_)));
  if (mean < most_ / 4 && shift_ < longest_) ++shift;
  // A longer window must end where the open one does.
  if (shift > shift_ && (open_ + 1) % 2 != 0) return;
  load_ = 0;
  opened_ = 0;
  if (shift == shift_) return;

  std::vector<Far> all;
  all.swap(far_);
  for (std::uint64_t window = open_ + 1; window < open_ + kRing; ++window) {
    Bucket& bucket = ring_[window % kRing];
    for (const topology::CircuitId id : bucket.circuits) all.push_back({window, {}, id});
    for (const Arrival& arrival : bucket.arrivals) all.push_back({window, arrival, kNone});
    bucket.circuits.clear();
    bucket.arrivals.clear();
  }
  // Of a circuit it is enough to know the window: from its start on there may be an end of transmission.
  for (Far& one : all) {
    if (one.circuit == kNone) continue;
    one.arrival.due = static_cast<Time>(one.window << shift_);
    if (filed_[one.circuit] == one.window) {
      filed_[one.circuit] = kNowhere;
    } else {
      one.arrival.due = kNever;
    }
  }
  filled_.fill(0);
  open_ = (shift > shift_ ? (open_ + 1) >> (shift - shift_) : (open_ + 1) << (shift_ - shift)) - 1;
  shift_ = shift;
  for (const Far& one : all) {
    if (one.circuit == kNone) {
      queue(0, one.arrival);
    } else {
      transmitting(one.circuit, one.arrival.due);
    }
  }
}

void Windows::too_late() {
  throw std::logic_error("a copy is queued in a window that is already open");
}

}  // namespace torntape::sim
