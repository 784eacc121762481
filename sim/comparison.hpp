#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/campaign.hpp"
#include "sim/inference.hpp"
#include "sim/metric.hpp"

namespace torntape::sim {

/// One figure on both sides, each as the Summary of the compared replications has it, and their difference, other -
/// base.
struct Change {
  double base = 0;
  double other = 0;
  Difference difference;  ///< its p is after the correction for all that are judged together
  bool real = false;      ///< p is not above 5 %

  double value() const { return difference.value; }
};

struct ComparisonRow {
  Precedence precedence = Precedence::flash;
  std::optional<Role> role;  ///< nothing: action and info together
  Metric metric = Metric::mean;
  Change change;
  /// Of action and info together, where there is one of them only: the same as that role's row, with which it is
  /// judged.
  bool repeats = false;
};

/// An addressee's mean latency in seconds, over all precedences and roles.
struct AddresseeChange {
  AddresseeName addressee;
  Change latency;
};

/// One direction of a circuit.
struct CircuitChange {
  CircuitName circuit;
  Change wait;         ///< mean seconds in line
  Change utilization;  ///< share of the channels' time
};

/// What one side alone has.
struct OneSided {
  std::vector<AddresseeName> addressees;
  std::vector<CircuitName> circuits;
};

/// Whether replications of the same number belong together: they do where both sides have the same seed.
enum class Pairing : std::uint8_t { paired, seeds_differ, too_few_in_common };

/// One side against the baseline.
struct Contrast {
  Pairing pairing = Pairing::paired;
  std::size_t base_replications = 0, other_replications = 0;  ///< that are compared; where paired, those of both sides
  std::size_t base_left_out = 0, other_left_out = 0;          ///< those that the other side lacks
  bool same_traffic = false;                                  ///< each pair met the same counted messages
  bool alike = false;                                         ///< each pair went the same way, event by event
  bool same_window = false;                                   ///< warm-up and duration are the same
  std::array<bool, topology::kPrecedences> same_objective{};  ///< where not, shares within it are not compared
  std::uint64_t base_undelivered = 0, other_undelivered = 0;  ///< in the compared replications
  std::vector<ComparisonRow> rows;  ///< where both sides have deliveries; by precedence, action, info, all, and metric
  std::vector<AddresseeChange> addressees;  ///< with deliveries on both sides; the one that lost most is first
  std::vector<CircuitChange> circuits;      ///< with transmissions on both sides; the one whose wait grew most is first
  OneSided base_only, other_only;
};

/// Compares each of `others` with `base`, in their order, by docs/semantics.md. The rows of all contrasts are corrected
/// together (Holm), so are all addressees, and all circuits' waits and utilizations.
std::vector<Contrast> compare(const Results& base, std::span<const Results> others);

}  // namespace torntape::sim
