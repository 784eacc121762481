#pragma once

#include <bit>

#include "sim/flow.hpp"

namespace torntape::sim {

// Flow's members for foreseen circuits, and what else it does because it can look ahead. Included by flow.cpp alone.

template <class Clock>
[[gnu::always_inline]] inline void Flow<Clock>::transmit(CircuitId id, CircuitState& circuit, std::uint32_t copy_id,
                                                         Time now) {
  const Time end = circuit.occupy(store_.cells.copy(copy_id).characters, now);
  finish(id, circuit, copy_id, now, end);
}

template <class Clock>
[[gnu::always_inline]] inline void Flow<Clock>::send_on(CircuitId id, CircuitState& circuit, const Copy& whole,
                                                        const Destination& destination, Time now) {
  const Message& message = store_.cells.message(whole.message);
  const Time end = circuit.occupy(whole.characters, now);
  recorder_.sent(message, id, circuit, 0, end);
  recorder_.delivered(message, destination, end + circuit.onward, static_cast<std::uint16_t>(whole.marks.hops + 1));
}

template <class Clock>
[[gnu::always_inline]] inline void Flow<Clock>::join_foreseen(CircuitId id, CircuitState& circuit,
                                                              std::uint32_t copy_id, Time now, bool more) {
  if (circuit.occupied != 0 && circuit.next_end < now) advance(id, circuit, now - 1);
  const bool free = circuit.next_end <= now;
  if (free && circuit.occupied == 0) {
    if (!more) return transmit(id, circuit, copy_id, now);
    circuit.next_end = now;
  }
  circuit.push_back(store_.cells, copy_id, circuits_.queue_of(store_.cells.copy(copy_id)));
  if (more) return mark(id, circuit);
  if (free) return settle(id, circuit, now);
  circuit.note_waiting();
  if (circuit.to_relay) clock_.transmitting(id, circuit.next_end);
}

// What is far is fetched in steps, each of which needs what the one before brought: so many turns ahead. Put where they
// are called: g++ takes a function that only prefetches for one without effect, and drops its calls.
constexpr std::size_t kFirstStep = 16;
constexpr std::size_t kSecondStep = 8;
constexpr std::size_t kThirdStep = 4;

template <class Clock>
[[gnu::always_inline]] inline void Flow<Clock>::look_ahead() {
  if constexpr (!Clock::kInstantByInstant) {
    if (!spread_) return;
    if (const Arrival* arrival = clock_.arrival_after(kFirstStep)) store_.cells.prefetch(arrival->copy);
    if (const Arrival* arrival = clock_.arrival_after(kSecondStep)) {
      const Copy& copy = store_.cells.copy(arrival->copy);
      store_.cells.prefetch(copy.message);
      if (copy.marks.single != 0) {
        const auto fork = routes_of(copy).fork(arrival->station);
        if (const CircuitId next = fork.next(copy.line.station); next != kNone) circuits_.prefetch(next);
        if (fork.is_home_of(copy.line.station)) recorder_.prefetch(copy.line.station);
      }
    }
  }
}

template <class Clock>
[[gnu::always_inline]] inline void Flow<Clock>::look_ahead_to_filing() {
  if (!spread_) return;
  if (const CircuitId only = plan_.routes.only(draft_.origin); only != topology::kNone) {
    if (const std::uint32_t copy = circuits_[only].first_in_line(); copy != kNone) {
      store_.cells.prefetch(copy);
    }
  }
  if (const StationId origin = streams_.next_origin(); origin != kNone) {
    if (const CircuitId only = plan_.routes.only(origin); only != topology::kNone) circuits_.prefetch(only);
  }
}

template <class Clock>
[[gnu::always_inline]] inline void Flow<Clock>::look_ahead(std::span<const CircuitId> circuits) {
  if (!spread_) return;
  const auto first_in_line = [&](std::size_t after) {
    return after < circuits.size() ? circuits_[circuits[after]].first_in_line() : kNone;
  };
  if (circuits.size() > kFirstStep) circuits_.prefetch(circuits[kFirstStep]);
  if (const auto copy = first_in_line(kSecondStep); copy != kNone) store_.cells.prefetch(copy);
  if (const auto copy = first_in_line(kThirdStep); copy != kNone) {
    store_.cells.prefetch(store_.cells.copy(copy).message);
  }
}

}  // namespace torntape::sim
