#include "sim/engine.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <tuple>
#include <vector>

#include "sim/circuits.hpp"
#include "sim/delay_line.hpp"
#include "sim/event_list.hpp"
#include "sim/filing.hpp"
#include "sim/recorder.hpp"

namespace torntape::sim {
namespace {

using topology::CircuitId;
using topology::Destination;

/// One replication under way. Events are ends of transmission (a slot a channel), queueings after a constant delay (a
/// slot a delay line) and filings (a slot a stream of the traffic): in this order, so that at one instant ends come
/// first. Then come arrivals, by message number and section, and last the channels take their next copy.
class Engine {
 public:
  Engine(const Plan& plan, std::uint32_t number, const Recording& recording)
      : plan_(plan),
        recording_(recording),
        limit_(plan.window.duration + plan.window.drain),
        by_copy_(plan.handling.copy_precedence == CopyPrecedence::copy),
        segregator_(plan.network, plan.routes),
        circuits_(plan, store_.copies, !recording.message && !recording.telegram),
        recorder_(plan, number, recording, limit_) {
    set_up_delays();
    const Draws draws(plan.seed, number);
    for (const auto& factory : plan.traffic) {
      sources_.push_back(factory->make(draws));
      for (std::uint32_t stream = 0; stream < sources_.back()->streams(); ++stream) {
        streams_.push_back({sources_.back().get(), stream});
      }
    }
    lay_out_events(circuits_.first_lazy_channel());
    for (std::uint32_t i = 0; i < streams_.size(); ++i) events_.set(first_stream_ + i, next_filing(streams_[i]));
  }

  Replication run() {
    horizon_ = plan_.window.warmup - 1;
    while (true) {
      const std::uint32_t slot = events_.first();
      const Time time = events_.due(slot);
      if (time > horizon_) {
        if (!pass_milestone()) break;
        continue;
      }
      if (time < now_) throw std::logic_error("the engine's clock went backwards");
      now_ = time;
      if (slot < first_delay_) {
        end_of_transmission(slot);
        if (!arrivals_.empty()) settle_instant();
      } else {
        if (slot < first_stream_) {
          queueing(slot);
        } else {
          filing(slot);
        }
        if (arrivals_.size() == 1 && events_.due(events_.first()) > now_) {
          const Arrival arrival = arrivals_.back();
          arrivals_.clear();
          arrive(arrival, false);
        } else {
          settle_instant();
        }
      }
    }
    return recorder_.finish(circuits_.states());
  }

 private:
  struct Stream {
    Source* source;
    std::uint32_t stream;
  };
  struct Arrival {
    std::uint32_t copy;
    StationId station;
  };
  enum class Stage : std::uint8_t { warming_up, counting, draining, ended };

  void set_up_delays() {
    std::map<Time, std::uint32_t> ids;
    for (CircuitId id = 0; id < circuits_.states().size(); ++id) {
      CircuitState& circuit = circuits_[id];
      const Time delay = circuit.propagation + plan_.network.stations()[circuit.to].switching;
      if (!circuit.to_relay || delay == 0) continue;
      const auto [entry, added] = ids.emplace(delay, static_cast<std::uint32_t>(delays_.size()));
      if (added) delays_.emplace_back(delay);
      circuit.delay = entry->second;
    }
  }

  void lay_out_events(std::uint32_t channels) {
    first_delay_ = channels;
    first_stream_ = first_delay_ + static_cast<std::uint32_t>(delays_.size());
    events_ = EventList(first_stream_ + static_cast<std::uint32_t>(streams_.size()));
  }

  Time next_filing(const Stream& stream) const {
    const Time time = stream.source->next(stream.stream);
    return time > limit_ ? kNever : time;
  }

  void end_of_transmission(std::uint32_t slot) {
    finish_transmission(slot, now_);
    circuits_.release(slot, events_, now_);
  }

  /// The copy whose delay is over joins the instant's arrivals.
  void queueing(std::uint32_t slot) {
    DelayLine& line = delays_[slot - first_delay_];
    arrivals_.push_back({line.front().copy, line.front().station});
    line.pop();
    events_.set(slot, line.due());
  }

  /// The message due at `slot` is filed; its copies join the instant's arrivals.
  void filing(std::uint32_t slot) {
    const Stream& stream = streams_[slot - first_stream_];
    draft_.groups_used = 0;
    stream.source->file(stream.stream, draft_);
    events_.set(slot, next_filing(stream));
    if (filed_ == kNone - 1) throw std::length_error("a replication holds at most 4,294,967,294 messages");
    ++filed_;
    const bool counted = plan_.window.counts(now_);
    recorder_.filed(counted, draft_, now_);
    if (draft_.line.empty()) return;
    const bool watched =
        recording_.message == filed_ || (recording_.telegram && recording_.telegram == draft_.telegram);
    const bool recorded = watched || (recording_.routing_lines && draft_.telegram != kNone);
    const std::uint32_t id = store_.file(draft_, filed_, now_, counted, recorded, [&](std::uint32_t copy) {
      arrivals_.push_back({copy, draft_.origin});
    });
    if (watched) watched_ = id;
  }

