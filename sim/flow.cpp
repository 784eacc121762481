#include "sim/flow.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/ends_of_transmission.hpp"
#include "sim/flow_history.hpp"
#include "sim/flow_parts.hpp"
#include "sim/foreseen.hpp"
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
      gated_(plan.gate.any()),
      clock_(plan, recording.window_load),
      streams_(plan, number, limit_),
      segregator_(plan.network),
      store_(plan.network, plan.routes.places(), formatted_ || most_indicators_ != kNone || LineNoise::any(plan)),
      lengths_(plan),
      circuits_(plan, number, store_.cells, by_copy_, !Clock::kInstantByInstant),
      recorder_(plan, number, recording, limit_),
      rerouting_(plan, number),
      errors_(plan, number, store_, recorder_, rerouting_),
      with_history_(rerouting_.any() || errors_.any()),
      desks_(plan),
      whole_instants_(with_history_ || desks_.any()) {
  for (CircuitId id = 0; id < circuits_.states().size(); ++id) {
    if (clocked(circuits_[id])) clock_.transmitting(id, circuits_[id].next_due());
  }
}

template <class Clock>
Replication Flow<Clock>::run() {
  const Window& window = plan_.window;
  pass(window.warmup - 1);
  recorder_.begin_window(circuits_.readings(window.warmup));
  desks_.begin_window(window.warmup);
  pass(window.warmup);
  circuits_.restart_greatest();
  pass(window.duration - 1);
  recorder_.end_window(circuits_.readings(window.duration), circuits_.states());
  desks_.end_window(window.duration);
  pass(window.duration);
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
    const bool filed = filing == now;
    if (filed && !whole_instants_) {
      file(now);
    } else if (!filed) {
      look_ahead();
      instant_.push_back(clock_.take_arrival());
    }
    // Mostly nothing else arrives at this instant.
    if (!whole_instants_ && instant_.size() == 1 && clock_.next_arrival() != now && next_filing() != now) {
      arrive(instant_.front(), now, false);
      instant_.clear();
    } else {
      settle_instant(now);
    }
  }
}

template <class Clock>
void Flow<Clock>::advance(CircuitId id, Time upto) {
  advance(id, circuits_[id], upto);
  clock_.transmitting(id, circuits_[id].next_due());
}

template <class Clock>
bool Flow<Clock>::go_on(Time upto) {
  if (arrived_ < next_look_) return true;
  next_look_ = arrived_ + std::max<std::uint64_t>(circuits_.states().size(), 1024);
  spread_ = circuits_.states().size_bytes() + store_.bytes() > kNearMemory;
  recorder_.alive(upto);
  if (!draining_ && watched_.empty() && !watched_gone_) return true;
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
    // The sections of a message are filed in their order, and mostly nothing else meets.
    const auto before = [&](const Arrival& a, const Arrival& b) { return rank(a) < rank(b); };
    if (!std::is_sorted(instant_.begin(), instant_.end(), before)) std::sort(instant_.begin(), instant_.end(), before);
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
  Copy& copy = store_.cells.copy(arrival.copy);
  const std::uint16_t section = copy.marks.section;
  return {store_.cells.message(copy.message).number, section, arrival.station,
          first_indicator(plan_.network, store_, copy), errors_.kind(arrival.copy)};
}

template <class Clock>
void Flow<Clock>::mark(CircuitId id, CircuitState& circuit) {
  if (!circuit.marked) marked_.push_back(id);
  circuit.marked = true;
}

template <class Clock>
void Flow<Clock>::file(Time now) {
  draft_.places = recording_.message == filed_ + 1 ? nullptr : store_.wanted_places();
  streams_.file(draft_);
  if (filed_ == kNone - 1) throw std::length_error("a replication holds at most 4,294,967,294 messages");
  ++filed_;
  const bool counted = plan_.window.counts(now);
  look_ahead_to_filing();
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
    if (with_history_) rerouting_.made(copy, draft.classification);
    instant_.push_back({now, copy, draft.origin});
  });
  if (errors_.any()) errors_.stored(store_.cells.message(id));
  if (watched) watched_.push_back(id);
}

template <class Clock>
void Flow<Clock>::arrive(const Arrival& arrival, Time now, bool more) {
  ++arrived_;
  if constexpr (Clock::kInstantByInstant) {
    if (with_history_) return arrive_with_history(arrival.copy, arrival.station, now);
  }
  Copy& copy = store_.cells.copy(arrival.copy);
  const topology::Routes& routes = routes_of(copy);
  if (copy.marks.single != 0) {
    join(routes.next(arrival.station, copy.line.station), arrival.copy, now, more);
    return;
  }
  if (copy.line.tag > most_indicators_) return arrive_in_parts(arrival, now, more);
  if (const CircuitId only = routes.only(arrival.station); only != topology::kNone) {
    join(only, arrival.copy, now, more);
    return;
  }
  const std::uint32_t message_id = copy.message;
  Message& message = store_.cells.message(message_id);
  if (routes.tree() && message.plain != 0) return arrive_in_tree(routes, arrival, now, more);
  const std::uint32_t characters = copy.characters;
  const std::uint32_t line = copy.line.station;
  const Copy::Marks marks = copy.marks;
  const auto order = message.plain != 0 ? topology::Order::free : topology::Order::kept;
  const auto shares = segregator_.split(routes, arrival.station, store_.line_of(copy), order);
  message.copies += static_cast<std::uint32_t>(shares.size()) - 1;
  for (const topology::Share& share : shares) circuits_.prefetch(share.circuit);
  std::uint32_t id = arrival.copy;
  for (const topology::Share& share : shares) {
    if (share.first > 0) id = store_.cells.take_copy();
    Copy& part = store_.cells.copy(id);
    part.message = message_id;
    part.characters = characters;
    part.marks = marks;
    store_.set_line(part, line + share.first, share.count);
    join(share.circuit, id, now, more);
  }
}

