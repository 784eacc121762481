#pragma once

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "sim/arrival.hpp"
#include "sim/circuits.hpp"
#include "sim/engine.hpp"
#include "sim/filing.hpp"
#include "sim/plan.hpp"
#include "sim/recorder.hpp"
#include "sim/streams.hpp"
#include "topology/segregation.hpp"

namespace torntape::sim {

/// One replication under way: messages are filed, their copies queued, sent, taken in and handed on.
///
/// `Clock` says in what order. It calls arrivals() and advance() so that nothing is advanced beyond an arrival that can
/// still join it; whatever order that leaves open, the results are the same, to the last bit.
template <class Clock>
class Flow {
 public:
  using CircuitId = topology::CircuitId;
  using Destination = topology::Destination;

  Flow(const Plan& plan, std::uint32_t number, const Recording& recording)
      : plan_(plan),
        recording_(recording),
        limit_(plan.window.duration + plan.window.drain),
        by_copy_(plan.handling.copy_precedence == CopyPrecedence::copy),
        clock_(plan),
        streams_(plan, number, limit_),
        segregator_(plan.network, plan.routes),
        store_(plan.routes.places()),
        circuits_(plan, store_.copies),
        recorder_(plan, number, recording, limit_) {}

  Replication run() {
    const Window& window = plan_.window;
    pass(window.warmup - 1);
    recorder_.begin_window(circuits_.readings(window.warmup));
    circuits_.restart_greatest();
    pass(window.duration);
    recorder_.end_window(circuits_.readings(window.duration), circuits_.states());
    draining_ = true;
    pass(limit_);
    return recorder_.finish(circuits_.states());
  }

  // What the clock calls.

  /// When the next message is filed; kNever: no more.
  Time next_filing() const { return streams_.next(); }

  /// All that is filed or, as the clock has it, queued up to `upto`, in its order.
  void arrivals(Time upto) {
    while (true) {
      const Time filing = streams_.next();
      const Time now = std::min(filing, clock_.next_arrival());
      if (now > upto) return;
      if (now < now_) throw std::logic_error("the engine's clock went backwards");
      now_ = now;
      if (filing != now) {
        const Arrival arrival = clock_.take_arrival();
        if (clock_.next_arrival() != now) {
          arrive(arrival, now, false);
          continue;
        }
        instant_.push_back(arrival);
      }
      settle_instant(now);
    }
  }

  /// Ends the transmissions of circuit `id`, which leads to a relay, up to `upto`.
  void advance(CircuitId id, Time upto) {
    advance(id, circuits_[id], upto);
    clock_.transmitting(id, circuits_[id].next_end);
  }

  /// False where all is measured that will be. Time has passed up to `upto`.
  bool go_on(Time upto) {
    if (!draining_ && watched_ == kNone) return true;
    if (arrived_ < next_look_) return true;
    next_look_ = arrived_ + std::max<std::uint64_t>(circuits_.states().size(), 1024);
    advance_all(upto);
    return !done();
  }

 private:
  /// Passes time up to `horizon`, unless all is measured before.
  void pass(Time horizon) {
    if (done()) return;
    clock_.run(*this, horizon);
    if (!done()) advance_all(horizon);
  }

  bool done() const { return watched_gone_ || (draining_ && recorder_.outstanding() == 0); }

  /// Brings the circuits to posts up to date: nobody waits for what they send, so the clock leaves them alone.
  void advance_all(Time upto) {
    for (CircuitId id = 0; id < circuits_.states().size(); ++id) {
      if (!circuits_[id].to_relay) advance(id, circuits_[id], upto);
    }
  }

  void advance(CircuitId id, CircuitState& circuit, Time upto) {
    circuits_.advance(circuit, upto,
                      [&](std::uint32_t copy, Time started, Time end) { finish(id, circuit, copy, started, end); });
  }

