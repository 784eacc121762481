#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/batch_means.hpp"
#include "sim/draft.hpp"
#include "sim/histogram.hpp"
#include "sim/inference.hpp"
#include "sim/mishap.hpp"
#include "sim/time.hpp"

namespace torntape::sim {

/// Delivery latencies (filed to delivered) of one precedence and role. All figures are exact but the histogram's.
struct LatencyTally {
  std::uint64_t n = 0;
  WideSum sum = 0;
  Time least = kNever;
  Time most = 0;
  std::uint64_t within = 0;  ///< so many met the objective
  Histogram histogram;

  /// `latency` is not negative.
  [[gnu::always_inline]] void add(Time latency, std::uint64_t times, Time objective) {
    n += times;
    sum += static_cast<WideSum>(static_cast<std::uint64_t>(latency)) * times;
    if (latency < least) [[unlikely]]
      least = latency;
    if (latency > most) [[unlikely]]
      most = latency;
    within += latency <= objective ? times : 0;
    histogram.add(latency, times);
  }
  void merge(const LatencyTally& other);
  /// Seconds; n must not be 0.
  double mean() const { return static_cast<double>(sum) / static_cast<double>(n) * 1e-9; }
  /// What it adds to the mean of several, in seconds.
  RatioPart part() const { return {static_cast<double>(sum) * 1e-9, static_cast<double>(n)}; }
  /// The least value that a share `q` of all does not exceed, to 0.4 %, never beyond the least and the greatest; n must
  /// not be 0.
  Time quantile(double q) const;
};

/// By precedence and role.
using Latencies = std::array<std::array<LatencyTally, topology::kRoles>, topology::kPrecedences>;

/// What errors on the line made of transmissions of counted messages, and of service messages about them.
struct ErrorTally {
  std::uint64_t garbled = 0;     ///< transmissions that came in garbled
  std::uint64_t missing = 0;     ///< transmissions that did not come in
  std::uint64_t reruns = 0;      ///< copies sent again because they were asked for, corrected copies among them
  std::uint64_t duplicates = 0;  ///< transmissions of what the station had already, which it filed
  std::uint64_t service = 0;     ///< service messages sent

  void merge(const ErrorTally& other);
  bool operator==(const ErrorTally&) const = default;
};

/// One direction of a circuit.
struct CircuitTally {
  std::uint64_t transmissions = 0;  ///< copies of counted messages, sent whole
  double waited = 0;                ///< nanoseconds those copies stood in line, before broken transmissions too
  double busy = 0;                  ///< nanoseconds of transmitting, all channels, from warm-up to the end of duration
  double queue_area = 0;            ///< copies x nanoseconds in line, over the same time
  std::uint32_t most_waiting = 0;   ///< over the same time
  std::uint64_t broken = 0;         ///< transmissions of counted messages that were broken or cut
  Time wasted = 0;                  ///< ... and how long they had taken
  ErrorTally errors{};
  /// Each stay of a counted copy in line, those before broken transmissions too; empty where not asked for.
  WaitHistogram waits{};

  /// Seconds: the least wait that a share `q` of all does not exceed, to 3 % and a millisecond; nothing where there is
  /// none.
  std::optional<double> wait_quantile(double q) const;
};

/// A relay where copies wait to be handled: by its operators, or until it opens.
struct DeskTally {
  StationId station = kNone;
  std::uint32_t operators = 0;     ///< 0: as many as there are copies
  Time open = 0;                   ///< for how long it was open from the warm-up to the end of duration
  std::uint64_t copies = 0;        ///< of counted messages, handled
  double waited = 0;               ///< nanoseconds those copies stood in line
  double busy = 0;                 ///< nanoseconds of handling, all operators, from warm-up to the end of duration
  double queue_area = 0;           ///< copies x nanoseconds in line, over the same time
  std::uint32_t most_waiting = 0;  ///< over the same time
};

/// Deliveries to one addressee, over all precedences and roles.
struct AddresseeTally {
  std::uint64_t n = 0;
  WideSum sum = 0;           ///< of latencies, nanoseconds
  Time most = 0;             ///< the longest latency
  std::uint64_t within = 0;  ///< so many met the objective of their precedence

  void add(Time latency, Time objective) {
    ++n;
    sum += static_cast<std::uint64_t>(latency);
    if (latency > most) [[unlikely]]
      most = latency;
    within += latency <= objective ? 1 : 0;
  }
  void merge(const AddresseeTally& other);
};

/// One addressee's having a counted message.
struct DeliveryRow {
  Time filed = 0;
  Time delivered = 0;
  std::uint32_t message = 0;  ///< its number, from 1
  StationId origin = kNone;
  topology::AddresseeId addressee = kNone;
  std::uint16_t hops = 0;
  Precedence precedence = Precedence::routine;
  Role role = Role::action;
};
static_assert(sizeof(DeliveryRow) == 32);

/// One copy of a recorded message, as the replayed telegrams are, on one circuit, sent whole. Where there are errors on
/// the line, those that came in wrong or not at all are among them, and those that made up for it.
struct RoutingLineRow {
  std::uint64_t message = 0;
  std::uint32_t telegram = kNone;  ///< its place among the replayed telegrams, where it is one
  std::uint32_t section = 1;
  topology::CircuitId circuit = kNone;
  Precedence precedence = Precedence::routine;
  std::vector<topology::RoutingIndicator> indicators;
  Time sent = 0;            ///< start of the transmission
  Fate fate = Fate::right;  ///< what became of it
};

/// Counts by precedence and role.
using RoleCounts = std::array<std::array<std::uint64_t, topology::kRoles>, topology::kPrecedences>;

/// What one replication came to.
struct Replication {
  std::uint32_t number = 1;
  std::uint64_t fingerprint = 0;
  std::uint64_t traffic = 0;        ///< made of the counted messages alone (filing, origin, length, addressees): where
                                    ///< two are equal, the replications met the same traffic and can be paired
  std::uint64_t messages = 0;       ///< counted: filed from the end of the warm-up to the end of the duration
  std::uint64_t transmissions = 0;  ///< copies of counted messages, sent whole, all circuits
  std::uint64_t deliveries = 0;
  std::uint64_t undelivered = 0;
  RoleCounts undelivered_by{};          ///< which add up to that
  std::uint64_t preempted = 0;          ///< transmissions of counted messages that were broken for a higher one
  std::uint64_t lost = 0;               ///< ... and that an outage cut
  std::uint64_t rerouted = 0;           ///< how often a copy of a counted message, or part of one, was turned away
  std::uint64_t all_transmissions = 0;  ///< of every message until the end of the duration, then of counted ones
  Latencies latencies;
  std::optional<Latencies> network;  ///< of the same deliveries, filed to in; where a station has opening hours
  std::array<std::array<Stretches, topology::kRoles>, topology::kPrecedences> stretches;  ///< where they were asked for
  std::vector<CircuitTally> circuits;                                                     ///< by CircuitId
  std::vector<DeskTally> desks;                                                           ///< in order of station
  std::vector<AddresseeTally> addressees;                                                 ///< by AddresseeId
  std::vector<DeliveryRow> rows;  ///< in order of delivery, message, station, addressee; where they were asked for
  std::vector<RoutingLineRow> routing_lines;
};

}  // namespace torntape::sim