  /// Everything that falls on now, in its order: ends of transmission, arrivals, channels taking their next copy.
  void settle_instant() {
    for (std::uint32_t slot = events_.first(); events_.due(slot) == now_; slot = events_.first()) {
      if (slot < first_delay_) {
        end_of_transmission(slot);
      } else if (slot < first_stream_) {
        queueing(slot);
      } else {
        filing(slot);
      }
    }
    // Arrivals at different stations join different lines, whatever their order.
    const bool meet = some_meet();
    if (meet) {
      std::sort(arrivals_.begin(), arrivals_.end(),
                [&](const Arrival& a, const Arrival& b) { return rank(a) < rank(b); });
    }
    for (const Arrival& arrival : arrivals_) arrive(arrival, meet);
    arrivals_.clear();
    for (const CircuitId id : marked_) {
      circuits_[id].marked = false;
      circuits_.settle(id, events_, recorder_, store_.messages, now_);
    }
    marked_.clear();
  }

  bool some_meet() const {
    constexpr std::size_t kFew = 16;
    if (arrivals_.size() > kFew) return true;
    for (std::size_t i = 1; i < arrivals_.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (arrivals_[i].station == arrivals_[j].station) return true;
      }
    }
    return false;
  }

  std::tuple<std::uint32_t, std::uint16_t, StationId, topology::RoutingIndicator> rank(const Arrival& arrival) {
    const Copy& copy = store_.copies[arrival.copy];
    const auto ri = [&](const Destination& destination) { return plan_.network.stations()[destination.station].ri; };
    const auto line = store_.line_of(copy);
    topology::RoutingIndicator first = ri(line[0]);
    for (const Destination& destination : line) first = std::min(first, ri(destination));
    return {store_.messages[copy.message].number, copy.section, arrival.station, first};
  }

  /// A copy is queued at a station: one copy for each next hop (ACP 127(G) 303). `more` may arrive at the station at
  /// this instant.
  void arrive(const Arrival& arrival, bool more) {
    const Copy copy = store_.copies[arrival.copy];
    const auto shares = segregator_.split(arrival.station, store_.line_of(copy));
    store_.messages[copy.message].copies += static_cast<std::uint32_t>(shares.size()) - 1;
    const std::uint32_t shown = store_.messages[copy.message].precedence;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const std::uint32_t id = i == 0 ? arrival.copy : store_.copies.take();
      Copy& part = store_.copies[id];
      if (i > 0) part = copy;
      part.first = copy.first + shares[i].first;
      part.count = shares[i].count & 0x3FFFFFFFU;
      part.precedence = (by_copy_ ? highest_on(part) : shown) & 3U;
      part.joined = now_;
      join(shares[i].circuit, id, more);
    }
  }

  std::uint32_t highest_on(const Copy& copy) {
    auto highest = Precedence::routine;
    for (const Destination& destination : store_.line_of(copy)) {
      highest = topology::higher(highest, Tag(destination.tag).precedence());
    }
    return static_cast<std::uint32_t>(highest);
  }

  void join(CircuitId id, std::uint32_t copy, bool more) {
    if (circuits_[id].lazy) advance(circuits_[id], now_);
    if (circuits_.join(id, copy, more, events_, now_)) return;
    if (!more) {
      circuits_.settle(id, events_, recorder_, store_.messages, now_);
    } else if (!circuits_[id].marked) {
      circuits_[id].marked = true;
      marked_.push_back(id);
    }
  }

  void advance(CircuitState& circuit, Time upto) {
    circuits_.advance(circuit, upto, events_, [this](std::uint32_t slot, Time at) { finish_transmission(slot, at); });
  }

  void advance_all(Time upto) {
    for (CircuitId id = 0; id < circuits_.states().size(); ++id) {
      if (circuits_[id].lazy) advance(circuits_[id], upto);
    }
  }

  /// The last counted message is filed: from here on the run may end with any delivery, so none may be late in coming.
  void wake_circuits() {
    const EventList before = events_;
    const std::uint32_t moved = circuits_.channel_count() - first_delay_;
    const std::uint32_t delays = first_delay_;
    const std::uint32_t slots = first_stream_ + static_cast<std::uint32_t>(streams_.size());
    lay_out_events(circuits_.channel_count());
    for (std::uint32_t slot = 0; slot < slots; ++slot) {
      events_.set(slot < delays ? slot : slot + moved, before.due(slot));
    }
    circuits_.wake(events_);
  }

