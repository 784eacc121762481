#include "sim/circuits.hpp"

#include <algorithm>
#include <tuple>

namespace torntape::sim {

using topology::CircuitId;

Circuits::Circuits(const Plan& plan, Pool<Copy>& copies)
    : copies_(copies),
      states_(plan.network.circuits().size()),
      fifo_(plan.handling.discipline == Discipline::fifo),
      flash_breaks_(plan.handling.preemption == Preemption::flash) {
  for (CircuitId id = 0; id < states_.size(); ++id) {
    const topology::Circuit& circuit = plan.network.circuits()[id];
    const topology::Station& to = plan.network.stations()[circuit.to];
    CircuitState& state = states_[id];
    state.channels = static_cast<std::uint32_t>(circuit.channels);
    state.idle_channels = state.channels;
    state.several = state.channels > 1;
    state.to = circuit.to;
    state.to_relay = to.relay;
    state.propagation = circuit.propagation;
    state.onward = circuit.propagation + (to.relay ? to.switching : 0);
    state.nanoseconds_per_character = plan.handling.bits_per_character * 1e9 / circuit.rate;
    if (!state.several) continue;
    state.first_channel = static_cast<std::uint32_t>(channels_.size());
    channels_.resize(channels_.size() + state.channels);
  }
}

Channel& Circuits::first_to_end(CircuitState& circuit) {
  const auto channels = channels_of(circuit);
  return *std::min_element(channels.begin(), channels.end(),
                           [](const auto& a, const auto& b) { return a.end < b.end; });
}

Channel& Circuits::take_idle(CircuitState& circuit) {
  --circuit.idle_channels;
  const auto channels = channels_of(circuit);
  return *std::find_if(channels.begin(), channels.end(), [](const Channel& one) { return one.copy == kNone; });
}

void Circuits::note_started(CircuitState& circuit, Channel& channel) {
  circuit.order = circuit.last_started == channel.started ? circuit.order + 1 : 0;
  circuit.last_started = channel.started;
  channel.order += 2 * circuit.order;
  circuit.next_end = first_to_end(circuit).end;
}

void Circuits::note_stopped(CircuitState& circuit) {
  ++circuit.idle_channels;
  circuit.next_end = first_to_end(circuit).end;
}

void Circuits::settle(CircuitId id, Recorder& recorder, Pool<Message>& messages, Time now) {
  CircuitState& circuit = states_[id];
  while (circuit.occupied != 0) {
    if (circuit.idle()) {
      start(circuit, circuit.pop(copies_), now);
    } else if (!flash_breaks_ || (circuit.occupied & 1) == 0 || !break_lowest(id, recorder, messages, now)) {
      break;
    }
  }
  circuit.most_waiting = std::max(circuit.most_waiting, circuit.waiting);
}

/// The channel stops; its copy stands at the head of its queue again.
void Circuits::stop(CircuitState& circuit, Channel& channel) {
  circuit.push_front(copies_, channel.copy, queue_of(copies_[channel.copy]));
  idle(circuit, channel);
}

/// Undoes what channels took at this instant, the last first, so that the line is as it was.
void Circuits::take_back_starts(CircuitState& circuit, Time now) {
  while (true) {
    Channel* last = nullptr;
    for (Channel& channel : channels_of(circuit)) {
      if (channel.copy == kNone || !channel.provisional() || channel.started != now) continue;
      if (last == nullptr || channel.order > last->order) last = &channel;
    }
    if (last == nullptr) return;
    stop(circuit, *last);
  }
}

/// Breaks the transmission of the lowest precedence below FLASH, among equals the latest started, to be repeated from
/// its start (ACP 127(G) 151, 424); false where all that is being sent is FLASH.
bool Circuits::break_lowest(CircuitId id, Recorder& recorder, Pool<Message>& messages, Time now) {
  CircuitState& circuit = states_[id];
  const auto rank = [&](const Channel& channel) {
    return std::tuple(static_cast<std::uint32_t>(copies_[channel.copy].marks.precedence), channel.started,
                      channel.order);
  };
  const auto channels = channels_of(circuit);
  Channel& chosen = *std::max_element(channels.begin(), channels.end(),
                                      [&](const Channel& a, const Channel& b) { return rank(a) < rank(b); });
  Copy& copy = copies_[chosen.copy];
  if (copy.marks.precedence == static_cast<std::uint32_t>(Precedence::flash)) return false;
  recorder.preempted(messages[copy.message], id, circuit, chosen.started - copy.joined, now);
  circuit.busy += now - chosen.started;
  copy.joined = now;
  stop(circuit, chosen);
  return true;
}

std::vector<Recorder::Reading> Circuits::readings(Time at) {
  std::vector<Recorder::Reading> result;
  for (CircuitState& circuit : states_) {
    Recorder::Reading reading{static_cast<double>(circuit.busy), circuit.waited};
    for (const Channel& channel : channels_of(circuit)) {
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
