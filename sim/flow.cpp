#include "sim/flow.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/indicators.hpp"
#include "sim/ordered.hpp"
#include "sim/split_flash.hpp"
#include "sim/windows.hpp"

namespace torntape::sim {

template <class Clock>
Flow<Clock>::Flow(const Plan& plan, std::uint32_t number, const Recording& recording)
    : plan_(plan),
      recording_(recording),
      limit_(plan.window.duration + plan.window.drain),
      by_copy_(plan.handling.copy_precedence == CopyPrecedence::copy),
      formatted_(plan.handling.header == Header::formatted),
      of_its_own_(by_copy_ || formatted_),
      most_indicators_(plan.handling.routing_line_limit),
      clock_(plan),
      streams_(plan, number, limit_),
      segregator_(plan.network, plan.routes),
      store_(plan.routes.places(), formatted_ || most_indicators_ != kNone || LineNoise::any(plan)),
      lengths_(plan),
      circuits_(plan, number, store_.copies),
      recorder_(plan, number, recording, limit_),
      rerouting_(plan, number),
      errors_(plan, number, store_, recorder_, rerouting_),
      with_history_(rerouting_.any() || errors_.any()),
      desks_(plan),
      whole_instants_(with_history_ || desks_.any()) {
  for (CircuitId id = 0; id < circuits_.states().size(); ++id) {
    if (clocked(circuits_[id])) clock_.transmitting(id, circuits_[id].next_end);
  }
}

template <class Clock>
Replication Flow<Clock>::run() {
  const Window& window = plan_.window;
  pass(window.warmup - 1);
  recorder_.begin_window(circuits_.readings(window.warmup));
  circuits_.restart_greatest();
  desks_.begin_window(window.warmup);
  pass(window.duration);
  recorder_.end_window(circuits_.readings(window.duration), circuits_.states());
  desks_.end_window(window.duration);
  draining_ = true;
  pass(limit_);
  Replication result = recorder_.finish(circuits_.states());
  result.desks = desks_.tallies();
  return result;
}

template <class Clock>
Time Flow<Clock>::next_filing() const {
  if constexpr (Clock::kInstantByInstant) {
    return std::min({streams_.next(), rerouting_.next_leaving(), errors_.next(), desks_.next()});
  }
  return streams_.next();
}

template <class Clock>
void Flow<Clock>::arrivals(Time upto) {
  while (true) {
    const Time filing = next_filing();
    const Time now = std::min(filing, clock_.next_arrival());
    if (now > upto) return;
    if (now < now_) throw std::logic_error("the engine's clock went backwards");
    now_ = now;
    if (filing != now) {
      const Arrival arrival = clock_.take_arrival();
      if (clock_.next_arrival() != now && !whole_instants_) {
        arrive(arrival, now, false);
        continue;
      }
      instant_.push_back(arrival);
    }
    settle_instant(now);
  }
}

template <class Clock>
void Flow<Clock>::advance(CircuitId id, Time upto) {
  advance(id, circuits_[id], upto);
  clock_.transmitting(id, circuits_[id].next_end);
}

template <class Clock>
bool Flow<Clock>::go_on(Time upto) {
  if (!draining_ && watched_.empty() && !watched_gone_) return true;
  if (arrived_ < next_look_) return true;
  next_look_ = arrived_ + std::max<std::uint64_t>(circuits_.states().size(), 1024);
  advance_all(upto);
  return !done();
}

template <class Clock>
void Flow<Clock>::pass(Time horizon) {
  if (done()) return;
  clock_.run(*this, horizon);
  if (!done()) advance_all(horizon);
}

template <class Clock>
void Flow<Clock>::advance_all(Time upto) {
  for (CircuitId id = 0; id < circuits_.states().size(); ++id) {
    if (!circuits_[id].to_relay) advance(id, circuits_[id], upto);
  }
}

template <class Clock>
void Flow<Clock>::advance(CircuitId id, CircuitState& circuit, Time upto) {
  circuits_.advance(
      circuit, upto, [&](std::uint32_t copy, Time started, Time end) { finish(id, circuit, copy, started, end); },
      [&](std::uint32_t copy_id, Time started, Time now) {
        Copy& copy = store_.copies[copy_id];
        const Message& message = store_.messages[copy.message];
        recorder_.broken(Recorder::Cause::outage, message, id, circuit, copy.joined, started, now);
        copy.joined = now;
      });
}

template <class Clock>
void Flow<Clock>::settle_instant(Time now) {
  while (clock_.next_arrival() == now) instant_.push_back(clock_.take_arrival());
  if constexpr (Clock::kInstantByInstant) {
    if (desks_.any()) come_to_desks(now);
  }
  while (streams_.next() == now) file(now);
  if constexpr (Clock::kInstantByInstant) {
    while (rerouting_.next_leaving() == now) leave(rerouting_.take_leaving(), now);
    if (errors_.any()) errors_.act(now, instant_);
    desks_.work(now, [&](std::uint32_t copy, StationId station) { instant_.push_back({now, copy, station}); });
  }
  // Arrivals at different stations join different lines, whatever their order.
  const bool meet = some_meet() || with_history_;
  if (meet) {
    std::sort(instant_.begin(), instant_.end(), [&](const Arrival& a, const Arrival& b) { return rank(a) < rank(b); });
  }
  for (const Arrival& arrival : instant_) arrive(arrival, now, meet);
  instant_.clear();
  if constexpr (Clock::kInstantByInstant) join_service(now);
  settle_marked(now);
}

template <class Clock>
void Flow<Clock>::settle_marked(Time now) {
  for (const CircuitId id : marked_) {
    circuits_[id].marked = false;
    settle(id, circuits_[id], now);
  }
  marked_.clear();
}

template <class Clock>
bool Flow<Clock>::some_meet() const {
  constexpr std::size_t kFew = 16;
  if (instant_.size() > kFew) return true;
  for (std::size_t i = 1; i < instant_.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (instant_[i].station == instant_[j].station) return true;
    }
  }
  return false;
}

