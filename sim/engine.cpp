#include "sim/engine.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "sim/circuit_state.hpp"
#include "sim/delay_line.hpp"
#include "sim/event_list.hpp"
#include "sim/filing.hpp"
#include "sim/recorder.hpp"

namespace torntape::sim {
namespace {

using topology::CircuitId;
using topology::Destination;

/// One replication under way. Events are ends of transmission (a slot a channel), queueings after a constant delay (a
/// slot a delay line) and filings (a slot a stream of the traffic). At one instant ends come first, then arrivals by
/// message number and section, then channels take their next copy.
class Engine {
 public:
  Engine(const Plan& plan, std::uint32_t number, const Recording& recording)
      : plan_(plan),
        recording_(recording),
        limit_(plan.window.duration + plan.window.drain),
        segregator_(plan.network, plan.routes),
        recorder_(plan, number, recording, limit_),
        by_copy_(plan.handling.copy_precedence == CopyPrecedence::copy),
        flash_breaks_(plan.handling.preemption == Preemption::flash),
        fifo_(plan.handling.discipline == Discipline::fifo) {
    const Draws draws(plan.seed, number);
    for (const auto& factory : plan.traffic) sources_.push_back(factory->make(draws));
    set_up_circuits();
    for (std::uint32_t i = 0; i < sources_.size(); ++i) {
      for (std::uint32_t stream = 0; stream < sources_[i]->streams(); ++stream) streams_.push_back({i, stream});
    }
    first_stream_ = static_cast<std::uint32_t>(channels_.size() + delays_.size());
    events_ = EventList(first_stream_ + static_cast<std::uint32_t>(streams_.size()));
    for (std::uint32_t i = 0; i < streams_.size(); ++i) events_.set(first_stream_ + i, next_filing(i));
  }

  Replication run() {
    horizon_ = plan_.window.warmup > 0 ? plan_.window.warmup - 1 : -1;
    while (true) {
      const std::uint32_t slot = events_.first();
      const Time time = events_.due(slot);
      if (time > horizon_) {
        if (!pass_milestone()) break;
        continue;
      }
      now_ = time;
      if (slot < channels_.size()) {
        end_of_transmission(slot);
      } else if (slot < first_stream_) {
        queueing(slot);
      } else {
        filing(slot);
      }
    }
    return recorder_.finish(circuits_);
  }

 private:
  struct Stream {
    std::uint32_t source;
    std::uint32_t stream;
  };
  struct Arrival {
    std::uint32_t copy;
    StationId station;
  };

  void set_up_circuits() {
    const auto& stations = plan_.network.stations();
    std::map<Time, std::uint32_t> delay_ids;
    circuits_.resize(plan_.network.circuits().size());
    for (CircuitId id = 0; id < circuits_.size(); ++id) {
      const topology::Circuit& circuit = plan_.network.circuits()[id];
      CircuitState& state = circuits_[id];
      state.first_channel = static_cast<std::uint32_t>(channels_.size());
      state.channels = static_cast<std::uint16_t>(circuit.channels);
      state.to = circuit.to;
      state.to_relay = stations[circuit.to].relay;
      state.propagation = circuit.propagation;
      state.nanoseconds_per_character = plan_.handling.bits_per_character * 1e9 / circuit.rate;
      const Time delay = circuit.propagation + stations[circuit.to].switching;
      if (state.to_relay && delay > 0) {
        const auto [entry, added] = delay_ids.emplace(delay, static_cast<std::uint32_t>(delays_.size()));
        if (added) delays_.emplace_back(delay);
        state.delay = entry->second;
      }
      for (int i = 0; i < circuit.channels; ++i) channels_.push_back({kNone, id, 0, 0});
    }
  }

  Time next_filing(std::uint32_t stream) const {
    const Time time = sources_[streams_[stream].source]->next(streams_[stream].stream);
    return time > limit_ ? kNever : time;
  }

  // Events. Each does the usual thing at once where no other event falls on the same instant, and leaves it to
  // settle_instant() where one does.

  void end_of_transmission(std::uint32_t slot) {
    const CircuitId id = channels_[slot].circuit;
    CircuitState& circuit = circuits_[id];
    finish_transmission(slot);
    if (!arrivals_.empty()) {
      events_.set(slot, kNever);
      mark(id);
      settle_instant();
      return;
    }
    if (circuit.occupied == 0) {
      events_.set(slot, kNever);
      return;
    }
    const std::uint32_t copy = circuit.pop(store_.copies);
    const Time others = start(circuit, slot, copy);
    if (others == now_) {
      take_back(circuit, slot);
      mark(id);
      settle_instant();
    }
  }

