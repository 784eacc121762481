#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "sim/arrival.hpp"
#include "sim/delay_line.hpp"
#include "sim/desks.hpp"
#include "sim/event_list.hpp"
#include "sim/line_noise.hpp"
#include "sim/plan.hpp"
#include "sim/time.hpp"

namespace torntape::sim {

/// A clock that moves from instant to instant, for networks in which a copy may be queued in the instant in which it is
/// in, or waits for an operator, so that nothing can be known ahead. Events are the next end of transmission of each
/// circuit to a relay (where there are errors on the line, of every circuit), and the next queueing of each delay that
/// occurs between the two.
class Ordered {
 public:
  static constexpr bool kInstantByInstant = true;

  /// There are no windows, whatever the load that one might have.
  Ordered(const Plan& plan, std::uint64_t /*load*/)
      : slots_(plan.network.circuits().size(), 0), delay_of_(slots_.size(), kNone) {
    const bool errors = LineNoise::any(plan);  // then stations wait for what comes in, or does not, at posts too
    std::map<Time, std::uint32_t> ids;
    for (topology::CircuitId id = 0; id < slots_.size(); ++id) {
      const topology::Circuit& circuit = plan.network.circuits()[id];
      const topology::Station& to = plan.network.stations()[circuit.to];
      if (!to.relay && !errors) continue;
      slots_[id] = static_cast<std::uint32_t>(circuits_.size());
      circuits_.push_back(id);
      const Time delay = circuit.propagation + (has_desk(plan, circuit.to) ? 0 : to.switching);
      if (delay == 0) continue;
      const auto [entry, added] = ids.emplace(delay, static_cast<std::uint32_t>(delays_.size()));
      if (added) delays_.emplace_back();
      delay_of_[id] = entry->second;
    }
    events_ = EventList(static_cast<std::uint32_t>(circuits_.size() + delays_.size()));
  }

  /// Circuit `id`, which leads to a relay, has its next end of transmission at `end`; kNever: none.
  void transmitting(topology::CircuitId id, Time end) { events_.set(slots_[id], std::min(end, kNever)); }

  /// The copy that has come over circuit `id` will be queued, or come to the relay's desk, at `due`. Copies that come
  /// over circuits with one delay are handed in in order.
  void queue(topology::CircuitId id, const Arrival& arrival) {
    const std::uint32_t delay = delay_of_[id];
    if (delay == kNone) {
      arrivals_.push_back(arrival);
      return;
    }
    DelayLine& line = delays_[delay];
    line.push(arrival);
    if (line.size() == 1) events_.set(slot_of_delay(delay), arrival.due);
  }

  /// When the next copy of this instant is queued, which is now; kNever where none is left.
  Time next_arrival() const { return next_ < arrivals_.size() ? arrivals_[next_].due : kNever; }
  Arrival take_arrival() { return arrivals_[next_++]; }

  /// Passes time up to `horizon` or until work.go_on() is false: work.arrivals(time) takes what is queued or filed up
  /// to a time, work.advance(circuit, time) ends the transmissions up to it.
  template <class Work>
  void run(Work& work, Time horizon) {
    while (true) {
      const Time now = std::min(work.next_filing(), events_.due(events_.first()));
      if (now > horizon) return;
      arrivals_.clear();
      next_ = 0;
      for (std::uint32_t slot = events_.first(); events_.due(slot) == now; slot = events_.first()) {
        if (slot < circuits_.size()) {
          work.advance(circuits_[slot], now);
        } else {
          DelayLine& line = delays_[slot - circuits_.size()];
          arrivals_.push_back(line.front());
          line.pop();
          events_.set(slot, line.due());
        }
      }
      work.arrivals(now);
      if (!work.go_on(now)) return;
    }
  }

 private:
  std::uint32_t slot_of_delay(std::uint32_t delay) const {
    return static_cast<std::uint32_t>(circuits_.size()) + delay;
  }

  std::vector<std::uint32_t> slots_;           ///< by circuit, where it leads to a relay
  std::vector<topology::CircuitId> circuits_;  ///< by slot
  std::vector<std::uint32_t> delay_of_;        ///< by circuit: into delays_; kNone where there is no delay
  std::vector<DelayLine> delays_;              ///< their slots follow those of the circuits
  EventList events_{2};
  std::vector<Arrival> arrivals_;  ///< of this instant
  std::size_t next_ = 0;           ///< in arrivals_
};

}  // namespace torntape::sim