template <class Clock>
void Flow<Clock>::arrive_in_tree(const topology::Routes& routes, const Arrival& arrival, Time now, bool more) {
  const Copy whole = store_.cells.copy(arrival.copy);
  const auto line = store_.line_of(store_.cells.copy(arrival.copy));
  const auto fork = routes.fork(arrival.station);
  const auto count = static_cast<std::uint32_t>(line.size());
  // What lies behind one circuit stands together, but may be cut in two by where the order begins.
  CircuitId next = fork.next(line[0].station);
  if (fork.next(line[count - 1].station) == next) {
    std::uint32_t same = 1;
    while (same < count && fork.next(line[same].station) == next) ++same;
    if (same == count) return join(next, arrival.copy, now, more);
    std::rotate(line.begin(), line.begin() + same, line.end());
    next = fork.next(line[0].station);
  }
  // The whole copy's place goes to the first part that needs one. Others may be gone before the last is made.
  ++store_.cells.message(whole.message).copies;
  bool spare = true;
  for (std::uint32_t first = 0; first < count;) {
    const CircuitId circuit_id = next;
    const Destination* const destinations = store_.destinations.at(whole.line.station, count).data();
    std::uint32_t end = first + 1;
    for (; end < count; ++end) {
      next = fork.next(destinations[end].station);
      if (next != circuit_id) break;
    }
    if (end < count) circuits_.prefetch(next);
    const bool single = end - first == 1;
    CircuitState& circuit = circuits_[circuit_id];
    if (single && !more && circuit.foreseen && !circuit.to_relay && circuit.occupied == 0 && circuit.next_end <= now) {
      send_on(circuit_id, circuit, whole, destinations[first], now);
      first = end;
      continue;
    }
    const std::uint32_t id = spare ? arrival.copy : store_.cells.take_copy();
    if (!spare) ++store_.cells.message(whole.message).copies;
    spare = false;
    Copy& part = store_.cells.copy(id);
    part.message = whole.message;
    part.characters = whole.characters;
    part.marks = whole.marks;
    part.line.station = single ? destinations[first].station : whole.line.station + first;
    part.line.tag = single ? destinations[first].tag : end - first;
    part.marks.single = single;
    join(circuit_id, id, now, more);
    first = end;
  }
  if (spare) store_.drop(arrival.copy);
  store_.let_go(whole.message);
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
const topology::Routes& Flow<Clock>::routes_of(const Copy& copy) {
  if (!gated_) return plan_.routes;
  const topology::Routes* const routes = plan_.gate.routes(classification_of(store_.cells.message(copy.message)));
  return routes == nullptr ? plan_.routes : *routes;
}

template <class Clock>
[[gnu::always_inline]] inline void Flow<Clock>::join(CircuitId id, std::uint32_t copy_id, Time now, bool more) {
  Copy& copy = store_.cells.copy(copy_id);
  copy.joined = now;
  if (of_its_own_) show_its_own(copy);
  CircuitState& circuit = circuits_[id];
  if constexpr (!Clock::kInstantByInstant) {
    if (circuit.foreseen) return join_foreseen(id, circuit, copy_id, now, more);
  }
  if (circuit.next_end <= now) advance(id, circuit, now);
  if constexpr (Clock::kInstantByInstant) {
    if (turned_away(id, circuit, copy_id, now)) return;
    circuits_.note_place(copy_id);
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
  if (circuit.foreseen) {
    if (circuit.next_end <= now) transmit(id, circuit, circuit.pop(store_.cells), now);
    circuit.note_waiting();
  } else {
    circuits_.settle(id, recorder_, now);
  }
  if (clocked(circuit)) clock_.transmitting(id, circuit.next_due());
}

template <class Clock>
void Flow<Clock>::come_to_desks(Time now) {
  const auto desk = std::stable_partition(instant_.begin(), instant_.end(),
                                          [&](const Arrival& arrival) { return !desks_.at(arrival.station); });
  std::sort(desk, instant_.end(), [&](const Arrival& a, const Arrival& b) { return rank(a) < rank(b); });
  for (auto arrival = desk; arrival != instant_.end(); ++arrival) {
    const Copy& copy = store_.cells.copy(arrival->copy);
    const bool counted = store_.cells.message(copy.message).counted != 0;
    desks_.join(arrival->station, arrival->copy, copy.marks.precedence, counted, now);
  }
  instant_.erase(desk, instant_.end());
}

template class Flow<Windows>;
template class Flow<Ordered>;

}  // namespace torntape::sim
