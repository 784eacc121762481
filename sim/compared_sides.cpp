#include "sim/compared_sides.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace torntape::sim {
namespace {

std::vector<const Replication*> all_of(const Results& results) {
  std::vector<const Replication*> replications;
  for (const Replication& replication : results.replications) replications.push_back(&replication);
  return replications;
}

/// Those of the same number on both sides, which are in order of number.
Sides pairs_of(const Results& base, const Results& other) {
  Sides sides;
  sides.paired = true;
  auto second = other.replications.begin();
  for (const Replication& first : base.replications) {
    while (second != other.replications.end() && second->number < first.number) ++second;
    if (second == other.replications.end()) break;
    if (second->number != first.number) continue;
    sides.base.push_back(&first);
    sides.other.push_back(&*second);
  }
  return sides;
}

/// One replication a side makes a pair, but not where the other side's further ones would be lost for it.
bool enough(const Sides& sides, const Results& base, const Results& other) {
  const std::size_t pairs = sides.base.size();
  return pairs >= 2 || (pairs == 1 && base.replications.size() == 1 && other.replications.size() == 1);
}

/// The fingerprint alone does not tell when what was sent last is in: the latencies do.
bool went_alike(const Replication* a, const Replication* b) {
  if (a->fingerprint != b->fingerprint || a->undelivered != b->undelivered) return false;
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    for (std::size_t r = 0; r < topology::kRoles; ++r) {
      const LatencyTally& first = a->latencies[p][r];
      const LatencyTally& second = b->latencies[p][r];
      if (std::tie(first.n, first.sum, first.most) != std::tie(second.n, second.sum, second.most)) return false;
      if (first.histogram != second.histogram) return false;
    }
  }
  return true;
}

}  // namespace

Sides choose_sides(const Results& base, const Results& other, Contrast& contrast) {
  Sides sides;
  if (base.seed == other.seed) sides = pairs_of(base, other);
  if (!enough(sides, base, other)) {
    contrast.pairing = base.seed == other.seed ? Pairing::too_few_in_common : Pairing::seeds_differ;
    sides = {false, false, false, all_of(base), all_of(other)};
  }
  sides.same_window = base.window.warmup == other.window.warmup && base.window.duration == other.window.duration;
  contrast.same_window = sides.same_window;
  contrast.base_replications = sides.base.size();
  contrast.other_replications = sides.other.size();
  contrast.base_left_out = base.replications.size() - sides.base.size();
  contrast.other_left_out = other.replications.size() - sides.other.size();
  if (!sides.paired) return sides;
  const auto equal = [&](auto figure) {
    return std::equal(sides.base.begin(), sides.base.end(), sides.other.begin(),
                      [&](const Replication* a, const Replication* b) { return figure(*a) == figure(*b); });
  };
  contrast.same_traffic = equal([](const Replication& r) { return std::tie(r.traffic, r.messages); });
  contrast.alike =
      contrast.same_traffic && std::equal(sides.base.begin(), sides.base.end(), sides.other.begin(), went_alike);
  sides.alike = contrast.alike;
  return sides;
}

Change change_by(bool paired, double base, double other, std::span<const double> base_pseudo,
                 std::span<const double> other_pseudo, double resolution) {
  Change change{base, other, {}, false};
  const double value = other - base;
  change.difference = paired ? paired_difference(value, base_pseudo, other_pseudo, resolution)
                             : independent_difference(value, base_pseudo, other_pseudo, resolution);
  return change;
}

Change change_of_ratio(bool paired, double base, double other, std::vector<RatioPart> base_parts,
                       std::vector<RatioPart> other_parts) {
  const auto weight = [](const RatioPart& part) { return part.weight; };
  if (!keep_weighty(paired, base_parts, other_parts, weight)) return {base, other, {other - base, {}, {}}, false};
  // A difference in the last places of sums of doubles is none.
  constexpr double kRounding = 4e-15;
  const double size = std::abs(other - base);
  return change_by(paired, base, other, pseudo_values(base_parts), pseudo_values(other_parts),
                   size <= kRounding * (std::abs(base) + std::abs(other)) ? size : 0);
}

}  // namespace torntape::sim
