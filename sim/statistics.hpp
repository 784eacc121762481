#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/campaign.hpp"
#include "sim/handling.hpp"
#include "sim/inference.hpp"
#include "sim/measurements.hpp"
#include "sim/random.hpp"

namespace torntape::sim {

/// Times from filing until a message is in, which may be before it is delivered. In seconds.
struct NetworkTimes {
  double mean = 0;
  double p50 = 0, p90 = 0, p95 = 0, p99 = 0;  ///< as those of latencies
  double most = 0;
  double within = 0;  ///< share that was in within the objective
};

/// Latencies of one precedence and role over all replications. Times in seconds.
struct LatencyRow {
  Precedence precedence = Precedence::flash;
  std::optional<Role> role;  ///< nothing: action and info together
  std::uint64_t n = 0;
  double mean = 0;                            ///< of all n deliveries
  std::optional<Interval> interval;           ///< of the mean, by the replications that have a delivery;
                                              ///< of one replication alone, by its batches
  double p50 = 0, p90 = 0, p95 = 0, p99 = 0;  ///< the least value that so large a share does not exceed; to 0.4 %
  double most = 0;
  double objective = 0;
  double within = 0;                    ///< share that met the objective
  std::optional<NetworkTimes> network;  ///< of the same deliveries; where a station has opening hours
};

/// One direction of a circuit, averaged over the replications.
struct CircuitRow {
  topology::CircuitId circuit = kNone;
  std::uint64_t transmissions = 0;  ///< of all replications
  double utilization = 0;           ///< share of the channels' time, from warm-up to the end of duration
  std::optional<double> mean_wait;  ///< seconds in line a transmission; nothing where there was none
  std::optional<double> p95_wait;   ///< seconds, of each stay in line, to 3 %; where waits were recorded
  double mean_queue = 0;            ///< copies in line, over time
  std::uint32_t most_waiting = 0;
  std::uint64_t broken = 0;  ///< transmissions broken or cut, of all replications
  double wasted = 0;         ///< ... and the seconds that they had taken
  ErrorTally errors{};       ///< of all replications
};

/// A relay where copies wait to be handled, averaged over the replications.
struct DeskRow {
  StationId station = kNone;
  std::uint32_t operators = 0;        ///< 0: as many as there are copies
  std::uint64_t copies = 0;           ///< of counted messages, handled, of all replications
  std::optional<double> utilization;  ///< share of the operators' time while the relay is open
  std::optional<double> mean_wait;    ///< seconds in line a copy; nothing where there was none
  double mean_queue = 0;              ///< copies in line, over time
  std::uint32_t most_waiting = 0;
};

/// What the replications of one scenario came to.
struct Summary {
  std::uint32_t replications = 0;
  std::uint64_t fingerprint = 0;
  std::uint64_t messages = 0, transmissions = 0, deliveries = 0, undelivered = 0, preempted = 0, lost = 0, rerouted = 0;
  std::uint64_t all_transmissions = 0;
  RoleCounts undelivered_by{};      ///< which add up to `undelivered`
  ErrorTally errors{};              ///< of all circuits
  std::vector<LatencyRow> latency;  ///< where there is a delivery; by precedence, then action, info, all
  std::vector<CircuitRow> circuits;
  std::vector<DeskRow> desks;
  std::vector<RoutingLineRow> routing_lines;  ///< of the first replication
};

/// Adds replications up, in their order.
class Summarizer {
 public:
  Summarizer(const topology::Network& network, const Handling& handling, const Window& window);
  /// Of what `names` names; its replications are not added by this.
  explicit Summarizer(const Results& names);
  void add(const Replication& replication);
  Summary summary() const;

 private:
  std::optional<Interval> interval(std::size_t precedence, std::size_t role_row) const;
  DeskRow desk_row(const DeskTally& tally) const;
  LatencyRow row(const LatencyTally& tally, Precedence precedence, std::optional<Role> role,
                 const std::optional<Interval>& interval) const;

  static NetworkTimes network_times(const LatencyTally& tally);
  void add_desks(const std::vector<DeskTally>& desks);
  void add_network_times(const Latencies& network);

  static constexpr std::size_t kRoleRows = 3;  ///< action, info, all
  std::vector<std::uint32_t> channels_;        ///< by CircuitId
  std::array<Time, topology::kPrecedences> objectives_;
  Window window_;
  Summary total_;
  std::array<std::array<LatencyTally, kRoleRows>, topology::kPrecedences> latencies_;
  std::array<std::array<std::vector<RatioPart>, kRoleRows>, topology::kPrecedences> parts_;
  std::array<std::array<Stretches, kRoleRows>, topology::kPrecedences> stretches_;  ///< of the first replication
  std::optional<std::array<std::array<LatencyTally, kRoleRows>, topology::kPrecedences>> network_;
  std::vector<CircuitTally> circuits_;
  std::vector<DeskTally> desks_;  ///< `open` of one replication
};

}  // namespace torntape::sim
