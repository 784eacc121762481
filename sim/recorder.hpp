#pragma once

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
    if (!counted) return;
    ++result_.messages;
    outstanding_ += draft.deliveries;
    result_.traffic += traffic_of(draft, now);
  }

  /// The last section for `destination` came in at `at`, which may lie ahead of the clock by a propagation.
  void delivered(const Message& message, const topology::Destination& destination, Time at, std::uint16_t hops) {
    if (message.counted == 0 || at > limit_) return;
    const Tag tag(destination.tag);
    if (tag.is_listed() || rows_) return deliver_each(message, destination, at, hops);
    const topology::AddresseeId first = plan_.directory.first(destination.station);
    const std::uint32_t addressees = plan_.directory.count(destination.station);
    const Time latency = at - message.filed;
    deliver(tag.precedence(), tag.role(), latency, addressees);
    const Time objective = plan_.handling.objectives[static_cast<std::size_t>(tag.precedence())];
    for (std::uint32_t i = 0; i < addressees; ++i) result_.addressees[first + i].add(latency, objective);
  }

  /// A copy of `message` went whole over circuit `id`, having stood in line for `waited` since it last joined it.
  void sent(const Message& message, topology::CircuitId id, CircuitState& circuit, Time waited, Time now) {
    circuit.waited += static_cast<double>(waited);
    if (!belongs(message, now)) return;
    ++result_.all_transmissions;
    mix(now, message.number, id);
    if (message.counted == 0) return;
    ++circuit.sent;
    circuit.sent_waited += static_cast<double>(waited);
  }

  /// A transmission on circuit `id` was broken, its copy having stood in line for `waited` before it.
  void preempted(const Message& message, topology::CircuitId id, CircuitState& circuit, Time waited, Time now) {
    circuit.waited += static_cast<double>(waited);
    if (!belongs(message, now)) return;
    mix(now, message.number, ~id);
    if (message.counted == 0) return;
    ++result_.preempted;
    circuit.sent_waited += static_cast<double>(waited);
  }

  /// A recorded message's copy was sent; `section` is its number as the telegram counts it.
  void routing_line(const Message& message, const Particulars& particulars, const Copy& copy, topology::CircuitId id,
                    std::span<const topology::Destination> line, std::span<const topology::Destination> groups,
                    Time sent);

  /// Deliveries of counted messages that have not come about.
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
  /// Whether what happened to `message` at `now` belongs to the trajectory: after the duration, counted messages alone
  /// do, so that it does not matter when the last of them being delivered is noticed.
  bool belongs(const Message& message, Time now) const {
    return now <= plan_.window.duration || message.counted != 0;
  }
  /// Adds an event to the fingerprint, which does not depend on the order of events at different places.
  void mix(Time at, std::uint32_t message, std::uint32_t where) {
    std::uint64_t h =
        static_cast<std::uint64_t>(at) ^ (static_cast<std::uint64_t>(where) << 32 | message) * 0xD6E8FEB86659FD93ULL;
    h = (h ^ h >> 32) * 0x9E3779B97F4A7C15ULL;
    result_.fingerprint += h ^ h >> 29;
  }
  void deliver(Precedence precedence, Role role, Time latency, std::uint32_t addressees) {
    const auto p = static_cast<std::size_t>(precedence);
    result_.latencies[p][static_cast<std::size_t>(role)].add(latency, addressees, plan_.handling.objectives[p]);
    outstanding_ -= addressees;
    result_.deliveries += addressees;
  }
  void deliver_each(const Message& message, const topology::Destination& destination, Time at, std::uint16_t hops);
  /// Made of letters and not of numbers, so that a network with one more station gives the same.
  std::uint64_t traffic_of(const Draft& draft, Time now) const;

  const Plan& plan_;
  bool rows_;

  Time limit_;
  std::uint64_t outstanding_ = 0;
  std::vector<Reading> at_start_;
  Replication result_;
};

}  // namespace torntape::sim
