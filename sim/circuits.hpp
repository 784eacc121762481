#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/breaking.hpp"
#include "sim/circuit_state.hpp"
#include "sim/faults.hpp"
#include "sim/line_places.hpp"
#include "sim/plan.hpp"
#include "sim/recorder.hpp"
#include "sim/storage.hpp"

namespace torntape::sim {

/// All circuits at work: which copies wait, which are being sent, and what is taken next.
///
/// What happens on a circuit depends on what joins its line and on nothing else. So a circuit has no clock of its own:
/// it is advanced to an instant when a copy joins it then, or when somebody needs to know what it has sent.
///
/// A channel takes its next copy as soon as it is free. Where more arrives at that instant, the start is taken back
/// first (join), for arrivals come before channels take their next copy. On foreseen circuits Flow does what is to be
/// done; advance(), join(), settle(), backlog() and sift() are not for them.
class Circuits {
 public:
  /// Random outages are those of replication `number`. `changing`: what a waiting copy shows may change (sift).
  /// `foresee`: circuits are foreseen where nothing but a transmission's end can end it.
  Circuits(const Plan& plan, std::uint32_t number, Cells& cells, bool changing, bool foresee);

  /// Says that the circuit will be joined soon.
  void prefetch(topology::CircuitId id) const {
    __builtin_prefetch(&states_[id]);
    __builtin_prefetch(&states_[id].channel);
  }

  CircuitState& operator[](topology::CircuitId id) { return states_[id]; }
  std::span<const CircuitState> states() const { return states_; }

  /// Where the copy waits. Under fifo all share a queue; but FLASH that may break others would break what went before.
  std::uint32_t queue_of(const Copy& copy) const {
    if (!fifo_) return copy.marks.precedence;
    return breaking_.any() && copy.marks.precedence == static_cast<std::uint32_t>(Precedence::flash) ? 0 : 1;
  }

  /// Ends the transmissions that are due up to `upto`, in their order: finish(copy, started, end) each; and passes the
  /// outages that begin or end up to then: lost(copy, started, time) for each transmission that one cuts.
  template <class Finish, class Lost>
  void advance(CircuitState& circuit, Time upto, Finish&& finish, Lost&& lost) {
    if (!circuit.apart) return advance(circuit, upto, finish);
    while (circuit.next_end <= upto) {
      if (interrupted(circuit)) {
        for (const Channel& cut : cut_) lost(cut.copy, cut.started, cut.end);
        continue;
      }
      Channel& channel = first_to_end(circuit);
      const Time end = circuit.next_end;
      circuit.busy += end - channel.started;
      finish(channel.copy, channel.started, end);
      release(circuit, channel, end);
    }
  }
  /// The same where the circuit's channel does not stand apart.
  template <class Finish>
  [[gnu::always_inline]] void advance(CircuitState& circuit, Time upto, Finish&& finish) {
    Channel& channel = circuit.channel;
    for (Time end = circuit.next_end; end <= upto; end = circuit.next_end) {
      circuit.busy += end - channel.started;
      finish(channel.copy, channel.started, end);
      if (circuit.occupied == 0) {
        channel.copy = kNone;
        channel.end = kNever;
        circuit.next_end = kNever;
        return;
      }
      occupy(circuit, circuit.pop(cells_), end, 1);
    }
  }

  /// What became of a copy: a channel took it, it waits behind others, or the circuit must be settled at the end of the
  /// instant, as more may arrive or something is to be broken.
  enum class Joined : std::uint8_t { taken, waits, unsettled };

  /// `copy` joins the line of a circuit that was advanced to `now`. `more` may join it at this instant.
  [[gnu::always_inline]] Joined join(CircuitState& circuit, std::uint32_t copy, bool more, Time now) {
    if (!more && circuit.occupied == 0 && circuit.idle()) {
      start(circuit, copy, now);
      return Joined::taken;
    }
    if (circuit.apart || (circuit.channel.started == now && circuit.channel.provisional())) {
      take_back_starts(circuit, now);
    }
    circuit.push_back(cells_, copy, queue_of(cells_.copy(copy)));
    if (more || breaking_.any() || circuit.idle()) return Joined::unsettled;
    circuit.note_waiting();
    return Joined::waits;
  }

  /// `copy` is about to join a line. To be called where a copy may change while it waits.
  void note_place(std::uint32_t copy) { places_.joins(copy); }

  /// Idle channels take the first copies in line; then what waits breaks what is lower, where it may.
  void settle(topology::CircuitId id, Recorder& recorder, Time now);

