#include <fmt/core.h>

#include <algorithm>

#include "tools/compare/figures.hpp"
#include "tools/compare/report.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

std::string direction(double difference) {
  return difference < 0 ? "sooner" : "later";
}

/// `4.1 min sooner (3.8 to 4.4), real`, of a time.
std::string time_verdict(const sim::Change& change) {
  const sim::Difference& difference = change.difference;
  const ChangeFigures figures = ChangeFigures::of_time(difference);
  const std::string moved = difference.value == 0 ? "no difference"
                                                  : fmt::format("{} {} {}", figures.size(difference.value),
                                                                figures.unit(), direction(difference.value));
  if (!difference.interval) return moved + ", real or not cannot be told";
  const auto [low, high] = *difference.interval;
  if (low == 0 && high == 0) return "no difference";
  if (low <= 0 && high >= 0) {
    return fmt::format("no real difference ({0} {1} sooner to {2} {1} later)", figures.size(low), figures.unit(),
                       figures.size(high));
  }
  const auto [least, most] = std::minmax(low, high, [](double a, double b) { return std::abs(a) < std::abs(b); });
  return fmt::format("{} ({} to {}), {}", moved, figures.size(least), figures.size(most),
                     change.real ? "real" : "may be chance");
}

const sim::ComparisonRow* find(const sim::Contrast& contrast, const sim::ComparisonRow& like, sim::Metric metric) {
  const auto found = std::find_if(contrast.rows.begin(), contrast.rows.end(), [&](const sim::ComparisonRow& row) {
    return row.precedence == like.precedence && row.role == like.role && row.metric == metric;
  });
  return found == contrast.rows.end() ? nullptr : &*found;
}

/// What is real beside the mean: the slowest ones where the mean shows nothing, and the share in time.
std::string further(const sim::Contrast& contrast, const sim::ComparisonRow& mean) {
  std::string text;
  if (!mean.change.real) {
    for (const sim::Metric metric : {sim::Metric::p99, sim::Metric::p95, sim::Metric::p90, sim::Metric::p50}) {
      const sim::ComparisonRow* row = find(contrast, mean, metric);
      if (row == nullptr || !row->change.real) continue;
      text += fmt::format("; {} {}", sim::word(metric), time_verdict(row->change));
      break;
    }
  }
  const sim::ComparisonRow* within = find(contrast, mean, sim::Metric::within);
  if (within != nullptr && within->change.real) {
    text += fmt::format("; {} instead of {} in time, real", readable_share(within->change.other),
                        readable_share(within->change.base));
  }
  return text;
}

std::string window_text(const sim::Window& window) {
  return fmt::format("{} after {} of warm-up", readable_span(sim::seconds(window.duration - window.warmup)),
                     readable_span(sim::seconds(window.warmup)));
}

std::string pairing_caution(const Side& base, const Side& other, const sim::Contrast& contrast) {
  if (contrast.pairing == sim::Pairing::seeds_differ) {
    return fmt::format(
        "not paired: the seeds differ ({} and {}), so the sides met different traffic; compared as independent, with "
        "wider intervals",
        base.results.seed, other.results.seed);
  }
  return "not paired: fewer than two replications have the same number on both sides; compared as independent, with "
         "wider intervals";
}

void add_left_out(const Side& side, std::size_t count, std::vector<std::string>& lines) {
  if (count == 0) return;
  lines.push_back(fmt::format("{} of {} left out, having no partner of the same number on the other side",
                              readable_count(count, "replication"), side.name));
}

}  // namespace

std::vector<std::string> cautions(const Side& base, const Side& other, const sim::Contrast& contrast) {
  std::vector<std::string> lines;
  if (contrast.pairing != sim::Pairing::paired) lines.push_back(pairing_caution(base, other, contrast));
  add_left_out(base, contrast.base_left_out, lines);
  add_left_out(other, contrast.other_left_out, lines);
  if (contrast.base_replications < 2 || contrast.other_replications < 2) {
    const bool any = std::any_of(contrast.rows.begin(), contrast.rows.end(),
                                 [](const sim::ComparisonRow& row) { return row.change.difference.p.has_value(); });
    lines.emplace_back(any ? "one replication can be judged by its means alone: give --replications 20"
                           : "one replication cannot tell a difference from chance: give --replications 20");
  }
  if (!contrast.same_window) {
    lines.push_back(fmt::format("the sides count different times: {}, and {}", window_text(base.results.window),
                                window_text(other.results.window)));
  }
  if (contrast.pairing == sim::Pairing::paired && !contrast.same_traffic) {
    lines.emplace_back("the sides met different traffic, though of the same random numbers");
  }
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    if (contrast.same_objective[p]) continue;
    lines.push_back(fmt::format("{} has different objectives, {} and {}: the shares within them are not compared",
                                topology::word(static_cast<sim::Precedence>(p)),
                                readable_span(sim::seconds(base.results.objectives[p])),
                                readable_span(sim::seconds(other.results.objectives[p]))));
  }
  if (contrast.base_undelivered + contrast.other_undelivered > 0) {
    lines.push_back(fmt::format(
        "undelivered: {} in {}, {} in {}; their latencies are missing, so that a side with more of them looks better",
        readable_count(contrast.base_undelivered), base.name, readable_count(contrast.other_undelivered), other.name));
  }
  return lines;
}

std::vector<std::string> verdicts(const sim::Contrast& contrast) {
  std::vector<std::string> lines;
  for (const sim::ComparisonRow& row : contrast.rows) {
    if (row.metric != sim::Metric::mean || !row.role) continue;
    lines.push_back(fmt::format("{} {}: {}{}", topology::word(row.precedence), topology::word(*row.role),
                                time_verdict(row.change), further(contrast, row)));
  }
  return lines;
}

}  // namespace torntape::tools
