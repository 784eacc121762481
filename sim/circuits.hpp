#pragma once

#include <algorithm>
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
///
/// What a circuit to a post sends goes nowhere else, so such circuits are lazy: they have no events, and are advanced
/// when a copy joins them and where the window of measurement begins and ends. Nothing that is measured depends on it.
class Circuits {
 public:
  /// Circuits to posts are lazy where `lazy`.
  Circuits(const Plan& plan, Pool<Copy>& copies, bool lazy);

  /// Channels are numbered; those of lazy circuits last, the first of them so.
  std::uint32_t first_lazy_channel() const { return first_lazy_channel_; }

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
      idle(circuit, channel, events);
      return;
    }
    put_on(circuit, channel, circuit.pop(copies_), events, now);
    channel.provisional = true;
    circuit.last_provisional = now;
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
    if (circuit.last_provisional == now) take_back_starts(circuit, events, now);
    circuit.push_back(copies_, copy, queue_of(copies_[copy]));
    const bool waits = !more && !flash_breaks_ && circuit.busy_channels == circuit.channels;
    if (waits) circuit.most_waiting = std::max(circuit.most_waiting, circuit.waiting);
    return waits;
  }

  /// Idle channels take the first copies in line; then FLASH breaks what is lower, where it may.
  void settle(topology::CircuitId id, EventList& events, Recorder& recorder, Pool<Message>& messages, Time now);

  /// Ends the transmissions of a lazy circuit that are due up to `upto`, in their order: finish(slot, when) each.
  template <class Finish>
  void advance(CircuitState& circuit, Time upto, EventList& events, Finish&& finish) {
    while (circuit.busy_channels > 0) {
      std::uint32_t first = circuit.first_channel;
      for (std::uint32_t slot = first + 1; slot < circuit.first_channel + circuit.channels; ++slot) {
        if (channels_[slot].end < channels_[first].end) first = slot;
      }
      const Time end = channels_[first].end;
      if (end > upto) return;
      finish(first, end);
      release(first, events, end);
    }
  }

  /// From now on no circuit is lazy; the ends of what lazy ones are sending become events.
  void wake(EventList& events);

  /// Integrals over time of what is transmitted and what waits, up to `at`.
  std::vector<Recorder::Reading> readings(Time at);
  /// Greatest lengths of line count from now on.
  void restart_greatest();

 private:
  void put_on(const CircuitState& circuit, Channel& channel, std::uint32_t copy, EventList& events, Time now) {
    channel.copy = copy;
    channel.started = now;
    channel.end = now + circuit.transmission_time(copies_[copy].characters);
    channel.order = ++started_;
    channel.provisional = false;
    if (!circuit.lazy) events.set(number(channel), channel.end);
  }
  void idle(CircuitState& circuit, Channel& channel, EventList& events) {
    channel.copy = kNone;
    channel.end = kNever;
    --circuit.busy_channels;
    if (!circuit.lazy) events.set(number(channel), kNever);
  }
  std::uint32_t number(const Channel& channel) const { return static_cast<std::uint32_t>(&channel - channels_.data()); }
  void start(CircuitState& circuit, std::uint32_t copy, EventList& events, Time now) {
    std::uint32_t slot = circuit.first_channel;
    while (channels_[slot].copy != kNone) ++slot;
    ++circuit.busy_channels;
    put_on(circuit, channels_[slot], copy, events, now);
  }
  /// Under fifo all copies share a queue; but FLASH, where it may break any other, would break what went before it.
  std::uint32_t queue_of(const Copy& copy) const {
    if (!fifo_) return copy.precedence;
    return flash_breaks_ && copy.precedence == static_cast<std::uint32_t>(Precedence::flash) ? 0 : 1;
  }
  void add_channels(bool lazy);
  void take_back_starts(CircuitState& circuit, EventList& events, Time now);
  void stop(CircuitState& circuit, std::uint32_t slot, EventList& events);
  bool break_lowest(topology::CircuitId id, EventList& events, Recorder& recorder, Pool<Message>& messages, Time now);

  Pool<Copy>& copies_;
  std::vector<CircuitState> states_;
  std::vector<Channel> channels_;
  std::uint32_t first_lazy_channel_ = 0;
  std::uint64_t started_ = 0;
  bool fifo_;
  bool flash_breaks_;
};

}  // namespace torntape::sim