template <class Clock>
typename Flow<Clock>::Rank Flow<Clock>::rank(const Arrival& arrival) {
  Copy& copy = store_.copies[arrival.copy];
  const std::uint16_t section = copy.marks.section;
  return {store_.messages[copy.message].number, section, arrival.station, first_indicator(plan_.network, store_, copy),
          errors_.kind(arrival.copy)};
}

template <class Clock>
void Flow<Clock>::mark(CircuitId id, CircuitState& circuit) {
  if (!circuit.marked) marked_.push_back(id);
  circuit.marked = true;
}

template <class Clock>
void Flow<Clock>::file(Time now) {
  streams_.file(draft_);
  if (filed_ == kNone - 1) throw std::length_error("a replication holds at most 4,294,967,294 messages");
  ++filed_;
  const bool counted = plan_.window.counts(now);
  recorder_.filed(counted, draft_, now);
  if (plan_.handling.split_flash && draft_.precedence == Precedence::flash) {
    split_flash(draft_, lower_);
    store(lower_, now, counted);
  }
  store(draft_, now, counted);
}

template <class Clock>
void Flow<Clock>::store(const Draft& draft, Time now, bool counted) {
  if (draft.line.empty()) return;
  const bool watched = recording_.message == filed_ || (recording_.telegram && recording_.telegram == draft.telegram);
  const bool recorded = watched || (recording_.routing_lines && draft.telegram != kNone);
  const std::uint32_t id = store_.file(draft, filed_, now, counted, recorded, [&](std::uint32_t copy) {
    if (with_history_) rerouting_.made(copy);
    instant_.push_back({now, copy, draft.origin});
  });
  if (errors_.any()) errors_.stored(store_.messages[id]);
  if (watched) watched_.push_back(id);
}

