#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "sim/storage.hpp"
#include "sim/time.hpp"
#include "topology/network.hpp"

namespace torntape::sim {

/// One server of a circuit's direction.
struct Channel {
  std::uint32_t copy = kNone;  ///< being sent; kNone where the channel is idle
  topology::CircuitId circuit = kNone;
  Time started = 0;
  Time end = kNever;         ///< of the transmission; kNever where the channel is idle
  std::uint64_t order = 0;   ///< counts transmissions started, to tell the latest of those started at one instant
  bool provisional = false;  ///< started as soon as the channel was free, before the arrivals of that instant
};

/// One direction of a circuit at work: its waiting line, its channels, its tallies.
///
/// The line is four queues, one a precedence, first come first served in each; under `fifo` copies share one.
struct alignas(64) CircuitState {
  std::array<std::uint32_t, topology::kPrecedences> head{};
  std::array<std::uint32_t, topology::kPrecedences> tail{};
  std::uint32_t waiting = 0;
  std::uint32_t most_waiting = 0;
  std::uint32_t first_channel = 0;
  std::uint32_t channels = 1;
  std::uint32_t occupied = 0;  ///< a bit a queue that is not empty
  bool to_relay = false;
  bool lazy = false;  ///< ends of transmission are no events: the circuit is brought up to date when it is looked at
  std::uint32_t busy_channels = 0;
  StationId to = kNone;

  double nanoseconds_per_character = 0;
  Time propagation = 0;
  std::uint32_t delay = kNone;  ///< which DelayLine leads to the next queueing; kNone where there is no delay
  Time last_provisional = -1;   ///< when a channel last took a copy that may have to be taken back
  bool marked = false;          ///< to be looked at when the instant's arrivals are in
  Time busy = 0;                ///< transmitting, ended transmissions only, all channels
  double waited = 0;            ///< nanoseconds in line, of all copies that have left it for a transmission that ended
  std::uint64_t sent = 0;       ///< copies of counted messages
  double sent_waited = 0;       ///< ... and their nanoseconds in line

  /// To the nearest nanosecond; kNever where it would be longer than that.
  Time transmission_time(std::uint32_t characters) const {
    return static_cast<Time>(std::min(characters * nanoseconds_per_character + 0.5, static_cast<double>(kNever)));
  }

  void push_back(Pool<Copy>& copies, std::uint32_t copy, std::uint32_t queue) {
    copies[copy].next = kNone;
    if ((occupied >> queue & 1) != 0) {
      copies[tail[queue]].next = copy;
    } else {
      head[queue] = copy;
      occupied |= 1U << queue;
    }
    tail[queue] = copy;
    ++waiting;
  }

  void push_front(Pool<Copy>& copies, std::uint32_t copy, std::uint32_t queue) {
    copies[copy].next = (occupied >> queue & 1) != 0 ? head[queue] : kNone;
    if ((occupied >> queue & 1) == 0) tail[queue] = copy;
    head[queue] = copy;
    occupied |= 1U << queue;
    ++waiting;
  }

  /// The first of the most urgent queue that is not empty; some queue must not be.
  std::uint32_t pop(Pool<Copy>& copies) {
    const auto queue = static_cast<std::uint32_t>(std::countr_zero(occupied));
    const std::uint32_t copy = head[queue];
    const std::uint32_t behind = copies[copy].next;
    head[queue] = behind;
    occupied &= ~(static_cast<std::uint32_t>(behind == kNone) << queue);
    --waiting;
    return copy;
  }
};

}  // namespace torntape::sim