  void queueing(std::uint32_t slot) {
    DelayLine& line = delays_[slot - channels_.size()];
    const DelayLine::Entry entry = line.front();
    line.pop();
    const Time others = events_.set(slot, line.due());
    if (others > now_ && line.due() > now_) {
      arrive(entry.copy, entry.station);
    } else {
      arrivals_.push_back({entry.copy, entry.station});
      settle_instant();
    }
  }

  void filing(std::uint32_t slot) {
    const bool alone = file(slot);
    if (alone && arrivals_.size() == 1) {
      const Arrival arrival = arrivals_.back();
      arrivals_.clear();
      arrive(arrival.copy, arrival.station);
    } else {
      settle_instant();
    }
  }

  /// Files the message due at `slot`; its copies join the instant's arrivals. True where no other event falls on now.
  bool file(std::uint32_t slot) {
    const Stream stream = streams_[slot - first_stream_];
    draft_.groups_used = 0;
    sources_[stream.source]->file(stream.stream, draft_);
    const Time next = next_filing(slot - first_stream_);
    const Time others = events_.set(slot, next);
    if (filed_ == kNone - 1) throw std::length_error("a replication holds at most 4,294,967,294 messages");
    ++filed_;
    const bool counted = now_ >= plan_.window.warmup && now_ <= plan_.window.duration;
    if (draft_.line.empty()) {
      Message nobody;
      nobody.counted = counted ? 1 : 0;
      recorder_.filed(nobody, 0);
      return others > now_ && next > now_;
    }
    const bool watched =
        recording_.message == filed_ || (recording_.telegram && recording_.telegram == draft_.telegram);
    const bool recorded = watched || (recording_.routing_lines && draft_.telegram != kNone);
    const std::uint32_t id = store_.file(draft_, filed_, now_, counted, recorded, [&](std::uint32_t copy) {
      arrivals_.push_back({copy, draft_.origin});
    });
    if (watched) watched_ = id;
    recorder_.filed(store_.messages[id], draft_.deliveries);
    return others > now_ && next > now_;
  }

  /// Everything that falls on now, in its order: ends of transmission, arrivals, channels taking their next copy.
  void settle_instant() {
    settling_ = true;
    for (std::uint32_t slot = events_.first(); events_.due(slot) == now_; slot = events_.first()) {
      if (slot < channels_.size()) {
        mark(channels_[slot].circuit);
        finish_transmission(slot);
        events_.set(slot, kNever);
      } else if (slot < first_stream_) {
        DelayLine& line = delays_[slot - channels_.size()];
        arrivals_.push_back({line.front().copy, line.front().station});
        line.pop();
        events_.set(slot, line.due());
      } else {
        file(slot);
      }
    }
    std::sort(arrivals_.begin(), arrivals_.end(), [&](const Arrival& a, const Arrival& b) {
      const Copy& x = store_.copies[a.copy];
      const Copy& y = store_.copies[b.copy];
      return std::tuple(store_.messages[x.message].number, x.section, a.station, a.copy) <
             std::tuple(store_.messages[y.message].number, y.section, b.station, b.copy);
    });
    for (const Arrival& arrival : arrivals_) arrive(arrival.copy, arrival.station);
    arrivals_.clear();
    for (const CircuitId id : marked_) {
      circuits_[id].marked = false;
      take_next(id);
    }
    marked_.clear();
    settling_ = false;
  }

  void mark(CircuitId id) {
    if (circuits_[id].marked) return;
    circuits_[id].marked = true;
    marked_.push_back(id);
  }

  // What happens to a copy.

  /// A copy is queued at `station`: one copy for each next hop (ACP 127(G) 303).
  void arrive(std::uint32_t copy_id, StationId station) {
    const Copy copy = store_.copies[copy_id];
    const auto shares = segregator_.split(station, store_.line_of(copy));
    store_.messages[copy.message].copies += static_cast<std::uint32_t>(shares.size()) - 1;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const std::uint32_t id = i == 0 ? copy_id : store_.copies.take();
      Copy& part = store_.copies[id];
      if (i > 0) part = copy;
      part.first = copy.first + shares[i].first;
      part.count = shares[i].count & 0x3FFFFFFFU;
      part.precedence = precedence_of(part) & 3U;
      part.joined = now_;
      join(shares[i].circuit, id);
    }
  }

  std::uint32_t precedence_of(const Copy& copy) {
    if (!by_copy_) return store_.messages[copy.message].precedence;
    auto highest = Precedence::routine;
    for (const Destination& destination : store_.line_of(copy)) {
      highest = topology::higher(highest, Tag(destination.tag).precedence());
    }
    return static_cast<std::uint32_t>(highest);
  }