  /// Whether `circuit`, advanced to `now`, has been out for `least` or longer.
  bool out_for(const CircuitState& circuit, Time least, Time now) const {
    return circuit.outages != kNone && outages_[circuit.outages].out &&
           now - outages_[circuit.outages].current.from >= least;
  }
  /// How many copies wait for `circuit`, advanced to `now`, before channels take their next copy at this instant; it
  /// must be settled afterwards.
  std::uint32_t backlog(CircuitState& circuit, Time now) {
    take_back_starts(circuit, now);
    return circuit.waiting;
  }
  /// Takes the copies out of the line for which keep(copy) is false; the others stay in their order, in the queue of
  /// the precedence that they show then.
  template <class Keep>
  void sift(CircuitState& circuit, Time now, Keep&& keep) {
    if (out_for(circuit, 1, now)) circuit.note_waiting();
    std::vector<std::uint32_t> changed;
    for (std::uint32_t queue = 0; queue < topology::kPrecedences; ++queue) {
      if ((circuit.occupied >> queue & 1) == 0) continue;
      std::uint32_t next = circuit.clear(queue);
      while (next != kNone) {
        const std::uint32_t copy = next;
        next = cells_.copy(copy).next;
        --circuit.waiting;
        if (!keep(copy)) {
          circuit.waited += static_cast<double>(now - cells_.copy(copy).joined);
        } else if (queue_of(cells_.copy(copy)) == queue) {
          circuit.push_back(cells_, copy, queue);
        } else {
          changed.push_back(copy);
        }
      }
    }
    for (const std::uint32_t copy : changed) insert(circuit, copy);
  }

  /// Integrals over time of what is transmitted and what waits, up to `at`, until when nothing more happens.
  std::vector<Recorder::Reading> readings(Time at);
  /// Greatest lengths of line count from now on.
  void restart_greatest();

 private:
  std::span<Channel> channels_of(CircuitState& circuit) {
    if (!circuit.apart) return {&circuit.channel, 1};
    return {channels_.data() + circuit.first_channel, circuit.channels};
  }
  Channel& first_to_end(CircuitState& circuit);
  Channel& take_idle(CircuitState& circuit);
  void note_started(CircuitState& circuit, Channel& channel);
  void note_stopped(CircuitState& circuit);

  void put_on(CircuitState& circuit, Channel& channel, std::uint32_t copy, Time now, bool provisional) {
    channel.copy = copy;
    channel.started = now;
    channel.end = now + circuit.transmission_time(cells_.copy(copy).characters);
    channel.order = provisional ? 1 : 0;
    circuit.next_end = channel.end;
    if (circuit.apart) note_started(circuit, channel);
  }
  /// As put_on, for a channel that does not stand apart.
  void occupy(CircuitState& circuit, std::uint32_t copy, Time now, std::uint32_t order) {
    Channel& channel = circuit.channel;
    const Time end = now + circuit.transmission_time(cells_.copy(copy).characters);
    channel.copy = copy;
    channel.order = order;
    channel.started = now;
    channel.end = end;
    circuit.next_end = end;
  }
  void idle(CircuitState& circuit, Channel& channel) {
    channel.copy = kNone;
    channel.end = kNever;
    circuit.next_end = kNever;
    if (circuit.apart) note_stopped(circuit);
  }
  void start(CircuitState& circuit, std::uint32_t copy, Time now) {
    put_on(circuit, circuit.apart ? take_idle(circuit) : circuit.channel, copy, now, false);
  }
  /// The channel is free again: it takes the first copy in line, if there is one.
  void release(CircuitState& circuit, Channel& channel, Time now) {
    if (circuit.occupied == 0) {
      idle(circuit, channel);
    } else {
      put_on(circuit, channel, circuit.pop(cells_), now, true);
    }
  }
  void add_waiting(std::vector<Recorder::Reading>& readings, Time at);
  void insert(CircuitState& circuit, std::uint32_t copy);
  void take_back_starts(CircuitState& circuit, Time now);
  void stop(CircuitState& circuit, Channel& channel);
  std::uint32_t in_turn(const CircuitState& circuit, std::size_t before);
  bool break_one(topology::CircuitId id, Recorder& recorder, Time now);
  void note_next_end(CircuitState& circuit);
  bool interrupted(CircuitState& circuit);
  void begin_outage(CircuitState& circuit, Time now);
  void end_outage(CircuitState& circuit, Time now);

  /// What faults do to a circuit: the outage that it is in or that comes next, and those after it.
  struct Outages {
    OutageSchedule schedule;
    Outage current;
    bool out = false;
  };

  Cells& cells_;
  std::vector<CircuitState> states_;
  std::vector<Channel> channels_;  ///< of circuits that have them apart: several, or one that does more than send
  std::vector<Outages> outages_;
  std::vector<Channel> cut_;  ///< by the last outage, which began at `end`; the latest started first
  bool fifo_;
  LinePlaces places_;
  Breaking breaking_;
};

}  // namespace torntape::sim