  /// Everything that arrives now, in its order; then channels take their next copy.
  void settle_instant(Time now) {
    while (clock_.next_arrival() == now) instant_.push_back(clock_.take_arrival());
    while (streams_.next() == now) file(now);
    // Arrivals at different stations join different lines, whatever their order.
    const bool meet = some_meet();
    if (meet) {
      std::sort(instant_.begin(), instant_.end(),
                [&](const Arrival& a, const Arrival& b) { return rank(a) < rank(b); });
    }
    for (const Arrival& arrival : instant_) arrive(arrival, now, meet);
    instant_.clear();
    for (const CircuitId id : marked_) {
      circuits_[id].marked = false;
      settle(id, circuits_[id], now);
    }
    marked_.clear();
  }

  bool some_meet() const {
    constexpr std::size_t kFew = 16;
    if (instant_.size() > kFew) return true;
    for (std::size_t i = 1; i < instant_.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (instant_[i].station == instant_[j].station) return true;
      }
    }
    return false;
  }

  std::tuple<std::uint32_t, std::uint16_t, StationId, topology::RoutingIndicator> rank(const Arrival& arrival) {
    Copy& copy = store_.copies[arrival.copy];
    const auto ri = [&](const Destination& destination) { return plan_.network.stations()[destination.station].ri; };
    const auto line = store_.line_of(copy);
    topology::RoutingIndicator first = ri(line[0]);
    for (const Destination& destination : line) first = std::min(first, ri(destination));
    const std::uint16_t section = copy.marks.section;
    return {store_.messages[copy.message].number, section, arrival.station, first};
  }

  /// The next message is filed; its copies join the instant's arrivals.
  void file(Time now) {
    streams_.file(draft_);
    if (filed_ == kNone - 1) throw std::length_error("a replication holds at most 4,294,967,294 messages");
    ++filed_;
    const bool counted = plan_.window.counts(now);
    recorder_.filed(counted, draft_, now);
    if (draft_.line.empty()) return;
    const bool watched =
        recording_.message == filed_ || (recording_.telegram && recording_.telegram == draft_.telegram);
    const bool recorded = watched || (recording_.routing_lines && draft_.telegram != kNone);
    const std::uint32_t id = store_.file(draft_, filed_, now, counted, recorded, [&](std::uint32_t copy) {
      instant_.push_back({now, copy, draft_.origin});
    });
    if (watched) watched_ = id;
  }

  /// A copy is queued at a station: one copy for each next hop (ACP 127(G) 303). `more` may arrive at the station at
  /// this instant.
  void arrive(const Arrival& arrival, Time now, bool more) {
    ++arrived_;
    Copy& copy = store_.copies[arrival.copy];
    if (copy.marks.single != 0) {
      join(plan_.routes.next(arrival.station, copy.line.station), arrival.copy, now, more);
      return;
    }
    if (const CircuitId only = plan_.routes.only(arrival.station); only != topology::kNone) {
      join(only, arrival.copy, now, more);
      return;
    }
    const std::uint32_t message_id = copy.message;
    const std::uint32_t characters = copy.characters;
    const std::uint32_t line = copy.line.station;
    const Copy::Marks marks = copy.marks;
    Message& message = store_.messages[message_id];
    const auto order = message.plain != 0 ? topology::Order::free : topology::Order::kept;
    const auto shares = segregator_.split(arrival.station, store_.line_of(copy), order);
    message.copies += static_cast<std::uint32_t>(shares.size()) - 1;
    for (const topology::Share& share : shares) circuits_.prefetch(share.circuit);
    std::uint32_t id = arrival.copy;
    for (const topology::Share& share : shares) {
      if (share.first > 0) id = store_.copies.take();
      Copy& part = store_.copies[id];
      part.message = message_id;
      part.characters = characters;
      part.marks = marks;
      store_.set_line(part, line + share.first, share.count);
      join(share.circuit, id, now, more);
    }
  }

  std::uint16_t highest_on(Copy& copy) {
    auto highest = Precedence::routine;
    for (const Destination& destination : store_.line_of(copy)) {
      highest = topology::higher(highest, Tag(destination.tag).precedence());
    }
    return static_cast<std::uint16_t>(highest);
  }

