#include "sim/circuits.hpp"

#include <algorithm>
#include <tuple>

namespace torntape::sim {

using topology::CircuitId;

Circuits::Circuits(const Plan& plan, Pool<Copy>& copies, bool lazy)
    : copies_(copies),
      states_(plan.network.circuits().size()),
      fifo_(plan.handling.discipline == Discipline::fifo),
      flash_breaks_(plan.handling.preemption == Preemption::flash) {
  for (CircuitId id = 0; id < states_.size(); ++id) {
    const topology::Circuit& circuit = plan.network.circuits()[id];
    CircuitState& state = states_[id];
    state.channels = static_cast<std::uint32_t>(circuit.channels);
    state.to = circuit.to;
    state.to_relay = plan.network.stations()[circuit.to].relay;
    state.lazy = lazy && !state.to_relay;
    state.propagation = circuit.propagation;
    state.nanoseconds_per_character = plan.handling.bits_per_character * 1e9 / circuit.rate;
  }
  add_channels(false);
  first_lazy_channel_ = channel_count();
  add_channels(true);
}

void Circuits::add_channels(bool lazy) {
  for (CircuitId id = 0; id < states_.size(); ++id) {
    CircuitState& state = states_[id];
    if (state.lazy != lazy) continue;
    state.first_channel = channel_count();
    channels_.resize(channels_.size() + state.channels);
    for (std::uint32_t slot = state.first_channel; slot < channels_.size(); ++slot) channels_[slot].circuit = id;
  }
}

void Circuits::wake(EventList& events) {
  for (CircuitState& circuit : states_) circuit.lazy = false;
  for (std::uint32_t slot = first_lazy_channel_; slot < channels_.size(); ++slot) {
    events.set(slot, channels_[slot].end);
  }
}

void Circuits::settle(CircuitId id, EventList& events, Recorder& recorder, Pool<Message>& messages, Time now) {
  CircuitState& circuit = states_[id];
  while (circuit.occupied != 0) {
    if (circuit.busy_channels < circuit.channels) {
      start(circuit, circuit.pop(copies_), events, now);
    } else if (!flash_breaks_ || (circuit.occupied & 1) == 0 || !break_lowest(id, events, recorder, messages, now)) {
      break;
    }
  }
  circuit.most_waiting = std::max(circuit.most_waiting, circuit.waiting);
}

/// The channel stops; its copy stands at the head of its queue again.
void Circuits::stop(CircuitState& circuit, std::uint32_t slot, EventList& events) {
  Channel& channel = channels_[slot];
  circuit.push_front(copies_, channel.copy, queue_of(copies_[channel.copy]));
  idle(circuit, channel, events);
}

/// Undoes what channels took at this instant, the last first, so that the line is as it was.
void Circuits::take_back_starts(CircuitState& circuit, EventList& events, Time now) {
  while (true) {
    std::uint32_t last = kNone;
    for (std::uint32_t slot = circuit.first_channel; slot < circuit.first_channel + circuit.channels; ++slot) {
      const Channel& channel = channels_[slot];
      if (channel.copy == kNone || !channel.provisional || channel.started != now) continue;
      if (last == kNone || channel.order > channels_[last].order) last = slot;
    }
    if (last == kNone) return;
    stop(circuit, last, events);
  }
}

/// Breaks the transmission of the lowest precedence below FLASH, among equals the latest started, to be repeated from
/// its start (ACP 127(G) 151, 424); false where all that is being sent is FLASH.
bool Circuits::break_lowest(CircuitId id, EventList& events, Recorder& recorder, Pool<Message>& messages, Time now) {
  CircuitState& circuit = states_[id];
  std::uint32_t chosen = kNone;
  std::tuple<std::uint32_t, std::uint64_t> worst{static_cast<std::uint32_t>(Precedence::flash), ~std::uint64_t{0}};
  for (std::uint32_t slot = circuit.first_channel; slot < circuit.first_channel + circuit.channels; ++slot) {
    const std::uint32_t precedence = copies_[channels_[slot].copy].precedence;
    const std::tuple<std::uint32_t, std::uint64_t> rank{precedence, channels_[slot].order};
    if (rank > worst) {
      worst = rank;
      chosen = slot;
    }
  }
  if (chosen == kNone) return false;
  const Channel& channel = channels_[chosen];
  Copy& copy = copies_[channel.copy];
  recorder.preempted(messages[copy.message], id, circuit, channel.started - copy.joined, now);
  circuit.busy += now - channel.started;
  copy.joined = now;
  stop(circuit, chosen, events);
  return true;
}

std::vector<Recorder::Reading> Circuits::readings(Time at) {
  std::vector<Recorder::Reading> result;
  for (const CircuitState& circuit : states_) {
    Recorder::Reading reading{static_cast<double>(circuit.busy), circuit.waited};
    for (std::uint32_t slot = circuit.first_channel; slot < circuit.first_channel + circuit.channels; ++slot) {
      const Channel& channel = channels_[slot];
      if (channel.copy == kNone) continue;
      reading.busy += static_cast<double>(at - channel.started);
      reading.queue_area += static_cast<double>(channel.started - copies_[channel.copy].joined);
    }
    for (std::uint32_t queue = 0; queue < topology::kPrecedences; ++queue) {
      if ((circuit.occupied >> queue & 1) == 0) continue;
      for (std::uint32_t copy = circuit.head[queue]; copy != kNone; copy = copies_[copy].next) {
        reading.queue_area += static_cast<double>(at - copies_[copy].joined);
      }
    }
    result.push_back(reading);
  }
  return result;
}

void Circuits::restart_greatest() {
  for (CircuitState& circuit : states_) circuit.most_waiting = circuit.waiting;
}

}  // namespace torntape::sim
