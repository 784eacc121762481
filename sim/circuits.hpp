#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/circuit_state.hpp"
#include "sim/event_list.hpp"
#include "sim/plan.hpp"
#include "sim/recorder.hpp"
#include "sim/storage.hpp"

namespace torntape::sim {

/// All circuits at work: which copies wait, which are being sent, and what is taken next. The end of a channel's
/// transmission is the event in the slot of the channel's number.
///
/// A channel takes its next copy as soon as it is free. Where more arrives at that instant, the start is taken back
/// first (join), for arrivals come before channels take their next copy.
class Circuits {
 public:
  Circuits(const Plan& plan, Pool<Copy>& copies);

  std::uint32_t channel_count() const { return static_cast<std::uint32_t>(channels_.size()); }
  Channel& channel(std::uint32_t slot) { return channels_[slot]; }
  CircuitState& operator[](topology::CircuitId id) { return states_[id]; }
  std::span<const CircuitState> states() const { return states_; }

  /// The channel of `slot` is free again; the first copy in line is taken.
  void release(std::uint32_t slot, EventList& events, Time now) {
    Channel& channel = channels_[slot];
    CircuitState& circuit = states_[channel.circuit];
    circuit.busy += now - channel.started;
    if (circuit.occupied == 0) {
      channel.copy = kNone;
      --circuit.busy_channels;
      events.set(slot, kNever);
      return;
    }
    put_on(circuit, channel, circuit.pop(copies_), events, now);
    channel.provisional = true;
  }

  /// `copy` joins the line, or is taken at once where a channel is idle and nothing else arrives at this instant.
  /// False where the circuit must be settled at the end of the instant: `more` may arrive, or something is to be
  /// broken.
  bool join(topology::CircuitId id, std::uint32_t copy, bool more, EventList& events, Time now) {
    CircuitState& circuit = states_[id];
    if (!more && circuit.occupied == 0 && circuit.busy_channels < circuit.channels) {
      start(circuit, copy, events, now);
      return true;
    }
    if (circuit.busy_channels > 0) take_back_starts(circuit, events, now);
    circuit.push_back(copies_, copy, queue_of(copies_[copy]));
    return false;
  }

  /// Idle channels take the first copies in line; then FLASH breaks what is lower, where it may.
  void settle(topology::CircuitId id, EventList& events, Recorder& recorder, Pool<Message>& messages, Time now);

  /// Integrals over time of what is transmitted and what waits, up to `at`.
  std::vector<Recorder::Reading> readings(Time at);
  /// Greatest lengths of line count from now on.
  void restart_greatest();

 private:
  void put_on(const CircuitState& circuit, Channel& channel, std::uint32_t copy, EventList& events, Time now) {
    channel.copy = copy;
    channel.started = now;
    channel.order = ++started_;
    channel.provisional = false;
    events.set(static_cast<std::uint32_t>(&channel - channels_.data()),
               now + circuit.transmission_time(copies_[copy].characters));
  }
  void start(CircuitState& circuit, std::uint32_t copy, EventList& events, Time now) {
    std::uint32_t slot = circuit.first_channel;
    while (channels_[slot].copy != kNone) ++slot;
    ++circuit.busy_channels;
    put_on(circuit, channels_[slot], copy, events, now);
  }
  std::uint32_t queue_of(const Copy& copy) const { return fifo_ ? 0 : copy.precedence; }
  void take_back_starts(CircuitState& circuit, EventList& events, Time now);
  void stop(CircuitState& circuit, std::uint32_t slot, EventList& events);
  bool break_lowest(topology::CircuitId id, EventList& events, Recorder& recorder, Pool<Message>& messages, Time now);

  Pool<Copy>& copies_;
  std::vector<CircuitState> states_;
  std::vector<Channel> channels_;
  std::uint64_t started_ = 0;
  bool fifo_;
  bool flash_breaks_;
};

}  // namespace torntape::sim