  void join(CircuitId id, std::uint32_t copy) {
    CircuitState& circuit = circuits_[id];
    if (!settling_ && circuit.occupied == 0 && circuit.busy_channels < circuit.channels) {
      start(circuit, idle_channel(circuit), copy);
      return;
    }
    circuit.push_back(store_.copies, copy, queue_of(copy));
    if (settling_) {
      mark(id);
    } else {
      take_next(id);
    }
  }

  std::uint32_t queue_of(std::uint32_t copy) { return fifo_ ? 0 : store_.copies[copy].precedence; }

  /// Idle channels take the first copies in line; then FLASH breaks what is lower, where it may.
  void take_next(CircuitId id) {
    CircuitState& circuit = circuits_[id];
    while (circuit.occupied != 0) {
      if (circuit.busy_channels < circuit.channels) {
        start(circuit, idle_channel(circuit), circuit.pop(store_.copies));
      } else if (!flash_breaks_ || (circuit.occupied & 1) == 0 || !break_lowest(id)) {
        break;
      }
    }
    circuit.most_waiting = std::max(circuit.most_waiting, circuit.waiting);
  }

  std::uint32_t idle_channel(const CircuitState& circuit) const {
    std::uint32_t slot = circuit.first_channel;
    while (channels_[slot].copy != kNone) ++slot;
    return slot;
  }

  Time start(CircuitState& circuit, std::uint32_t slot, std::uint32_t copy) {
    Channel& channel = channels_[slot];
    channel.copy = copy;
    channel.started = now_;
    channel.order = ++started_;
    ++circuit.busy_channels;
    return events_.set(slot, now_ + circuit.transmission_time(store_.copies[copy].characters));
  }

  /// Undoes the start of this instant: the copy stands at the head of its queue again.
  void take_back(CircuitState& circuit, std::uint32_t slot) {
    circuit.push_front(store_.copies, channels_[slot].copy, queue_of(channels_[slot].copy));
    channels_[slot].copy = kNone;
    --circuit.busy_channels;
    events_.set(slot, kNever);
  }

  /// Breaks the transmission of the lowest precedence below FLASH, among equals the latest started, to be repeated from
  /// its start (ACP 127(G) 151, 424); false where all that is being sent is FLASH.
  bool break_lowest(CircuitId id) {
    CircuitState& circuit = circuits_[id];
    std::uint32_t chosen = kNone;
    std::tuple<std::uint32_t, std::uint64_t> worst{static_cast<std::uint32_t>(Precedence::flash), ~std::uint64_t{0}};
    for (std::uint32_t slot = circuit.first_channel; slot < circuit.first_channel + circuit.channels; ++slot) {
      const std::uint32_t precedence = store_.copies[channels_[slot].copy].precedence;
      const std::tuple<std::uint32_t, std::uint64_t> rank{precedence, channels_[slot].order};
      if (rank > worst) {
        worst = rank;
        chosen = slot;
      }
    }
    if (chosen == kNone) return false;
    const Channel& channel = channels_[chosen];
    Copy& copy = store_.copies[channel.copy];
    recorder_.preempted(store_.messages[copy.message], id, circuit, channel.started - copy.joined, now_);
    circuit.busy += now_ - channel.started;
    copy.joined = now_;
    take_back(circuit, chosen);
    return true;
  }

  void finish_transmission(std::uint32_t slot) {
    Channel& channel = channels_[slot];
    CircuitState& circuit = circuits_[channel.circuit];
    const std::uint32_t copy_id = channel.copy;
    Copy& copy = store_.copies[copy_id];
    const Message& message = store_.messages[copy.message];
    channel.copy = kNone;
    --circuit.busy_channels;
    circuit.busy += now_ - channel.started;
    recorder_.sent(message, channel.circuit, circuit, channel.started - copy.joined, now_);
    if (message.particulars != kNone) note_routing_line(copy, channel);
    ++copy.hops;
    take_in(copy_id, circuit);
  }

