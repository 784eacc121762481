#include "sim/compared_rows.hpp"

#include <cmath>

#include "sim/batch_means.hpp"

namespace torntape::sim {
namespace {

constexpr std::array kQuantiles{0.50, 0.90, 0.95, 0.99};
using Quantiles = std::array<double, kQuantiles.size()>;

/// A percentile beyond which a side has fewer deliveries than this is told, but not judged.
constexpr double kFewest = 10;

/// The deliveries of one precedence and role on one side, replication by replication and in all.
struct Sample {
  std::vector<LatencyTally> each;
  LatencyTally all;
  Stretches stretches;  ///< of a replication that is alone
};

Stretches stretches_of(const Replication& replication, std::size_t p, std::optional<Role> role) {
  const auto& stretches = replication.stretches[p];
  return role ? stretches[static_cast<std::size_t>(*role)] : together(stretches[0], stretches[1]);
}

Sample sample_of(const std::vector<const Replication*>& replications, std::size_t p, std::optional<Role> role) {
  Sample sample;
  for (const Replication* replication : replications) {
    const auto& tallies = replication->latencies[p];
    LatencyTally tally;
    if (role) {
      tally = tallies[static_cast<std::size_t>(*role)];
    } else {
      for (const LatencyTally& one : tallies) tally.merge(one);
    }
    sample.all.merge(tally);
    sample.each.push_back(std::move(tally));
  }
  if (replications.size() == 1) sample.stretches = stretches_of(*replications.front(), p, role);
  return sample;
}

/// Seconds; quantiles of `all` without `one`. Inside its bin a quantile moves in proportion, so that a small change of
/// the counts is a small change of the quantile.
Quantiles quantiles_without(const LatencyTally& all, const LatencyTally& one) {
  const auto rest = static_cast<double>(all.n - one.n);
  const auto& counts = all.histogram.counts();
  const auto& less = one.histogram.counts();
  const std::size_t shift = one.histogram.first_bin() - all.histogram.first_bin();
  Quantiles quantiles{};
  std::size_t next = 0;
  double passed = 0;
  for (std::size_t i = 0; i < counts.size() && next < kQuantiles.size(); ++i) {
    const std::size_t place = i - shift;
    const auto count = static_cast<double>(counts[i] - (place < less.size() ? less[place] : 0));
    const std::size_t bin = all.histogram.first_bin() + i;
    while (next < kQuantiles.size() && count > 0 && passed + count >= kQuantiles[next] * rest) {
      const double inside = (kQuantiles[next] * rest - passed) / count;
      const auto low = static_cast<double>(Histogram::lowest(bin));
      const auto high = static_cast<double>(Histogram::lowest(bin + 1));
      quantiles[next++] = (low + inside * (high - low)) * 1e-9;
    }
    passed += count;
  }
  return quantiles;
}

std::array<std::vector<double>, kQuantiles.size()> quantile_pseudo_values(const Sample& sample) {
  std::array<std::vector<double>, kQuantiles.size()> values;
  const Quantiles whole = quantiles_without(sample.all, LatencyTally());
  for (const LatencyTally& tally : sample.each) {
    const Quantiles without = quantiles_without(sample.all, tally);
    for (std::size_t q = 0; q < kQuantiles.size(); ++q) values[q].push_back(without[q]);
  }
  for (std::size_t q = 0; q < kQuantiles.size(); ++q) values[q] = pseudo_values(whole[q], values[q]);
  return values;
}

/// Seconds by which a quantile can be wrong for its bin's width.
double half_a_bin(Time quantile) {
  const std::size_t bin = Histogram::bin(quantile);
  return seconds(Histogram::lowest(bin + 1) - Histogram::lowest(bin)) / 2;
}

bool has_enough_beyond(const Sample& sample, double q) {
  return static_cast<double>(sample.all.n) * (1 - q) >= kFewest - 1e-9;
}

/// Compares one precedence and role of both sides.
class RowPair {
 public:
  RowPair(const Sides& sides, Sample base, Sample other)
      : sides_(sides), base_(std::move(base)), other_(std::move(other)) {}

  /// Batches stand for the replications of a side that has one alone.
  Change mean() const {
    const double base = base_.all.mean();
    const double other = other_.all.mean();
    if (sides_.paired && sides_.same_window && sides_.base.size() == 1) {
      BatchPairs pairs = batch_pairs_of(base, base_.stretches, other, other_.stretches);
      return change_of_ratio(true, base, other, std::move(pairs.base), std::move(pairs.other));
    }
    const bool paired = sides_.paired && sides_.base.size() > 1;
    return change_of_ratio(paired, base, other, mean_parts(base_), mean_parts(other_));
  }

