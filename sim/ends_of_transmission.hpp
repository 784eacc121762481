#pragma once

#include <algorithm>

#include "sim/flow.hpp"

namespace torntape::sim {

// What Flow does at the ends of transmissions. Included by flow.cpp alone; what happens at each is put together in one
// function for each kind of circuit.

template <class Clock>
[[gnu::always_inline]] inline void Flow<Clock>::finish(CircuitId id, CircuitState& circuit, std::uint32_t copy_id,
                                                       Time started, Time end) {
  if constexpr (Clock::kInstantByInstant) {
    if (errors_.any()) return finish_with_errors(id, circuit, copy_id, started, end);
  }
  if (!circuit.to_relay) return finish_at_post(id, circuit, copy_id, started, end);
  Copy& copy = store_.cells.copy(copy_id);
  const Message& message = store_.cells.message(copy.message);
  recorder_.sent(message, id, circuit, started - copy.joined, end);
  ++copy.marks.hops;
  if (message.on_way == 0) return clock_.queue(id, {end + circuit.onward, copy_id, circuit.to});
  if (message.particulars != kNone) note_routing_line(copy, id, started, end);
  take_in(id, circuit, copy_id, end);
}

template <class Clock>
[[gnu::always_inline]] inline void Flow<Clock>::finish_at_post(CircuitId id, CircuitState& circuit,
                                                               std::uint32_t copy_id, Time started, Time end) {
  Copy& copy = store_.cells.copy(copy_id);
  const Message& message = store_.cells.message(copy.message);
  recorder_.sent(message, id, circuit, started - copy.joined, end);
  ++copy.marks.hops;
  if (message.particulars == kNone && copy.marks.single != 0) {
    recorder_.delivered(message, copy.line, end + circuit.onward, copy.marks.hops);
    return drop(copy_id);
  }
  if (message.particulars != kNone) note_routing_line(copy, id, started, end);
  for (const Destination& destination : store_.line_of(copy)) {
    deliver(message, destination, end + circuit.onward, copy.marks.hops);
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
  Copy& copy = store_.cells.copy(copy_id);
  const Message& message = store_.cells.message(copy.message);
  if (message.particulars != kNone && expands(copy, circuit.to)) {
    store_.expand_groups(copy, circuit.to);
    if (with_history_) rerouting_.made(copy_id, classification_of(message));
  }
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
[[gnu::always_inline]] inline void Flow<Clock>::drop(std::uint32_t copy_id) {
  const std::uint32_t message = store_.cells.copy(copy_id).message;
  if constexpr (Clock::kInstantByInstant) {
    if (errors_.any()) errors_.gone(copy_id, store_.cells.message(message));
  }
  if (!store_.drop(copy_id) || watched_.empty()) return;
  if (std::erase(watched_, message) > 0) watched_gone_ = watched_.empty();
}

template <class Clock>
RoutingLineRow* Flow<Clock>::note_routing_line(Copy& copy, CircuitId id, Time started, Time end) {
  const Message& message = store_.cells.message(copy.message);
  const Particulars& own = store_.particulars[message.particulars];
  if (!own.recorded || !recorder_.keeps_line(message, end)) return nullptr;
  return &recorder_.routing_line(message, own, copy, id, store_.line_of(copy),
                                 store_.destinations.at(own.groups, 2 * own.group_count), started);
}

template <class Clock>
void Flow<Clock>::advance(CircuitId id, CircuitState& circuit, Time upto) {
  if constexpr (!Clock::kInstantByInstant) {
    if (circuit.foreseen) {
      while (circuit.occupied != 0 && circuit.next_end <= upto) {
        transmit(id, circuit, circuit.pop(store_.cells), circuit.next_end);
      }
      return;
    }
  }
  if (circuit.apart) return advance_apart(id, circuit, upto);
  if (circuit.to_relay || Clock::kInstantByInstant) {
    circuits_.advance(
        circuit, upto, [&](std::uint32_t copy, Time started, Time end) __attribute__((always_inline)) {
          finish(id, circuit, copy, started, end);
        });
  } else {
    circuits_.advance(
        circuit, upto, [&](std::uint32_t copy, Time started, Time end) __attribute__((always_inline)) {
          finish_at_post(id, circuit, copy, started, end);
        });
  }
}

template <class Clock>
void Flow<Clock>::advance_apart(CircuitId id, CircuitState& circuit, Time upto) {
  circuits_.advance(
      circuit, upto, [&](std::uint32_t copy, Time started, Time end) { finish(id, circuit, copy, started, end); },
      [&](std::uint32_t copy_id, Time started, Time now) {
        Copy& copy = store_.cells.copy(copy_id);
        const Message& message = store_.cells.message(copy.message);
        recorder_.broken(Recorder::Cause::outage, message, id, circuit, copy.joined, started, now);
        copy.joined = now;
      });
}

}  // namespace torntape::sim