  /// A copy is in at the far end of a circuit: the station's own is delivered, the rest handed on after the delay.
  void take_in(std::uint32_t copy_id, const CircuitState& circuit) {
    Copy& copy = store_.copies[copy_id];
    const Time in = now_ + circuit.propagation;
    if (circuit.to_relay && store_.messages[copy.message].particulars != kNone && expands(copy, circuit.to)) {
      store_.expand_groups(copy, circuit.to);
    }
    const auto line = store_.line_of(copy);
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < line.size(); ++i) {
      if (line[i].station == circuit.to && !Tag(line[i].tag).is_group()) {
        const Message& message = store_.messages[copy.message];
        if (store_.complete(message, line[i])) recorder_.delivered(message, line[i], in, copy.hops);
      } else {
        line[kept++] = line[i];
      }
    }
    copy.count = kept & 0x3FFFFFFFU;
    if (kept == 0) {
      const std::uint32_t message = copy.message;
      const bool gone = store_.drop(copy_id);
      if (gone && message == watched_) stage_ = Stage::ended;
      if (recorder_.outstanding() == 0 && now_ > plan_.window.duration) stage_ = Stage::ended;
      if (stage_ == Stage::ended) horizon_ = now_ - 1;
    } else if (circuit.delay == kNone) {
      arrivals_.push_back({copy_id, circuit.to});
    } else {
      DelayLine& delay = delays_[circuit.delay];
      const bool first = delay.empty();
      delay.push({now_ + delay.delay(), copy_id, circuit.to});
      if (first) events_.set(static_cast<std::uint32_t>(channels_.size()) + circuit.delay, delay.due());
    }
  }

  bool expands(const Copy& copy, StationId station) {
    const auto line = store_.line_of(copy);
    return std::any_of(line.begin(), line.end(), [&](const Destination& destination) {
      return destination.station == station && Tag(destination.tag).is_group();
    });
  }

  void note_routing_line(const Copy& copy, const Channel& channel) {
    const Message& message = store_.messages[copy.message];
    const Particulars& own = store_.particulars[message.particulars];
    if (!own.recorded) return;
    recorder_.routing_line(message, own, copy, channel.circuit, store_.line_of(copy),
                           store_.destinations.at(own.groups, 2 * own.group_count), channel.started);
  }

  // The window of measurement.

  /// The clock has passed the horizon: the end of the warm-up, of the duration, or of all. False at the last.
  bool pass_milestone() {
    const Window& window = plan_.window;
    if (stage_ == Stage::warming_up) {
      stage_ = Stage::counting;
      recorder_.begin_window(readings(window.warmup));
      for (CircuitState& circuit : circuits_) circuit.most_waiting = circuit.waiting;
      horizon_ = window.duration;
      return true;
    }
    if (stage_ == Stage::counting) {
      stage_ = Stage::draining;
      recorder_.end_window(readings(window.duration), circuits_);
      horizon_ = limit_;
      return recorder_.outstanding() > 0;
    }
    return false;
  }

  std::vector<Recorder::Reading> readings(Time at) {
    std::vector<Recorder::Reading> result;
    for (const CircuitState& circuit : circuits_) {
      Recorder::Reading reading{static_cast<double>(circuit.busy), circuit.waited};
      for (std::uint32_t slot = circuit.first_channel; slot < circuit.first_channel + circuit.channels; ++slot) {
        if (channels_[slot].copy == kNone) continue;
        reading.busy += static_cast<double>(at - channels_[slot].started);
        reading.queue_area += static_cast<double>(channels_[slot].started - store_.copies[channels_[slot].copy].joined);
      }
      for (std::uint32_t queue = 0; queue < topology::kPrecedences; ++queue) {
        if ((circuit.occupied >> queue & 1) == 0) continue;
        for (std::uint32_t copy = circuit.head[queue]; copy != kNone; copy = store_.copies[copy].next) {
          reading.queue_area += static_cast<double>(at - store_.copies[copy].joined);
        }
      }
      result.push_back(reading);
    }
    return result;
  }

  enum class Stage : std::uint8_t { warming_up, counting, draining, ended };

  const Plan& plan_;
  const Recording& recording_;
  Time limit_;
  Time now_ = 0;
  Time horizon_ = 0;
  topology::Segregator segregator_;
  MessageStore store_;
  EventList events_{2};
  Recorder recorder_;
  std::vector<CircuitState> circuits_;
  std::vector<Channel> channels_;
  std::vector<DelayLine> delays_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<Stream> streams_;
  std::uint32_t first_stream_ = 0;
  Draft draft_;
  std::vector<Arrival> arrivals_;
  std::vector<CircuitId> marked_;
  bool settling_ = false;
  bool by_copy_;
  bool flash_breaks_;
  bool fifo_;
  Stage stage_ = Stage::warming_up;
  std::uint32_t filed_ = 0;
  std::uint32_t watched_ = kNone;  ///< the message that the recording asks for, in the store
  std::uint64_t started_ = 0;
};

}  // namespace

Replication simulate(const Plan& plan, std::uint32_t number, const Recording& recording) {
  return Engine(plan, number, recording).run();
}

}  // namespace torntape::sim