  Change within() const {
    const auto part = [](const LatencyTally& tally) {
      return RatioPart{static_cast<double>(tally.within), static_cast<double>(tally.n)};
    };
    const auto share = [&](const Sample& sample) { return part(sample.all).sum / part(sample.all).weight; };
    return change_of_ratio(sides_.paired, share(base_), share(other_), parts(base_, part), parts(other_, part));
  }

  /// Of kQuantiles, in their order. Takes the samples' replications without deliveries out.
  std::array<Change, kQuantiles.size()> quantiles() {
    const bool judged =
        keep_weighty(sides_.paired, base_.each, other_.each, [](const LatencyTally& tally) { return tally.n; });
    std::array<std::vector<double>, kQuantiles.size()> base_pseudo;
    std::array<std::vector<double>, kQuantiles.size()> other_pseudo;
    if (judged) {
      base_pseudo = quantile_pseudo_values(base_);
      other_pseudo = quantile_pseudo_values(other_);
    }
    std::array<Change, kQuantiles.size()> changes;
    for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
      const Time base = base_.all.quantile(kQuantiles[q]);
      const Time other = other_.all.quantile(kQuantiles[q]);
      changes[q] = {seconds(base), seconds(other), {seconds(other) - seconds(base), {}, {}}, false};
      const bool enough = has_enough_beyond(base_, kQuantiles[q]) && has_enough_beyond(other_, kQuantiles[q]);
      if (!judged || !(enough || sides_.alike)) continue;
      changes[q] = change_by(sides_.paired, seconds(base), seconds(other), base_pseudo[q], other_pseudo[q],
                             sides_.alike ? 0 : half_a_bin(base) + half_a_bin(other));
    }
    return changes;
  }

 private:
  static std::vector<RatioPart> mean_parts(const Sample& sample) {
    if (sample.each.size() == 1) return batches_of(sample.all.mean(), sample.stretches);
    return parts(sample, [](const LatencyTally& tally) { return tally.part(); });
  }

  template <class Part>
  static std::vector<RatioPart> parts(const Sample& sample, Part part) {
    std::vector<RatioPart> parts;
    for (const LatencyTally& tally : sample.each) parts.push_back(part(tally));
    return parts;
  }

  const Sides& sides_;
  Sample base_, other_;
};

void add_rows(const Sides& sides, std::size_t p, std::optional<Role> role, bool same_objective, bool repeats,
              std::vector<ComparisonRow>& rows) {
  Sample base = sample_of(sides.base, p, role);
  Sample other = sample_of(sides.other, p, role);
  if (base.all.n == 0 || other.all.n == 0) return;
  RowPair pair(sides, std::move(base), std::move(other));
  const auto add = [&](Metric metric, const Change& change) {
    rows.push_back({static_cast<Precedence>(p), role, metric, change, repeats});
  };
  const Change within = pair.within();
  add(Metric::mean, pair.mean());
  const auto quantiles = pair.quantiles();
  add(Metric::p50, quantiles[0]);
  add(Metric::p90, quantiles[1]);
  add(Metric::p95, quantiles[2]);
  add(Metric::p99, quantiles[3]);
  if (same_objective) add(Metric::within, within);
}

bool has_any(const std::vector<const Replication*>& replications, std::size_t p, Role role) {
  return std::any_of(replications.begin(), replications.end(), [&](const Replication* replication) {
    return replication->latencies[p][static_cast<std::size_t>(role)].n > 0;
  });
}

}  // namespace

std::vector<ComparisonRow> compare_rows(const Sides& sides,
                                        const std::array<bool, topology::kPrecedences>& same_objective) {
  std::vector<ComparisonRow> rows;
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    const auto absent = [&](Role role) { return !has_any(sides.base, p, role) && !has_any(sides.other, p, role); };
    const bool one_role = absent(Role::action) || absent(Role::info);
    add_rows(sides, p, Role::action, same_objective[p], false, rows);
    add_rows(sides, p, Role::info, same_objective[p], false, rows);
    add_rows(sides, p, std::nullopt, same_objective[p], one_role, rows);
  }
  return rows;
}

}  // namespace torntape::sim
