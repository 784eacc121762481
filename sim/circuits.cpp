#include "sim/circuits.hpp"

#include <algorithm>
#include <tuple>

#include "sim/desks.hpp"

namespace torntape::sim {

using topology::CircuitId;

Circuits::Circuits(const Plan& plan, std::uint32_t number, Cells& cells, bool changing, bool foresee)
    : cells_(cells),
      states_(plan.network.circuits().size()),
      fifo_(plan.handling.discipline == Discipline::fifo),
      places_(changing && plan.handling.reroute_from.has_value()),
      breaking_(plan.handling) {
  std::vector<OutageSchedule> schedules(plan.faults.empty() ? 0 : states_.size(),
                                        OutageSchedule(Draws(plan.seed, number)));
  for (const Fault& fault : plan.faults) {
    for (const CircuitId id : fault.circuits) schedules[id].add(fault);
  }
  for (CircuitId id = 0; id < states_.size(); ++id) {
    const topology::Circuit& circuit = plan.network.circuits()[id];
    const topology::Station& to = plan.network.stations()[circuit.to];
    CircuitState& state = states_[id];
    state.channels = static_cast<std::uint32_t>(circuit.channels);
    state.idle_channels = state.channels;
    if (!schedules.empty()) {
      const Outage first = schedules[id].next();
      if (first.from < kNever) {
        state.outages = static_cast<std::uint32_t>(outages_.size());
        outages_.push_back({schedules[id], first});
        state.next_end = first.from;
      }
    }
    state.apart = state.channels > 1 || state.outages != kNone || (breaking_.any() && breaking_.cancel_time() > 0);
    state.to = circuit.to;
    state.to_relay = to.relay;
    state.propagation = circuit.propagation;
    state.onward = circuit.propagation + (to.relay && !has_desk(plan, circuit.to) ? to.switching : 0);
    state.nanoseconds_per_character = plan.handling.bits_per_character * 1e9 / circuit.rate;
    state.foreseen = foresee && !state.apart && !breaking_.any();
    if (state.foreseen) state.next_end = 0;
    if (!state.apart) continue;
    state.first_channel = static_cast<std::uint32_t>(channels_.size());
    channels_.resize(channels_.size() + state.channels);
  }
}

/// Of several that end at one instant the one started first.
Channel& Circuits::first_to_end(CircuitState& circuit) {
  const auto channels = channels_of(circuit);
  return *std::min_element(channels.begin(), channels.end(), [](const auto& a, const auto& b) {
    return a.end != b.end ? a.end < b.end : std::tie(a.started, a.order) < std::tie(b.started, b.order);
  });
}

Channel& Circuits::take_idle(CircuitState& circuit) {
  --circuit.idle_channels;
  const auto channels = channels_of(circuit);
  return *std::find_if(channels.begin(), channels.end(),
                       [](const Channel& one) { return one.copy == kNone && one.end == kNever; });
}

void Circuits::note_started(CircuitState& circuit, Channel& channel) {
  circuit.order = circuit.last_started == channel.started ? circuit.order + 1 : 0;
  circuit.last_started = channel.started;
  channel.order += 2 * circuit.order;
  note_next_end(circuit);
}

void Circuits::note_stopped(CircuitState& circuit) {
  ++circuit.idle_channels;
  note_next_end(circuit);
}

void Circuits::note_next_end(CircuitState& circuit) {
  circuit.next_end = first_to_end(circuit).end;
  if (circuit.outages == kNone) return;
  const Outages& outages = outages_[circuit.outages];
  circuit.next_end = std::min(circuit.next_end, outages.out ? outages.current.to : outages.current.from);
}

void Circuits::settle(CircuitId id, Recorder& recorder, Time now) {
  CircuitState& circuit = states_[id];
  while (circuit.occupied != 0) {
    if (circuit.idle()) {
      start(circuit, circuit.pop(cells_), now);
    } else if (!breaking_.any() || !breaking_.by_some_of(circuit.occupied) || !break_one(id, recorder, now)) {
      break;
    }
  }
  circuit.note_waiting();
}

/// The channel stops; its copy stands at the head of its queue again.
void Circuits::stop(CircuitState& circuit, Channel& channel) {
  circuit.push_front(cells_, channel.copy, queue_of(cells_.copy(channel.copy)));
  idle(circuit, channel);
}

/// Puts a copy that waited in another queue into its own, where its place is.
void Circuits::insert(CircuitState& circuit, std::uint32_t copy) {
  const std::uint32_t queue = queue_of(cells_.copy(copy));
  const auto later = [&](std::uint32_t other) { return places_.behind(other, copy); };
  if ((circuit.occupied >> queue & 1) == 0 || !later(circuit.tail[queue])) {
    return circuit.push_back(cells_, copy, queue);
  }
  if (later(circuit.head[queue])) return circuit.push_front(cells_, copy, queue);
  std::uint32_t before = circuit.head[queue];
  while (!later(cells_.copy(before).next)) before = cells_.copy(before).next;
  cells_.copy(copy).next = cells_.copy(before).next;
  cells_.copy(before).next = copy;
  ++circuit.waiting;
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

/// The copy that is taken after `before` others; so many must wait, and one more.
std::uint32_t Circuits::in_turn(const CircuitState& circuit, std::size_t before) {
  for (std::uint32_t queue = 0; queue < topology::kPrecedences; ++queue) {
    if ((circuit.occupied >> queue & 1) == 0) continue;
    for (std::uint32_t copy = circuit.head[queue]; copy != kNone; copy = cells_.copy(copy).next) {
      if (before-- == 0) return copy;
    }
  }
  return kNone;
}

/// Breaks a transmission for the first copy in line that no cancelling is for, to be repeated from its start (ACP
/// 127(G) 151, 424): the lowest that it may break, among equals the latest started; false where it may break none.
bool Circuits::break_one(CircuitId id, Recorder& recorder, Time now) {
  CircuitState& circuit = states_[id];
  const auto channels = channels_of(circuit);
  const auto cancelling = static_cast<std::size_t>(
      std::count_if(channels.begin(), channels.end(), [](const Channel& channel) { return channel.cancelling(); }));
  if (circuit.waiting <= cancelling) return false;
  const auto precedence_of = [&](std::uint32_t copy) {
    return static_cast<Precedence>(cells_.copy(copy).marks.precedence);
  };
  const Precedence higher = precedence_of(in_turn(circuit, cancelling));
  Channel* chosen = nullptr;
  const auto rank = [&](const Channel& channel) {
    return std::tuple(precedence_of(channel.copy), channel.started, channel.order);
  };
  for (Channel& channel : channels) {
    if (channel.copy == kNone) continue;
    const Time whole = channel.end - channel.started;
    if (!breaking_.allowed(higher, precedence_of(channel.copy), whole, channel.end - now)) continue;
    if (chosen == nullptr || rank(*chosen) < rank(channel)) chosen = &channel;
  }
  if (chosen == nullptr) return false;
  Copy& copy = cells_.copy(chosen->copy);
  recorder.broken(Recorder::Cause::higher, cells_.message(copy.message), id, circuit, copy.joined, chosen->started,
                  now);
  circuit.busy += now - chosen->started;
  copy.joined = now;
  places_.goes_back(chosen->copy);
  stop(circuit, *chosen);
  if (breaking_.cancel_time() == 0) return true;
  --circuit.idle_channels;
  chosen->started = now;
  chosen->end = now + breaking_.cancel_time();
  note_next_end(circuit);
  return true;
}

/// Does what is due next on a circuit that has its channels apart, where that is no end of a transmission: a cancelling
/// is over, or an outage begins or ends. False where a transmission ends. What an outage cuts is in `cut_`.
bool Circuits::interrupted(CircuitState& circuit) {
  cut_.clear();
  const Time now = circuit.next_end;
  Channel& first = first_to_end(circuit);
  if (first.end == now) {
    if (first.copy != kNone) return false;
    circuit.busy += now - first.started;
    release(circuit, first, now);
  } else if (outages_[circuit.outages].out) {
    end_outage(circuit, now);
  } else {
    begin_outage(circuit, now);
  }
  return true;
}

/// What is being sent goes back into the line, in the order in which it was started. How long the line is then is noted
/// only when some time has passed: it may leave at once.
void Circuits::begin_outage(CircuitState& circuit, Time now) {
  take_back_starts(circuit, now);
  for (Channel& channel : channels_of(circuit)) {
    if (channel.copy == kNone && !channel.cancelling()) continue;
    circuit.busy += now - channel.started;
    if (channel.copy != kNone) {
      cut_.push_back(channel);
      cut_.back().end = now;
    }
    channel.copy = kNone;
    channel.end = kNever;
  }
  std::sort(cut_.begin(), cut_.end(), [](const Channel& a, const Channel& b) {
    return std::tie(a.started, a.order) > std::tie(b.started, b.order);
  });
  for (const Channel& channel : cut_) {
    places_.goes_back(channel.copy);
    circuit.push_front(cells_, channel.copy, queue_of(cells_.copy(channel.copy)));
  }
  circuit.idle_channels = 0;
  outages_[circuit.outages].out = true;
  note_next_end(circuit);
}

void Circuits::end_outage(CircuitState& circuit, Time now) {
  circuit.note_waiting();
  Outages& outages = outages_[circuit.outages];
  outages.out = false;
  outages.current = outages.schedule.next();
  circuit.idle_channels = circuit.channels;
  note_next_end(circuit);
  while (circuit.idle() && circuit.occupied != 0) {
    put_on(circuit, take_idle(circuit), circuit.pop(cells_), now, true);
  }
}

std::vector<Recorder::Reading> Circuits::readings(Time at) {
  std::vector<Recorder::Reading> result;
  for (CircuitState& circuit : states_) {
    circuit.note_waiting();
    Time busy = circuit.busy;
    if (circuit.foreseen) busy -= std::max<Time>(0, circuit.next_end - at);
    double queue_area = circuit.waited;
    for (const Channel& channel : channels_of(circuit)) {
      if (channel.copy != kNone || channel.cancelling()) busy += at - channel.started;
      if (channel.copy == kNone) continue;
      queue_area += static_cast<double>(channel.started - cells_.copy(channel.copy).joined);
    }
    result.push_back({static_cast<double>(busy), queue_area});
  }
  add_waiting(result, at);
  return result;
}

/// Adds what waits to the integrals. All lines are walked through at once, a copy of each in turn: where much waits it
/// is far, and comes while the others have theirs.
void Circuits::add_waiting(std::vector<Recorder::Reading>& readings, Time at) {
  struct Walk {
    CircuitId circuit;
    std::uint32_t queues;  ///< a bit each, those still to come
    std::uint32_t copy;
  };
  const auto to_next_queue = [&](Walk& walk) {
    if (walk.copy != kNone || walk.queues == 0) return;
    walk.copy = states_[walk.circuit].head[static_cast<std::size_t>(std::countr_zero(walk.queues))];
    walk.queues &= walk.queues - 1;
  };
  std::vector<Walk> walks;
  for (CircuitId id = 0; id < states_.size(); ++id) {
    if (states_[id].occupied != 0) walks.push_back({id, states_[id].occupied, kNone});
  }
  while (!walks.empty()) {
    for (Walk& walk : walks) {
      to_next_queue(walk);
      const Copy& copy = cells_.copy(walk.copy);
      readings[walk.circuit].queue_area += static_cast<double>(at - copy.joined);
      walk.copy = copy.next;
      if (walk.copy != kNone) cells_.prefetch(walk.copy);
    }
    std::erase_if(walks, [](const Walk& walk) { return walk.copy == kNone && walk.queues == 0; });
  }
}

void Circuits::restart_greatest() {
  for (CircuitState& circuit : states_) circuit.most_waiting = circuit.waiting;
}

}  // namespace torntape::sim
