#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "sim/campaign.hpp"
#include "sim/comparison.hpp"
#include "sim/inference.hpp"

namespace torntape::sim {

/// The replications of two campaigns that are compared; where paired, those in the same place belong together.
struct Sides {
  bool paired = false;
  bool alike = false;        ///< each pair went the same way, so that every difference is 0
  bool same_window = false;  ///< both sides count the same time
  std::vector<const Replication*> base, other;
};

/// Chooses the replications of both sides and says in `contrast` which, and why.
Sides choose_sides(const Results& base, const Results& other, Contrast& contrast);

/// The change from one estimate to another, by the pseudo-values of both.
Change change_by(bool paired, double base, double other, std::span<const double> base_pseudo,
                 std::span<const double> other_pseudo, double resolution);

/// The change of a ratio, by what each of the sides' replications adds to it, in their order. A part may have weight 0,
/// the whole may not. No interval where fewer than two parts of a side have weight.
Change change_of_ratio(bool paired, double base, double other, std::vector<RatioPart> base_parts,
                       std::vector<RatioPart> other_parts);

/// Takes out of per-replication figures those of replications that have no `weight`: where paired, no weight on either
/// side. False where a side has fewer than two that have, and nothing can be said of errors.
template <class Figure, class Weight>
bool keep_weighty(bool paired, std::vector<Figure>& base, std::vector<Figure>& other, Weight weight) {
  const auto count = [&](const std::vector<Figure>& figures) {
    return std::count_if(figures.begin(), figures.end(), [&](const Figure& figure) { return weight(figure) > 0; });
  };
  if (count(base) < 2 || count(other) < 2) return false;
  if (paired) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < base.size(); ++i) {
      if (weight(base[i]) == 0 && weight(other[i]) == 0) continue;
      if (kept != i) {
        base[kept] = std::move(base[i]);
        other[kept] = std::move(other[i]);
      }
      ++kept;
    }
    base.resize(kept);
    other.resize(kept);
    return true;
  }
  const auto empty = [&](const Figure& figure) { return weight(figure) == 0; };
  base.erase(std::remove_if(base.begin(), base.end(), empty), base.end());
  other.erase(std::remove_if(other.begin(), other.end(), empty), other.end());
  return true;
}

}  // namespace torntape::sim
