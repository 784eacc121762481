#pragma once

#include <algorithm>

#include "sim/flow.hpp"

namespace torntape::sim {

// The members of Flow for copies with a history: alternate routes, and what errors on the line add. Only where the
// clock goes instant by instant. Included by flow.cpp alone.

template <class Clock>
void Flow<Clock>::arrive_with_history(std::uint32_t copy_id, StationId station, Time now) {
  const auto shares = rerouting_.split(copy_id, station, store_.line_of(store_.cells.copy(copy_id)));
  const Copy whole = store_.cells.copy(copy_id);
  store_.cells.message(whole.message).copies += static_cast<std::uint32_t>(shares.size()) - 1;
  std::vector<std::uint32_t> parts{copy_id};
  while (parts.size() < shares.size()) {
    parts.push_back(store_.cells.take_copy());
    made_of(parts.back(), copy_id);
  }
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (whole.marks.single != 0) {
      join(shares[i].circuit, copy_id, now, true);
    } else {
      join_in_parts(shares[i].circuit, whole, parts[i], shares[i].first, shares[i].count, now);
    }
  }
}

template <class Clock>
void Flow<Clock>::made_of(std::uint32_t part, std::uint32_t whole) {
  rerouting_.made_of(part, whole);
  if (errors_.any()) errors_.made_of(part, whole);
}

template <class Clock>
void Flow<Clock>::finish_with_errors(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time started,
                                     Time end) {
  Copy& copy = store_.cells.copy(copy_id);
  const Message& message = store_.cells.message(copy.message);
  recorder_.sent(message, id, circuit, started - copy.joined, end);
  RoutingLineRow* const row = message.particulars == kNone ? nullptr : note_routing_line(copy, id, started, end);
  const auto [outcome, fate] = errors_.ended(id, copy_id, end);
  if (row != nullptr) row->fate = fate;
  if (outcome == ErrorControl::Outcome::is_done) drop(copy_id);
  if (outcome != ErrorControl::Outcome::comes_in) return;
  come_in(id, circuit, copy_id, end);
}

template <class Clock>
void Flow<Clock>::come_in(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time end) {
  Copy& copy = store_.cells.copy(copy_id);
  const Message& message = store_.cells.message(copy.message);
  ++copy.marks.hops;
  if (circuit.to_relay) return take_in(id, circuit, copy_id, end);
  for (const Destination& destination : store_.line_of(copy)) {
    if (is_new(copy_id)) deliver(message, destination, end + circuit.onward, copy.marks.hops);
  }
  drop(copy_id);
}

template <class Clock>
void Flow<Clock>::join_service(Time now) {
  for (const auto& [id, copy] : errors_.to_send()) {
    store_.cells.copy(copy).joined = now;
    circuits_.note_place(copy);
    circuits_.join(circuits_[id], copy, true, now);
    mark(id, circuits_[id]);
  }
}

template <class Clock>
bool Flow<Clock>::turned_away(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time now) {
  if (!rerouting_.concerns(store_.cells.copy(copy_id).marks.precedence) || errors_.stays(copy_id)) return false;
  bool away = circuits_.out_for(circuit, rerouting_.after(), now);
  if (!away && rerouting_.backlog() > 0) {
    away = circuits_.backlog(circuit, now) >= rerouting_.backlog();
    mark(id, circuit);
  }
  if (!away) return false;
  const std::uint32_t going = part_going(id, copy_id);
  if (going == kNone) return false;
  // What stays shows its own line again: what went may have been the highest on it.
  if (going != copy_id && of_its_own_) show_its_own(store_.cells.copy(copy_id));
  arrive_with_history(going, plan_.network.circuits()[id].from, now);
  return going == copy_id;
}

template <class Clock>
std::uint32_t Flow<Clock>::part_going(CircuitId id, std::uint32_t copy_id) {
  const Copy whole = store_.cells.copy(copy_id);
  const auto line = store_.line_of(store_.cells.copy(copy_id));
  const auto length = static_cast<std::uint32_t>(line.size());
  const std::uint32_t staying = rerouting_.put_reroutable_last(copy_id, id, line);
  if (staying == length) return kNone;
  recorder_.rerouted(store_.cells.message(whole.message));
  std::uint32_t going = copy_id;
  if (staying > 0) {
    going = store_.cells.take_copy();
    made_of(going, copy_id);
    store_.cells.copy(going) = whole;
    ++store_.cells.message(whole.message).copies;
    store_.set_line(store_.cells.copy(going), whole.line.station + staying, length - staying);
    store_.set_line(store_.cells.copy(copy_id), whole.line.station, staying);
  }
  rerouting_.turn_away(going, id);
  return going;
}

template <class Clock>
void Flow<Clock>::leave(CircuitId id, Time now) {
  CircuitState& circuit = circuits_[id];
  advance(id, circuit, now);
  circuits_.sift(circuit, now, [&](std::uint32_t copy) {
    if (!rerouting_.concerns(store_.cells.copy(copy).marks.precedence) || errors_.stays(copy)) return true;
    const std::uint32_t going = part_going(id, copy);
    if (going == kNone) return true;
    instant_.push_back({now, going, plan_.network.circuits()[id].from});
    if (going == copy) return false;
    if (of_its_own_) show_its_own(store_.cells.copy(copy));
    return true;
  });
}

}  // namespace torntape::sim
