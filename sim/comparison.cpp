#include "sim/comparison.hpp"

#include <algorithm>
#include <functional>

#include "sim/compared_places.hpp"
#include "sim/compared_rows.hpp"
#include "sim/compared_sides.hpp"

namespace torntape::sim {
namespace {

constexpr double kLevel = 0.05;

std::uint64_t undelivered(const std::vector<const Replication*>& replications) {
  std::uint64_t sum = 0;
  for (const Replication* replication : replications) sum += replication->undelivered;
  return sum;
}

Contrast contrast_of(const Results& base, const Results& other) {
  Contrast contrast;
  const Sides sides = choose_sides(base, other, contrast);
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    contrast.same_objective[p] = base.objectives[p] == other.objectives[p];
  }
  contrast.base_undelivered = undelivered(sides.base);
  contrast.other_undelivered = undelivered(sides.other);
  contrast.rows = compare_rows(sides, contrast.same_objective);
  compare_places(base, other, sides, contrast);
  return contrast;
}

/// Corrects the p of all `changes` that have one, and judges by them.
void correct(const std::vector<Change*>& changes) {
  std::vector<double> raw;
  for (const Change* change : changes) {
    if (change->difference.p) raw.push_back(*change->difference.p);
  }
  const std::vector<double> corrected = holm(raw);
  auto next = corrected.begin();
  for (Change* change : changes) {
    if (!change->difference.p) continue;
    change->difference.p = *next++;
    change->real = *change->difference.p <= kLevel;
  }
}

/// Gives the rows that repeat a role's what that role's row was judged.
void repeat(std::vector<ComparisonRow>& rows) {
  for (auto row = rows.begin(); row != rows.end(); ++row) {
    if (!row->repeats) continue;
    const auto repeated = std::find_if(rows.begin(), row, [&](const ComparisonRow& other) {
      return other.precedence == row->precedence && other.metric == row->metric;
    });
    if (repeated != row) row->change = repeated->change;
  }
}

void correct_rows(std::vector<Contrast>& contrasts) {
  std::vector<Change*> changes;
  for (Contrast& contrast : contrasts) {
    for (ComparisonRow& row : contrast.rows) {
      if (!row.repeats) changes.push_back(&row.change);
    }
  }
  correct(changes);
  for (Contrast& contrast : contrasts) repeat(contrast.rows);
}

void correct_places(std::vector<Contrast>& contrasts) {
  std::vector<Change*> addressees;
  std::vector<Change*> circuits;
  for (Contrast& contrast : contrasts) {
    for (AddresseeChange& change : contrast.addressees) addressees.push_back(&change.latency);
    for (CircuitChange& change : contrast.circuits) circuits.push_back(&change.wait);
    for (CircuitChange& change : contrast.circuits) circuits.push_back(&change.utilization);
  }
  correct(addressees);
  correct(circuits);
}

void order_places(Contrast& contrast) {
  std::stable_sort(contrast.addressees.begin(), contrast.addressees.end(),
                   [](const auto& a, const auto& b) { return a.latency.value() > b.latency.value(); });
  std::stable_sort(contrast.circuits.begin(), contrast.circuits.end(),
                   [](const auto& a, const auto& b) { return a.wait.value() > b.wait.value(); });
}

}  // namespace

std::vector<Contrast> compare(const Results& base, std::span<const Results> others) {
  std::vector<Contrast> contrasts;
  contrasts.reserve(others.size());
  for (const Results& other : others) contrasts.push_back(contrast_of(base, other));
  correct_rows(contrasts);
  correct_places(contrasts);
  for (Contrast& contrast : contrasts) order_places(contrast);
  return contrasts;
}

}  // namespace torntape::sim
