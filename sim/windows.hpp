#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/arrival.hpp"
#include "sim/growing.hpp"
#include "sim/plan.hpp"
#include "sim/sort_by_time.hpp"
#include "sim/time.hpp"

namespace torntape::sim {

/// A clock that moves in windows of time instead of from event to event.
///
/// Between the end of a transmission to a relay and the copy's being queued there lies a propagation and a switching.
/// No window is longer than the least of these, so all that is queued in a window is known when it opens, and it does
/// not matter in which order circuits are advanced through it: there are no events to be sorted but the arrivals of the
/// window.
///
/// Windows have a power of two of nanoseconds and are numbered from time 0. A ring of buckets holds, for the windows
/// ahead, the copies that will be queued and the circuits on which something is to be done though nothing joins them;
/// what lies further ahead than the ring reaches waits in a heap. Windows are shorter than they might be where so much
/// would happen in one that it is far from the processor before its turn comes. Nothing that is simulated depends on
/// it.
class Windows {
 public:
  static constexpr bool kInstantByInstant = false;

  /// The longest window that `plan` admits; 0: none, as some copy is queued at the instant in which it is in, may leave
  /// a circuit for another, be asked for again, or wait for an operator or a relay's opening.
  static Time lookahead(const Plan& plan);

  /// `plan` has a lookahead. In a window shall be about `load` arrivals and circuits at most.
  Windows(const Plan& plan, std::uint64_t load);

  /// Circuit `id`, which leads to a relay, is to be advanced to `due`; kNever: there is nothing to be done on it.
  [[gnu::always_inline]] void transmitting(topology::CircuitId id, Time due) {
    if (due >= kNever) return;
    const std::uint64_t window = window_of(due);
    if (filed_[id] <= window) return;
    filed_[id] = window;
    if (window - open_ < kRing) {
      bucket_of(window).circuits.push_back(id);
    } else {
      put_far({window, {due, kNone, kNone}, id});
    }
  }

  /// The copy will be queued at `due`, which lies beyond the open window. Throws std::logic_error where it does not.
  [[gnu::always_inline]] void queue(topology::CircuitId, const Arrival& arrival) {
    const std::uint64_t window = window_of(arrival.due);
    if (window <= open_) too_late();
    if (window - open_ < kRing) {
      bucket_of(window).arrivals.push_back(arrival);
    } else {
      put_far({window, arrival, kNone});
    }
  }

  /// When the next copy of the open window is queued; kNever where none is left.
  Time next_arrival() const { return next_ < arrivals_.size() ? arrivals_[next_].due : kNever; }
  Arrival take_arrival() { return arrivals_[next_++]; }
  /// The arrival that is taken after so many others; nothing where the window has none.
  const Arrival* arrival_after(std::size_t others) const {
    return next_ + others < arrivals_.size() ? &arrivals_[next_ + others] : nullptr;
  }

  /// Passes time up to `horizon` or until work.go_on() is false: work.arrivals(time) takes what is queued or filed up
  /// to a time, work.advance(circuit, time) brings a circuit up to it.
  template <class Work>
  void run(Work& work, Time horizon) {
    while (true) {
      const Time upto = std::min(last_of_open(), horizon);
      work.arrivals(upto);
      visit(work, upto);
      if (horizon <= upto || !work.go_on(upto) || !open_next(work.next_filing())) return;
    }
  }

 private:
  static constexpr std::uint64_t kRing = 256;
  static constexpr std::size_t kSpare = 16;
  static constexpr std::uint64_t kNowhere = ~std::uint64_t{0};
  struct Bucket {
    Growing<topology::CircuitId> circuits;
    Growing<Arrival> arrivals;
  };
  /// What lies beyond the ring: a copy's queueing, or a circuit to be advanced.
  struct Far {
    std::uint64_t window = 0;
    Arrival arrival;
    topology::CircuitId circuit = kNone;
    bool operator>(const Far& other) const { return window > other.window; }
  };

  std::uint64_t window_of(Time time) const { return static_cast<std::uint64_t>(time) >> shift_; }
  Time last_of_open() const { return static_cast<Time>(((open_ + 1) << shift_) - 1); }
  /// The bucket of `window`, which from here on is not empty.
  Bucket& bucket_of(std::uint64_t window) {
    const std::uint64_t place = window % kRing;
    const std::uint64_t bit = std::uint64_t{1} << place % 64;
    if ((filled_[place / 64] & bit) == 0) {
      filled_[place / 64] |= bit;
      lend_room(ring_[place]);
    }
    return ring_[place];
  }
  /// Advances the circuits that are to be advanced in the open window.
  template <class Work>
  void visit(Work& work, Time upto) {
    visited_.clear();
    visited_.swap(ring_[open_ % kRing].circuits);
    for (std::size_t i = 0; i < visited_.size(); ++i) {
      work.look_ahead(std::span<const topology::CircuitId>(visited_).subspan(i));
      const topology::CircuitId id = visited_[i];
      if (filed_[id] != open_) continue;
      filed_[id] = kNowhere;
      work.advance(id, upto);
    }
    load_ += visited_.size();
  }

  void lend_room(Bucket& bucket);
  bool open_next(Time next_filing);
  std::uint64_t next_filled() const;
  void put_far(const Far& far);
  void bring_near();
  void adapt();
  [[noreturn]] static void too_late();

  int shift_;
  int longest_;                ///< shift_ is at most this
  std::uint64_t most_;         ///< arrivals and circuits in a window, about
  std::uint64_t open_ = 0;     ///< the open window's number
  std::size_t next_ = 0;       ///< in arrivals_
  Growing<Arrival> arrivals_;  ///< of the open window, in order of time
  SortByTime sort_;
  Growing<topology::CircuitId> visited_;
  std::array<Bucket, kRing> ring_;
  std::vector<Bucket> spare_;                       ///< empty, with room
  std::array<std::uint64_t, kRing / 64> filled_{};  ///< a bit a bucket that may hold something
  std::vector<Far> far_;                            ///< a heap, the earliest window first
  std::vector<std::uint64_t> filed_;                ///< by circuit: the window under which it was last put by
  std::uint64_t load_ = 0;                          ///< arrivals and circuits met since the length was last adapted
  std::uint32_t opened_ = 0;                        ///< ... and the windows opened
};

}  // namespace torntape::sim