  void join(CircuitId id, std::uint32_t copy_id, Time now, bool more) {
    Copy& copy = store_.copies[copy_id];
    copy.joined = now;
    if (by_copy_) copy.marks.precedence = highest_on(copy) & 3U;
    CircuitState& circuit = circuits_[id];
    if (circuit.next_end <= now) advance(id, circuit, now);
    switch (circuits_.join(circuit, copy_id, more, now)) {
      case Circuits::Joined::taken:
        if (circuit.to_relay) clock_.transmitting(id, circuit.next_end);
        return;
      case Circuits::Joined::waits:
        return;
      case Circuits::Joined::unsettled:
        if (!more) return settle(id, circuit, now);
        if (!circuit.marked) marked_.push_back(id);
        circuit.marked = true;
    }
  }

  void settle(CircuitId id, CircuitState& circuit, Time now) {
    circuits_.settle(id, recorder_, store_.messages, now);
    if (circuit.to_relay) clock_.transmitting(id, circuit.next_end);
  }

  /// A copy went whole over a circuit.
  void finish(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time started, Time end) {
    Copy& copy = store_.copies[copy_id];
    const Message& message = store_.messages[copy.message];
    recorder_.sent(message, id, circuit, started - copy.joined, end);
    if (message.particulars != kNone) note_routing_line(copy, id, started);
    ++copy.marks.hops;
    if (circuit.to_relay) {
      take_in(id, circuit, copy_id, end);
      return;
    }
    for (const Destination& destination : store_.line_of(copy)) {
      deliver(message, destination, end + circuit.onward, copy.marks.hops);
    }
    drop(copy_id);
  }

  void deliver(const Message& message, const Destination& destination, Time in, std::uint16_t hops) {
    if (store_.complete(message, destination)) recorder_.delivered(message, destination, in, hops);
  }

  /// A copy was sent to a relay: the relay's own is delivered, the rest handed on after the delay.
  void take_in(CircuitId id, const CircuitState& circuit, std::uint32_t copy_id, Time end) {
    Copy& copy = store_.copies[copy_id];
    const Message& message = store_.messages[copy.message];
    if (message.particulars != kNone && expands(copy, circuit.to)) store_.expand_groups(copy, circuit.to);
    const auto own = [&](const Destination& destination) {
      return destination.station == circuit.to && !Tag(destination.tag).is_group();
    };
    const auto line = store_.line_of(copy);
    if (std::any_of(line.begin(), line.end(), own)) {
      std::uint32_t kept = 0;
      for (const Destination& destination : line) {
        if (own(destination)) {
          deliver(message, destination, end + circuit.propagation, copy.marks.hops);
        } else {
          line[kept++] = destination;
        }
      }
      if (kept == 0) return drop(copy_id);
      store_.set_line(copy, copy.line.station, kept);
    }
    clock_.queue(id, {end + circuit.onward, copy_id, circuit.to});
  }

  bool expands(Copy& copy, StationId station) {
    const auto line = store_.line_of(copy);
    return std::any_of(line.begin(), line.end(), [&](const Destination& destination) {
      return destination.station == station && Tag(destination.tag).is_group();
    });
  }

  /// The copy has no further to go.
  void drop(std::uint32_t copy_id) {
    const std::uint32_t message = store_.copies[copy_id].message;
    if (store_.drop(copy_id) && message == watched_) watched_gone_ = true;
  }

  void note_routing_line(Copy& copy, CircuitId id, Time started) {
    const Message& message = store_.messages[copy.message];
    const Particulars& own = store_.particulars[message.particulars];
    if (!own.recorded) return;
    recorder_.routing_line(message, own, copy, id, store_.line_of(copy),
                           store_.destinations.at(own.groups, 2 * own.group_count), started);
  }

  const Plan& plan_;
  const Recording& recording_;
  const Time limit_;
  const bool by_copy_;
  Clock clock_;
  Streams streams_;
  topology::Segregator segregator_;
  MessageStore store_;
  Circuits circuits_;
  Recorder recorder_;
  Draft draft_;
  Time now_ = 0;
  bool draining_ = false;
  bool watched_gone_ = false;
  std::uint32_t filed_ = 0;
  std::uint32_t watched_ = kNone;  ///< the message that the recording asks for, in the store
  std::uint64_t arrived_ = 0;
  std::uint64_t next_look_ = 0;  ///< when so many have arrived, go_on() looks whether all is measured
  std::vector<Arrival> instant_;
  std::vector<CircuitId> marked_;
};

}  // namespace torntape::sim
