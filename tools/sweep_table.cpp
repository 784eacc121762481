#include "tools/sweep_table.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "tools/cells.hpp"
#include "tools/results/campaign.hpp"
#include "tools/table.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

using Align = Column::Align;

std::string heading(const std::vector<PointResult>& points, const Settings& sets) {
  const scenarios::Scenario& scenario = points[0].point->scenario;
  std::uint64_t replications = 0;
  for (const PointResult& point : points) replications += point.summary.replications;
  return fmt::format("{}\n{}{} points, {} replications, seed {}\n", scenario.name,
                     sets.empty() ? "" : "with " + readable_settings(sets) + '\n', readable_count(points.size()),
                     readable_count(replications), scenario.seed);
}

/// What tells the key from the others of the sweep: its last word, or the whole of it.
std::string short_name(const std::string& key, const Settings& settings) {
  const auto last = [](const std::string& whole) { return whole.substr(whole.rfind('.') + 1); };
  const auto alike = std::count_if(settings.begin(), settings.end(),
                                   [&](const auto& setting) { return last(setting.first) == last(key); });
  return alike == 1 ? last(key) : key;
}

/// A row a point and precedence, and in CSV one a role.
Table table_of(const std::vector<PointResult>& points, bool every_role) {
  const Settings& keys = points[0].point->settings;
  std::vector<Column> columns{{"", "point"}};
  for (const auto& [key, value] : keys) columns.push_back({short_name(key, keys), key, Align::left});
  for (const Column& column : std::vector<Column>{{"precedence", "precedence", Align::left},
                                                  {"", "role"},
                                                  {"replications", "replications", Align::right, 3},
                                                  {"deliveries", "n", Align::right, 2},
                                                  {"undelivered", "undelivered", Align::right, 4},
                                                  {"mean", "mean_s"},
                                                  {"95 % interval", "", Align::left, 1},
                                                  {"", "ci95_low_s"},
                                                  {"", "ci95_high_s"},
                                                  {"", "p50_s"},
                                                  {"", "p90_s"},
                                                  {"p95", "p95_s"},
                                                  {"", "p99_s"},
                                                  {"", "max_s"},
                                                  {"", "objective_s"},
                                                  {"within", "within_objective"}}) {
    columns.push_back(column);
  }
  Table table(std::move(columns));
  const auto exact = [](std::optional<double> value) { return Cell{"", exact_number(value)}; };
  for (const PointResult& point : points) {
    bool first = true;
    const sim::LatencyRow* above = nullptr;
    for (const sim::LatencyRow& row : point.summary.latency) {
      const bool repeats = !row.role && above != nullptr && above->n == row.n;
      above = &row;
      if (every_role ? repeats : row.role.has_value()) continue;
      std::vector<Cell> cells{{"", results::point_name(point.point->settings)}};
      for (const auto& [key, value] : point.point->settings) cells.push_back({first ? value : "", value});
      const std::string undelivered = std::to_string(point.summary.undelivered);
      for (Cell& cell : std::vector<Cell>{
               Cell::text(topology::word(row.precedence)),
               {"", std::string(row.role ? topology::word(*row.role) : "all")},
               {first ? readable_count(point.summary.replications) : "", std::to_string(point.summary.replications)},
               {readable_count(row.n), std::to_string(row.n)},
               {first ? readable_count(point.summary.undelivered) : "", undelivered},
               time_cell(row.mean),
               interval_cell(row.interval),
               exact(row.interval ? std::optional(row.interval->first) : std::nullopt),
               exact(row.interval ? std::optional(row.interval->second) : std::nullopt),
               exact(row.p50),
               exact(row.p90),
               time_cell(row.p95),
               exact(row.p99),
               exact(row.most),
               exact(row.objective),
               within_cell(row.within)}) {
        cells.push_back(std::move(cell));
      }
      table.add(std::move(cells));
      first = false;
    }
  }
  return table;
}

std::string shown_half_width(const sim::StopRule& rule, double half) {
  return rule.relative ? fmt::format("{:.2g} %", 100 * half) : readable_seconds(half);
}

}  // namespace

std::string sweep_table(const std::vector<PointResult>& points, const Settings& sets, const Look& look) {
  return heading(points, sets) + '\n' + table_of(points, false).text(look);
}

std::string sweep_markdown(const std::vector<PointResult>& points, const Settings& sets) {
  return fmt::format("```text\n{}```\n\n{}", heading(points, sets), table_of(points, false).markdown());
}

std::string sweep_csv(const std::vector<PointResult>& points) {
  return table_of(points, true).csv();
}

std::string figure_text(const sim::StopRule& rule) {
  std::string text(topology::word(rule.precedence));
  if (rule.role) text.append(" ").append(topology::word(*rule.role));
  return text.append(" ").append(sim::word(rule.metric));
}

std::string until_notes(const std::vector<PointResult>& points) {
  std::string text;
  for (const PointResult& point : points) {
    if (!point.watch) continue;
    const sim::StopRule& rule = point.watch->rule();
    const std::string name = results::point_name(point.point->settings);
    if (text.empty()) text += '\n';
    if (!name.empty()) text += name + ": ";
    const std::optional<double> half = point.watch->half_width();
    text += figure_text(rule) + (half ? " known to " + shown_half_width(rule, *half) : " not known");
    text += fmt::format(" after {} replications", point.summary.replications);
    if (!point.watch->reached()) text += fmt::format(": {} was not reached", shown_half_width(rule, rule.half_width));
    text += '\n';
  }
  return text;
}

}  // namespace torntape::tools
