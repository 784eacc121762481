#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <vector>

#include "sim/arrival.hpp"
#include "sim/event_list.hpp"
#include "sim/measurements.hpp"
#include "sim/opening_hours.hpp"
#include "sim/plan.hpp"
#include "sim/storage.hpp"

namespace torntape::sim {

/// Whether a copy that is in at `station` waits before it is handled: for an operator, or for the relay to open.
inline bool has_desk(const Plan& plan, StationId station) {
  const topology::Station& one = plan.network.stations()[station];
  return one.relay && (one.operators > 0 || plan.hours.of(station) != nullptr);
}

/// Relays where people handle what comes in, and relays that close: what is between a copy's being in and its being
/// queued again. An operator takes the first copy in line, the highest precedence first unless under fifo, handles it
/// for the station's switching time, and puts it by to be queued. No work is begun while the relay is closed; what is
/// in hand is finished. Where no number of operators is said, every copy is begun at once when the relay is open.
class Desks {
 public:
  explicit Desks(const Plan& plan);
  static bool needed(const Plan& plan);

  bool any() const { return !desks_.empty(); }
  bool at(StationId station) const { return any() && desk_of_[station] != kNone; }
  /// When a copy has been handled next, or one may be begun; kNever where nothing is to be done.
  Time next() const { return next_; }

  /// `copy`, which is in at `station` now, joins the line there, behind those that joined it before.
  void join(StationId station, std::uint32_t copy, std::uint32_t precedence, bool counted, Time now);

  /// Goes on with the work of all desks at `now`, when all has joined that will: handled(copy, station) for each copy
  /// that is to be queued again.
  template <class Handled>
  void work(Time now, Handled&& handled) {
    while (next_ <= now) {
      const std::uint32_t slot = events_.first();
      Desk& desk = desks_[slot];
      note(desk, now);
      while (!desk.hands.empty() && desk.hands.front().end <= now) handled(put_by(desk), desk.station);
      begin(desk, now);
      schedule(slot, now);
    }
  }

  // Figures of time are those from begin_window() to end_window().
  void begin_window(Time at);
  void end_window(Time at);
  std::vector<DeskTally> tallies() const;

 private:
  struct Waiting {
    std::uint32_t copy;
    bool counted;
    Time joined;
  };
  struct Work {
    Time end;
    Time waited;
    std::uint32_t copy;
    bool counted;
  };
  /// A relay's line, and what is in hand: begun in order, and so ended, as each takes as long.
  struct Desk {
    StationId station = kNone;
    const OpeningHours* hours = nullptr;  ///< nothing: always open
    std::uint32_t operators = 0;          ///< 0: as many as there are copies
    Time time = 0;
    std::array<std::deque<Waiting>, topology::kPrecedences> line;
    std::deque<Work> hands;
    std::uint32_t waiting = 0;
    Time noted = 0;
    DeskTally tally;
  };

  static void note(Desk& desk, Time now);
  std::uint32_t put_by(Desk& desk);
  static void begin(Desk& desk, Time now);
  static bool free_hand(const Desk& desk) { return desk.operators == 0 || desk.hands.size() < desk.operators; }
  /// When something is to be done next at a desk at which `now` is done with, or which a copy has just joined.
  static Time due(const Desk& desk, Time now);
  void schedule(std::uint32_t slot, Time now) {
    events_.set(slot, due(desks_[slot], now));
    next_ = events_.due(events_.first());
  }

  std::vector<Desk> desks_;
  std::vector<std::uint32_t> desk_of_;  ///< by station
  EventList events_{2};                 ///< by desk
  Time next_ = kNever;
  std::vector<DeskTally> ended_;  ///< as the window ended
  bool fifo_;
};

}  // namespace torntape::sim
