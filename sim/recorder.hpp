#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "sim/circuit_state.hpp"
#include "sim/engine.hpp"
#include "sim/measurements.hpp"
#include "sim/plan.hpp"
#include "sim/storage.hpp"

namespace torntape::sim {

/// Turns what happens in the engine into a Replication's figures. It measures and never decides.
class Recorder {
 public:
  Recorder(const Plan& plan, std::uint32_t number, const Recording& recording, Time limit);

  /// A message was filed at `now`; its addressees wait for it.
  void filed(bool counted, const Draft& draft, Time now) {
    if (pulse_ != nullptr && ++filings_ % kFilingsAPulse == 0) beat(now);
    if (!counted) return;
    ++result_.messages;
    expected_ += draft.deliveries;
    outstanding_ += draft.deliveries;
    result_.traffic += note(draft, now);
  }

  /// The last section for `destination` came in at `at`, which may lie ahead of the clock, beyond the limit too. It is
  /// delivered then, or when the station opens.
  [[gnu::always_inline]] void delivered(const Message& message, const topology::Destination& destination, Time at,
                                        std::uint16_t hops) {
    if (message.counted == 0 || at > limit_) return;
    const Tag tag(destination.tag);
    if (tag.is_listed() || each_) return deliver_each(message, destination, at, hops);
    const topology::AddresseeId first = addressees_[destination.station];
    if (addressees_[destination.station + 1] != first + 1) return deliver_each(message, destination, at, hops);
    const Time latency = at - message.filed;
    const Time objective = deliver(tag, message.filed, latency);
    result_.addressees[first].add(latency, objective);
  }

  /// Says that something will be delivered to the station soon.
  [[gnu::always_inline]] void prefetch(StationId station) const {
    __builtin_prefetch(&result_.addressees[addressees_[station]]);
  }

  /// Whether what becomes of the message at `time` is measured, so that it does not matter when it is noticed that
  /// nothing more will be.
  bool measures(const Message& message, Time time) const { return time <= (message.counted != 0 ? limit_ : duration_); }

  /// Whether a routing line of the message, which is recorded, is kept: that of the message watched, whatever it is,
  /// until the limit.
  bool keeps_line(const Message& message, Time end) const { return watching_ ? end <= limit_ : measures(message, end); }

  /// A copy of `message` goes whole over circuit `id` until `now`, which may lie ahead of the clock, having stood in
  /// line for `waited` since it last joined it.
  [[gnu::always_inline]] void sent(const Message& message, topology::CircuitId id, CircuitState& circuit, Time waited,
                                   Time now) {
    if (waited != 0) circuit.waited += static_cast<double>(waited);
    if (!measures(message, now)) return;
    if (message.counted != 0) {
      ++circuit.sent;
      if (waited != 0) circuit.sent_waited += static_cast<double>(waited);
      if (waits_) note_wait(id, waited);
    }
    ++result_.all_transmissions;
    mix(now, message.number, id);
  }

  /// Why a transmission did not come to its end.
  enum class Cause : std::uint8_t { higher, outage };

  /// The transmission on circuit `id` that began at `started`, its copy having stood in line since `joined`, was broken
  /// for a higher one or cut by an outage.
  void broken(Cause cause, const Message& message, topology::CircuitId id, CircuitState& circuit, Time joined,
              Time started, Time now);

  /// A copy of `message`, or part of one, was turned away from a circuit.
  void rerouted(const Message& message) { result_.rerouted += message.counted; }

  /// An error on the line of circuit `id`, or what it led to, is added to what counts it.
  void error(std::uint64_t ErrorTally::*what, topology::CircuitId id, bool counted) {
    result_.circuits[id].errors.*what += counted ? 1 : 0;
  }

  /// A recorded message's copy was sent; `section` is its number as the telegram counts it.
  RoutingLineRow& routing_line(const Message& message, const Particulars& particulars, const Copy& copy,
                               topology::CircuitId id, std::span<const topology::Destination> line,
                               std::span<const topology::Destination> groups, Time sent);

  /// Time has passed up to `now`. Throws Cancelled where the pulse says so.
  void alive(Time now) {
    if (pulse_ != nullptr) beat(now);
  }

