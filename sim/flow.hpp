#pragma once

#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include "sim/arrival.hpp"
#include "sim/circuits.hpp"
#include "sim/copy_lengths.hpp"
#include "sim/desks.hpp"
#include "sim/engine.hpp"
#include "sim/error_control.hpp"
#include "sim/filing.hpp"
#include "sim/plan.hpp"
#include "sim/recorder.hpp"
#include "sim/rerouting.hpp"
#include "sim/streams.hpp"
#include "topology/segregation.hpp"

namespace torntape::sim {

/// One replication under way: messages are filed, their copies queued, sent, taken in and handed on.
///
/// `Clock` says in what order: Windows, or Ordered where copies may change from one circuit to another. It calls
/// arrivals() and advance() so that nothing is advanced beyond an arrival that can still join it; whatever order that
/// leaves open, the results are the same, to the last bit. Compiled for these two clocks, in flow.cpp.
template <class Clock>
class Flow {
 public:
  using CircuitId = topology::CircuitId;
  using Destination = topology::Destination;

  Flow(const Plan& plan, std::uint32_t number, const Recording& recording);
  Replication run();

  // What the clock calls.

  /// When the next message is filed, copies leave a circuit that is out, stations do something about an error on the
  /// line, or a desk has work; kNever: never again.
  Time next_filing() const;
  /// All that is filed or, as the clock has it, queued up to `upto`, in its order.
  void arrivals(Time upto);
  /// Circuit `id`, which leads to a relay, is brought up to `upto`.
  void advance(CircuitId id, Time upto);
  /// These circuits are advanced next, in this order: the memory that it takes is brought near.
  void look_ahead(std::span<const CircuitId> circuits);
  /// False where all is measured that will be. Time has passed up to `upto`.
  bool go_on(Time upto);

 private:
  /// Passes time up to `horizon`, unless all is measured before.
  void pass(Time horizon);
  bool done() const {
    if (recording_.message || recording_.telegram) return watched_gone_;
    return draining_ && recorder_.outstanding() == 0 && errors_.under_way() == 0;
  }
  /// Brings the circuits to posts up to date: nobody waits for what they send, so the clock leaves them alone.
  void advance_all(Time upto);
  void advance(CircuitId id, CircuitState& circuit, Time upto);
  void advance_apart(CircuitId id, CircuitState& circuit, Time upto);

  // One instant: everything that arrives now, in its order; then channels take their next copy.

  void settle_instant(Time now);
  void settle_marked(Time now);
  bool some_meet() const;
  /// The memory that the next arrivals, and the next filings, take is brought near.
  void look_ahead();
  void look_ahead_to_filing();
  using Rank = std::tuple<std::uint32_t, std::uint16_t, StationId, topology::RoutingIndicator, std::uint32_t>;
  Rank rank(const Arrival& arrival);
  /// The circuit will be settled at the end of the instant.
  void mark(CircuitId id, CircuitState& circuit);

  // Filing.

  /// The next message is filed; its copies join the instant's arrivals.
  void file(Time now);
  void store(const Draft& draft, Time now, bool counted);

  // Queueing. `more` may arrive at the station at this instant. What few copies take is kept out of line, out of the
  // way of what all take.

  /// A copy is queued at a station: one copy for each next hop (ACP 127(G) 303).
  void arrive(const Arrival& arrival, Time now, bool more);
  /// As arrive, where the network is a tree and the copy has several destinations, in any order.
  void arrive_in_tree(const topology::Routes& routes, const Arrival& arrival, Time now, bool more);
  /// As arrive, where a copy may have more indicators than a transmission: then several take its place in line.
  [[gnu::noinline]] void arrive_in_parts(const Arrival& arrival, Time now, bool more);
  /// Joins `count` destinations of `whole` from `first` on to circuit `id`, in parts of no more than a transmission may
  /// have; the first of them is the copy `first_id`, the others are new ones.
  void join_in_parts(CircuitId id, const Copy& whole, std::uint32_t first_id, std::uint32_t first, std::uint32_t count,
                     Time now);
  /// How many from the head of `line`, of copy `whole`, go on one transmission: as many as may, but those that share
  /// their first four letters and stand together stay together where they can (NAVEDTRA 14226, module 5).
  std::uint32_t share_of_line(const Copy& whole, std::span<const Destination> line);
  /// What the routing line of a copy of its own says and makes it.
  void show_its_own(Copy& copy);
  std::uint16_t highest_on(Copy& copy);
  /// Those that the copy's class may take.
  const topology::Routes& routes_of(const Copy& copy);
  void join(CircuitId id, std::uint32_t copy_id, Time now, bool more);
  void settle(CircuitId id, CircuitState& circuit, Time now);

