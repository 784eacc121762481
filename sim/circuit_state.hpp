#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "sim/storage.hpp"
#include "sim/time.hpp"
#include "topology/network.hpp"

namespace torntape::sim {

/// One server of a circuit's direction: idle, sending a copy, or sending the cancelling of one that was broken.
struct Channel {
  Time started = 0;
  Time end = kNever;           ///< when it is free again; kNever where the channel is idle
  std::uint32_t copy = kNone;  ///< being sent; kNone where the channel is idle or cancelling
  /// Twice what tells the latest of those started at one instant on a circuit with several channels, and 1 more where
  /// it was started as soon as the channel was free, before the arrivals of that instant.
  std::uint32_t order = 0;

  bool provisional() const { return (order & 1) != 0; }
  bool cancelling() const { return copy == kNone && end < kNever; }
};
static_assert(sizeof(Channel) == 24);

/// One direction of a circuit at work: its waiting line, its channels, its tallies. What a transmission that need not
/// wait touches stands in the first cache line, what others touch in the first two.
///
/// On a foreseen circuit nothing but a transmission's end can end it, so that whatever comes of it is done when it
/// starts: its channel is free from `next_end` on, and nothing else is known of it.
///
/// The line is four queues, one a precedence, first come first served in each; under `fifo` copies share one.
struct alignas(64) CircuitState {
  /// When the first of the channels is free again, or an outage begins or ends; kNever: never. On a foreseen circuit
  /// when its channel was or is free again.
  Time next_end = kNever;
  double nanoseconds_per_character = 0;
  Time onward = 0;    ///< from the end of a transmission: to a post, until it is in; to a relay, until it is queued
  Time busy = 0;      ///< transmitting, ended transmissions only, all channels; on a foreseen circuit those started
  double waited = 0;  ///< nanoseconds in line, of all copies that have left it for those transmissions
  double sent_waited = 0;  ///< ... of counted messages, which ended
  std::uint64_t sent = 0;  ///< ... and how many they are
  StationId to = kNone;
  std::uint8_t occupied = 0;  ///< a bit a queue that is not empty
  bool to_relay = false;
  bool apart = false;  ///< its channels stand in Circuits, and `channel` is unused
  bool foreseen = false;

  std::array<std::uint32_t, topology::kPrecedences> head{};
  std::array<std::uint32_t, topology::kPrecedences> tail{};
  Channel channel;
  std::uint32_t waiting = 0;
  std::uint32_t most_waiting = 0;

  std::uint32_t channels = 1;
  std::uint32_t idle_channels = 1;  ///< where they stand apart: those that may take a copy, none during an outage
  std::uint32_t first_channel = 0;  ///< ... and the first of them
  std::uint32_t outages = kNone;    ///< its Outages in Circuits, where faults put it out
  std::uint32_t order = 0;          ///< the latest channel's, of those started at `last_started`
  bool marked = false;              ///< to be looked at when the instant's arrivals are in
  Time last_started = -1;
  Time propagation = 0;

  /// Some channel may take a copy. Not for a foreseen circuit, which tells only when its channel is free.
  bool idle() const { return apart ? idle_channels > 0 : channel.copy == kNone; }

  /// When there is something to do on the circuit though nothing joins it; kNever: never.
  Time next_due() const { return foreseen && occupied == 0 ? kNever : next_end; }

  void note_waiting() { most_waiting = std::max(most_waiting, waiting); }

  /// To the nearest nanosecond, but one at least; kNever where it would be longer than that.
  Time transmission_time(std::uint32_t characters) const {
    const double nearest = std::max(characters * nanoseconds_per_character + 0.5, 1.0);
    return static_cast<Time>(std::min(nearest, static_cast<double>(kNever)));
  }

  /// The channel of a foreseen circuit is taken at `now`; returns when it is free again.
  Time occupy(std::uint32_t characters, Time now) {
    const Time time = transmission_time(characters);
    next_end = now + time;
    busy += time;
    return next_end;
  }

  void push_back(Cells& cells, std::uint32_t copy, std::uint32_t queue) {
    cells.copy(copy).next = kNone;
    if ((occupied >> queue & 1) != 0) {
      cells.copy(tail[queue]).next = copy;
    } else {
      head[queue] = copy;
      set_occupied(queue);
    }
    tail[queue] = copy;
    ++waiting;
  }

  void push_front(Cells& cells, std::uint32_t copy, std::uint32_t queue) {
    cells.copy(copy).next = (occupied >> queue & 1) != 0 ? head[queue] : kNone;
    if ((occupied >> queue & 1) == 0) tail[queue] = copy;
    head[queue] = copy;
    set_occupied(queue);
    ++waiting;
  }

  /// The first of the most urgent queue that is not empty; some queue must not be.
  std::uint32_t pop(Cells& cells) {
    const auto queue = static_cast<std::uint32_t>(std::countr_zero(occupied));
    const std::uint32_t copy = head[queue];
    const std::uint32_t behind = cells.copy(copy).next;
    head[queue] = behind;
    if (behind == kNone) {
      occupied = static_cast<std::uint8_t>(occupied & (occupied - 1));
    } else {
      cells.prefetch(behind);
    }
    --waiting;
    return copy;
  }

  /// The copy that pop() would return; kNone where none waits.
  std::uint32_t first_in_line() const {
    return occupied == 0 ? kNone : head[static_cast<std::size_t>(std::countr_zero(occupied))];
  }

  /// Empties a queue that is not empty and returns its first copy; the others are linked behind it. `waiting` stays.
  std::uint32_t clear(std::uint32_t queue) {
    occupied = static_cast<std::uint8_t>(occupied & ~(1U << queue));
    return head[queue];
  }

 private:
  void set_occupied(std::uint32_t queue) { occupied = static_cast<std::uint8_t>(occupied | 1U << queue); }
};

static_assert(offsetof(CircuitState, head) == 64 && offsetof(CircuitState, channels) == 128);

}  // namespace torntape::sim