  /// Deliveries of counted messages that have not come about and, so far, will not.
  std::uint64_t outstanding() const { return outstanding_; }

  /// Time-averaged figures of a circuit between warm-up and the end of duration are the difference of two readings.
  struct Reading {
    double busy = 0;
    double queue_area = 0;
  };
  void begin_window(std::vector<Reading> readings) { at_start_ = std::move(readings); }
  void end_window(const std::vector<Reading>& readings, std::span<const CircuitState> circuits);

  Replication finish(std::span<const CircuitState> circuits);

 private:
  /// Adds an event to the fingerprint, which does not depend on the order of events at different places. After the
  /// duration only counted messages are in it, so that it does not matter when the last one's delivery is noticed.
  void mix(Time at, std::uint32_t message, std::uint32_t where) {
    const std::uint64_t what = static_cast<std::uint64_t>(where) << 32 | message;
    const WideSum product =
        static_cast<WideSum>(static_cast<std::uint64_t>(at) ^ 0x9E3779B97F4A7C15ULL) * (what ^ 0xD6E8FEB86659FD93ULL);
    result_.fingerprint += static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
  }
  /// One addressee's having it; returns the objective.
  [[gnu::always_inline]] Time deliver(Tag tag, Time filed, Time latency) {
    const std::uint32_t row = tag.precedence_and_role();
    const Time objective = objectives_[row / topology::kRoles];
    latencies_[row].add(latency, 1, objective);
    if (stretch_ > 0) stretches_[row * kStretches + stretch_of(filed)].add(latency);
    --outstanding_;
    return objective;
  }
  std::size_t stretch_of(Time filed) const {
    const Time since = filed - begin_;
    auto stretch = static_cast<Time>(static_cast<double>(since) * stretches_a_nanosecond_);
    while (stretch * stretch_ > since) --stretch;
    while ((stretch + 1) * stretch_ <= since) ++stretch;
    return static_cast<std::size_t>(stretch);
  }
  void note_wait(topology::CircuitId id, Time waited) { result_.circuits[id].waits.add(waited / (kSecond / 1000), 1); }
  void deliver_each(const Message& message, const topology::Destination& destination, Time at, std::uint16_t hops);
  /// When an addressee has what is in at `at`, beyond the limit too.
  Time handed_over(const Listed& listed, StationId station, Time at) const;
  /// Notes who waits for the message, and gives what tells it from others: made of letters and not of numbers, so that
  /// a network with one more station gives the same.
  std::uint64_t note(const Draft& draft, Time now);
  void expect(const topology::Destination& destination);

  static constexpr std::uint32_t kFilingsAPulse = 128;
  static constexpr std::size_t kRows = std::size_t{topology::kPrecedences} * topology::kRoles;
  /// Brings the pulse up to date. Throws Cancelled where it says so.
  void beat(Time now);
  void show(Time now);

  const Plan& plan_;
  bool rows_;
  bool waits_;
  bool watching_;  ///< one message alone is asked for
  bool each_;      ///< addressees are looked at one by one: for their rows, or for opening hours
  Time duration_;
  Pulse* pulse_;
  std::uint32_t filings_ = 0;
  std::uint64_t shown_transmissions_ = 0;  ///< the pulse has them
  Time limit_;
  Time begin_;        ///< of the counted time
  Time stretch_ = 0;  ///< its length; 0 where none are kept
  double stretches_a_nanosecond_ = 0;
  std::array<Time, topology::kPrecedences> objectives_;
  std::array<LatencyTally, kRows> latencies_;      ///< by precedence and role, as are...
  std::vector<StretchTally> stretches_;            ///< ... those of its stretches
  std::vector<topology::AddresseeId> addressees_;  ///< by station: the first of its own; one more at the end
  std::vector<std::uint64_t> letters_;             ///< by station: its indicator
  std::array<std::uint64_t, kRows> due_{};         ///< by precedence and role: deliveries of counted messages ...
  std::uint64_t expected_ = 0;                     ///< ... in all
  std::uint64_t outstanding_ = 0;
  std::vector<Reading> at_start_;
  Replication result_;
};

}  // namespace torntape::sim