  void finish_transmission(std::uint32_t slot, Time at) {
    const Channel& channel = circuits_.channel(slot);
    CircuitState& circuit = circuits_[channel.circuit];
    Copy& copy = store_.copies[channel.copy];
    const Message& message = store_.messages[copy.message];
    recorder_.sent(message, channel.circuit, circuit, channel.started - copy.joined, at);
    if (message.particulars != kNone) note_routing_line(copy, channel);
    ++copy.hops;
    if (circuit.to_relay) {
      take_in(channel.copy, circuit);
    } else {
      for (const Destination& destination : store_.line_of(copy)) {
        deliver(message, destination, at + circuit.propagation, copy.hops);
      }
      drop(channel.copy);
    }
  }

  void deliver(const Message& message, const Destination& destination, Time in, std::uint16_t hops) {
    if (store_.complete(message, destination)) recorder_.delivered(message, destination, in, hops);
  }

  /// A copy is in at a relay: the relay's own is delivered, the rest handed on after the delay.
  void take_in(std::uint32_t copy_id, const CircuitState& circuit) {
    Copy& copy = store_.copies[copy_id];
    const Message& message = store_.messages[copy.message];
    if (message.particulars != kNone && expands(copy, circuit.to)) store_.expand_groups(copy, circuit.to);
    const auto line = store_.line_of(copy);
    std::uint32_t kept = 0;
    for (const Destination& destination : line) {
      if (destination.station == circuit.to && !Tag(destination.tag).is_group()) {
        deliver(message, destination, now_ + circuit.propagation, copy.hops);
      } else {
        line[kept++] = destination;
      }
    }
    copy.count = kept & 0x3FFFFFFFU;
    if (kept == 0) {
      drop(copy_id);
    } else if (circuit.delay == kNone) {
      arrivals_.push_back({copy_id, circuit.to});
    } else {
      DelayLine& delay = delays_[circuit.delay];
      delay.push({now_ + delay.delay(), copy_id, circuit.to});
      if (delay.size() == 1) events_.set(first_delay_ + circuit.delay, delay.due());
    }
  }

  bool expands(const Copy& copy, StationId station) {
    const auto line = store_.line_of(copy);
    return std::any_of(line.begin(), line.end(), [&](const Destination& destination) {
      return destination.station == station && Tag(destination.tag).is_group();
    });
  }

  /// The copy has no further to go. The run ends with the last delivery that counts, or with the message recorded.
  void drop(std::uint32_t copy_id) {
    const std::uint32_t message = store_.copies[copy_id].message;
    const bool gone = store_.drop(copy_id);
    if (gone && message == watched_) stage_ = Stage::ended;
    if (stage_ == Stage::draining && recorder_.outstanding() == 0) stage_ = Stage::ended;
    if (stage_ == Stage::ended) horizon_ = now_ - 1;
  }

  void note_routing_line(const Copy& copy, const Channel& channel) {
    const Message& message = store_.messages[copy.message];
    const Particulars& own = store_.particulars[message.particulars];
    if (!own.recorded) return;
    recorder_.routing_line(message, own, copy, channel.circuit, store_.line_of(copy),
                           store_.destinations.at(own.groups, 2 * own.group_count), channel.started);
  }

  /// The clock has passed the horizon: the end of the warm-up, of the duration, or of all. False at the last.
  bool pass_milestone() {
    const Window& window = plan_.window;
    if (stage_ == Stage::warming_up) {
      stage_ = Stage::counting;
      advance_all(horizon_);
      recorder_.begin_window(circuits_.readings(window.warmup));
      circuits_.restart_greatest();
      horizon_ = window.duration;
      return true;
    }
    if (stage_ == Stage::counting) {
      stage_ = Stage::draining;
      advance_all(horizon_);
      recorder_.end_window(circuits_.readings(window.duration), circuits_.states());
      horizon_ = limit_;
      wake_circuits();
      return recorder_.outstanding() > 0;
    }
    return false;
  }

  const Plan& plan_;
  const Recording& recording_;
  const Time limit_;
  const bool by_copy_;
  Time now_ = 0;
  Time horizon_ = 0;
  Stage stage_ = Stage::warming_up;
  std::uint32_t first_delay_ = 0;   ///< slots of channels come before it
  std::uint32_t first_stream_ = 0;  ///< slots of delay lines come before it
  std::uint32_t filed_ = 0;
  std::uint32_t watched_ = kNone;  ///< the message that the recording asks for, in the store
  EventList events_{2};
  topology::Segregator segregator_;
  MessageStore store_;
  Circuits circuits_;
  Recorder recorder_;
  std::vector<DelayLine> delays_;
  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<Stream> streams_;
  Draft draft_;
  std::vector<Arrival> arrivals_;
  std::vector<CircuitId> marked_;
};

}  // namespace

Replication simulate(const Plan& plan, std::uint32_t number, const Recording& recording) {
  return Engine(plan, number, recording).run();
}

}  // namespace torntape::sim