template <class Clock>
void Flow<Clock>::arrive(const Arrival& arrival, Time now, bool more) {
  ++arrived_;
  if constexpr (Clock::kInstantByInstant) {
    if (with_history_) return arrive_with_history(arrival.copy, arrival.station, now);
  }
  Copy& copy = store_.copies[arrival.copy];
  if (copy.marks.single != 0) {
    join(plan_.routes.next(arrival.station, copy.line.station), arrival.copy, now, more);
    return;
  }
  if (copy.line.tag > most_indicators_) return arrive_in_parts(arrival, now, more);
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

template <class Clock>
void Flow<Clock>::arrive_in_parts(const Arrival& arrival, Time now, bool more) {
  const Copy whole = store_.copies[arrival.copy];
  const auto shares = segregator_.split(arrival.station, store_.line_of(store_.copies[arrival.copy]));
  for (const topology::Share& share : shares) {
    std::uint32_t id = arrival.copy;
    if (share.first > 0) {
      id = store_.copies.take();
      ++store_.messages[whole.message].copies;
    }
    join_in_parts(share.circuit, whole, id, share.first, share.count, now);
  }
  if (!more) settle_marked(now);
}

template <class Clock>
void Flow<Clock>::join_in_parts(CircuitId id, const Copy& whole, std::uint32_t first_id, std::uint32_t first,
                                std::uint32_t count, Time now) {
  const std::uint32_t end = first + count;
  std::uint32_t part_id = first_id;
  for (std::uint32_t done = first; done < end; done += most_indicators_) {
    if (done > first) {
      part_id = store_.copies.take();
      if constexpr (Clock::kInstantByInstant) {
        if (with_history_) made_of(part_id, first_id);
      }
      ++store_.messages[whole.message].copies;
    }
    Copy& part = store_.copies[part_id];
    part = whole;
    store_.set_line(part, whole.line.station + done, std::min(most_indicators_, end - done));
    join(id, part_id, now, true);
    if (end - done <= most_indicators_) break;
  }
}

template <class Clock>
void Flow<Clock>::show_its_own(Copy& copy) {
  if (by_copy_) copy.marks.precedence = highest_on(copy) & 3U;
  if (formatted_) copy.characters = lengths_.characters(store_, copy);
}

template <class Clock>
std::uint16_t Flow<Clock>::highest_on(Copy& copy) {
  auto highest = Precedence::routine;
  for (const Destination& destination : store_.line_of(copy)) {
    highest = topology::higher(highest, Tag(destination.tag).precedence());
  }
  return static_cast<std::uint16_t>(highest);
}

template <class Clock>
void Flow<Clock>::join(CircuitId id, std::uint32_t copy_id, Time now, bool more) {
  Copy& copy = store_.copies[copy_id];
  copy.joined = now;
  if (of_its_own_) show_its_own(copy);
  CircuitState& circuit = circuits_[id];
  if (circuit.next_end <= now) advance(id, circuit, now);
  if constexpr (Clock::kInstantByInstant) {
    if (turned_away(id, circuit, copy_id, now)) return;
  }
  switch (circuits_.join(circuit, copy_id, more, now)) {
    case Circuits::Joined::taken:
      if (clocked(circuit)) clock_.transmitting(id, circuit.next_end);
      return;
    case Circuits::Joined::waits:
      return;
    case Circuits::Joined::unsettled:
      if (!more) return settle(id, circuit, now);
      mark(id, circuit);
  }
}

template <class Clock>
void Flow<Clock>::settle(CircuitId id, CircuitState& circuit, Time now) {
  circuits_.settle(id, recorder_, store_.messages, now);
  if (clocked(circuit)) clock_.transmitting(id, circuit.next_end);
}

template <class Clock>
void Flow<Clock>::come_to_desks(Time now) {
  const auto desk = std::stable_partition(instant_.begin(), instant_.end(),
                                          [&](const Arrival& arrival) { return !desks_.at(arrival.station); });
  std::sort(desk, instant_.end(), [&](const Arrival& a, const Arrival& b) { return rank(a) < rank(b); });
  for (auto arrival = desk; arrival != instant_.end(); ++arrival) {
    const Copy& copy = store_.copies[arrival->copy];
    const bool counted = store_.messages[copy.message].counted != 0;
    desks_.join(arrival->station, arrival->copy, copy.marks.precedence, counted, now);
  }
  instant_.erase(desk, instant_.end());
}

template <class Clock>
void Flow<Clock>::finish(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time started, Time end) {
  Copy& copy = store_.copies[copy_id];
  const Message& message = store_.messages[copy.message];
  recorder_.sent(message, id, circuit, started - copy.joined, end);
  if (message.particulars != kNone) note_routing_line(copy, id, started);
  if constexpr (Clock::kInstantByInstant) {
    if (errors_.any()) {
      const auto outcome = errors_.ended(id, copy_id, end);
      if (outcome == ErrorControl::Outcome::is_done) drop(copy_id);
      if (outcome != ErrorControl::Outcome::comes_in) return;
    }
  }
  come_in(id, circuit, copy_id, end);
}

template <class Clock>
void Flow<Clock>::come_in(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time end) {
  Copy& copy = store_.copies[copy_id];
  const Message& message = store_.messages[copy.message];
  ++copy.marks.hops;
  if (circuit.to_relay) {
    take_in(id, circuit, copy_id, end);
    return;
  }
  for (const Destination& destination : store_.line_of(copy)) {
    if (is_new(copy_id)) deliver(message, destination, end + circuit.onward, copy.marks.hops);
  }
  drop(copy_id);
}

template <class Clock>
void Flow<Clock>::deliver(const Message& message, const Destination& destination, Time in, std::uint16_t hops) {
  MessageStore::In latest{in, hops};
  if (store_.complete(message, destination, latest)) {
    recorder_.delivered(message, destination, latest.at, latest.hops);
  }
}

template <class Clock>
void Flow<Clock>::take_in(CircuitId id, const CircuitState& circuit, std::uint32_t copy_id, Time end) {
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
        if (is_new(copy_id)) deliver(message, destination, end + circuit.propagation, copy.marks.hops);
      } else {
        line[kept++] = destination;
      }
    }
    if (kept == 0) return drop(copy_id);
    store_.set_line(copy, copy.line.station, kept);
  }
  clock_.queue(id, {end + circuit.onward, copy_id, circuit.to});
}

template <class Clock>
bool Flow<Clock>::expands(Copy& copy, StationId station) {
  const auto line = store_.line_of(copy);
  return std::any_of(line.begin(), line.end(), [&](const Destination& destination) {
    return destination.station == station && Tag(destination.tag).is_group();
  });
}

template <class Clock>
void Flow<Clock>::drop(std::uint32_t copy_id) {
  const std::uint32_t message = store_.copies[copy_id].message;
  if constexpr (Clock::kInstantByInstant) {
    if (errors_.any()) errors_.gone(copy_id, store_.messages[message]);
  }
  if (!store_.drop(copy_id) || watched_.empty()) return;
  if (std::erase(watched_, message) > 0) watched_gone_ = watched_.empty();
}

template <class Clock>
void Flow<Clock>::note_routing_line(Copy& copy, CircuitId id, Time started) {
  const Message& message = store_.messages[copy.message];
  const Particulars& own = store_.particulars[message.particulars];
  if (!own.recorded) return;
  recorder_.routing_line(message, own, copy, id, store_.line_of(copy),
                         store_.destinations.at(own.groups, 2 * own.group_count), started);
}

template class Flow<Windows>;
template class Flow<Ordered>;

}  // namespace torntape::sim