  // Copies with a history: alternate routes (docs/semantics.md, 11), errors on the line (13). Only where the clock goes
  // instant by instant; in flow_history.hpp.

  /// As arrive.
  [[gnu::noinline]] void arrive_with_history(std::uint32_t copy_id, StationId station, Time now);
  /// True where the whole copy takes another circuit; where a part does, the rest goes on to join the line.
  [[gnu::noinline]] bool turned_away(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time now);
  /// The copy, or a new one of it, with the destinations that have a way without circuit `id`; kNone where none has.
  std::uint32_t part_going(CircuitId id, std::uint32_t copy_id);
  /// Copies that wait for a circuit that has been out long enough come to the station again, if there is another way.
  [[gnu::noinline]] void leave(CircuitId id, Time now);
  /// A new copy has the history of the one that it is a part of.
  void made_of(std::uint32_t part, std::uint32_t whole);
  /// Service messages join the lines of their circuits.
  [[gnu::noinline]] void join_service(Time now);

  // Relays with operators or opening hours: only where the clock goes instant by instant.

  /// Of the instant's arrivals, those at such relays join the lines there.
  void come_to_desks(Time now);

  // Foreseen circuits: only where the clock goes by windows.

  /// As join.
  void join_foreseen(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time now, bool more);
  /// The channel of a foreseen circuit takes the copy, and what comes of it is done.
  void transmit(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time now);
  /// The channel of a circuit to a post takes the part of `whole`, of a plain message, for `destination` at once: no
  /// copy is made of it.
  void send_on(CircuitId id, CircuitState& circuit, const Copy& whole, const Destination& destination, Time now);

  // The end of a transmission.

  /// The clock is told of the circuit's ends of transmission: it leads to a relay, or a post may ask for a rerun.
  bool clocked(const CircuitState& circuit) const {
    if constexpr (Clock::kInstantByInstant) return circuit.to_relay || errors_.any();
    return circuit.to_relay;
  }
  /// Its readers do not have it yet.
  bool is_new(std::uint32_t copy_id) const {
    if constexpr (Clock::kInstantByInstant) return !errors_.corrects(copy_id);
    return true;
  }
  /// A copy went whole over a circuit.
  void finish(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time started, Time end);
  /// The same where it led to a post.
  void finish_at_post(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time started, Time end);
  /// The same where transmissions may go wrong ...
  [[gnu::noinline]] void finish_with_errors(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time started,
                                            Time end);
  /// ... and came in.
  void come_in(CircuitId id, CircuitState& circuit, std::uint32_t copy_id, Time end);
  void deliver(const Message& message, const Destination& destination, Time in, std::uint16_t hops);
  /// A copy was sent to a relay: the relay's own is delivered, the rest handed on after the delay.
  void take_in(CircuitId id, const CircuitState& circuit, std::uint32_t copy_id, Time end);
  bool expands(Copy& copy, StationId station);
  /// The copy has no further to go.
  void drop(std::uint32_t copy_id);
  RoutingLineRow* note_routing_line(Copy& copy, CircuitId id, Time started, Time end);

  const Plan& plan_;
  const Recording& recording_;
  const Time limit_;
  const bool by_copy_;
  const bool formatted_;
  const bool of_its_own_;  ///< copies differ in more than their indicators
  const std::uint32_t most_indicators_;
  const bool gated_;  ///< some circuits are not for every class
  Clock clock_;
  Streams streams_;
  topology::Segregator segregator_;
  MessageStore store_;
  CopyLengths lengths_;
  Circuits circuits_;
  Recorder recorder_;
  Rerouting rerouting_;
  ErrorControl errors_;
  const bool with_history_;  ///< copies have one: what they have been turned away from, what they correct
  Desks desks_;
  const bool whole_instants_;  ///< even an arrival alone at its instant is looked at with what goes on elsewhere
  Draft draft_;
  Draft lower_;  ///< what of a FLASH message is transmitted apart
  Time now_ = 0;
  bool draining_ = false;
  bool watched_gone_ = false;
  std::uint32_t filed_ = 0;
  std::vector<std::uint32_t> watched_;  ///< the message that the recording asks for, as it is in the store
  std::uint64_t arrived_ = 0;
  std::uint64_t next_look_ = 0;  ///< when so many have arrived, go_on() looks whether it shall
  static constexpr std::size_t kNearMemory = 512U << 10;
  bool spread_ = false;  ///< there is so much under way that most of it is far from the processor
  std::vector<Arrival> instant_;
  std::vector<CircuitId> marked_;
};

}  // namespace torntape::sim
