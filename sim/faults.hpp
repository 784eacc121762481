#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "sim/mishap.hpp"
#include "sim/random.hpp"
#include "sim/time.hpp"
#include "topology/network.hpp"
#include "topology/problem.hpp"

namespace torntape::sim {

/// Outages that come and go at random: exponential times between an end and the next beginning, and of lasting.
struct RandomOutages {
  Time between = 0;  ///< mean time from up to down (MTBF), more than 0
  Time lasting = 0;  ///< mean time from down to up (MTTR), more than 0
};

/// An outage at a given time, or random ones, of a circuit or of a relay's circuits, as a scenario says it; or what
/// becomes of one transmission from the first end of a circuit to the second.
struct FaultSpec {
  /// The two ends of a circuit, or one relay, and where each is written.
  std::vector<std::pair<topology::RoutingIndicator, topology::Place>> subject;
  Time at = 0;
  Time lasting = 0;
  std::optional<RandomOutages> random;  ///< in place of `at` and `lasting`
  std::optional<Fate> fate;             ///< in place of an outage
  std::uint64_t transmission = 0;       ///< ... which one's, from 1
  topology::Place place;
};

/// A fault with its circuits found: those directions are out together.
struct Fault {
  std::vector<topology::CircuitId> circuits;
  Time at = 0;
  Time lasting = 0;
  std::optional<RandomOutages> random;
  std::uint64_t entity = 0;  ///< names its random numbers; made of its subject's letters
};

/// A half-open span of time in which a circuit is out.
struct Outage {
  Time from = kNever;
  Time to = kNever;
};

/// When one direction of a circuit is out: the union of its faults' outages, one after the other.
class OutageSchedule {
 public:
  explicit OutageSchedule(const Draws& draws) : draws_(draws) {}
  void add(const Fault& fault);

  /// The next outage, apart from the one before it; at kNever where there is none.
  Outage next();

 private:
  struct Series {
    const Fault* fault;
    Outage upcoming;
    std::uint32_t number = 0;  ///< of the upcoming outage, from 1
  };
  void advance(Series& series) const;
  Series& earliest();

  Draws draws_;
  std::vector<Series> series_;
};

}  // namespace torntape::sim
