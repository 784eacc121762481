#include "tools/result_table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "sim/line_noise.hpp"
#include "tools/cells.hpp"
#include "tools/result_json.hpp"
#include "tools/table.hpp"
#include "tools/text.hpp"
#include "tools/undelivered.hpp"

namespace torntape::tools {
namespace {

using Align = Column::Align;
constexpr std::size_t kBusiest = 5;

std::string heading(const PointResult& result, const Settings& sets) {
  const scenarios::Scenario& scenario = result.point->scenario;
  const sim::Summary& summary = result.summary;
  std::string text = scenario.name + '\n';
  if (!sets.empty()) text += "with " + readable_settings(sets) + '\n';
  text += fmt::format("{} of {}", readable_count(summary.replications, "replication"),
                      readable_span(sim::seconds(scenario.window.duration - scenario.window.warmup)));
  if (scenario.window.warmup > 0) {
    text += fmt::format(" after {} of warm-up", readable_span(sim::seconds(scenario.window.warmup)));
  }
  text += fmt::format(", seed {}\n", scenario.seed);
  text += fmt::format("{}, {} sent, {}, {} undelivered", readable_count(summary.messages, "message"),
                      summary.transmissions == 1 ? "1 copy" : readable_count(summary.transmissions) + " copies",
                      summary.deliveries == 1 ? "1 delivery" : readable_count(summary.deliveries) + " deliveries",
                      readable_count(summary.undelivered));
  if (summary.preempted > 0) text += fmt::format(", {} broken", readable_count(summary.preempted, "transmission"));
  if (summary.lost > 0) text += fmt::format(", {} cut by outages", readable_count(summary.lost));
  if (summary.rerouted > 0) text += fmt::format(", {} rerouted", readable_count(summary.rerouted));
  text += '\n';
  const sim::ErrorTally& errors = summary.errors;
  if (!sim::LineNoise::any(*result.point->plan)) return text;
  return text + fmt::format("errors on the line: {} garbled, {} not received, {}, {} filed, {}\n",
                            readable_count(errors.garbled), readable_count(errors.missing),
                            readable_count(errors.reruns, "rerun"), readable_count(errors.duplicates, "duplicate"),
                            readable_count(errors.service, "service message"));
}

bool repeats_the_row_above(const sim::Summary& summary, std::size_t row) {
  return !summary.latency[row].role && summary.latency[row].n == summary.latency[row - 1].n;
}

bool has_network_times(const sim::Summary& summary) {
  return !summary.latency.empty() && summary.latency.front().network.has_value();
}

/// For programs alone.
void add_network_columns(std::vector<Column>& columns) {
  for (const char* key : {"network_mean_s", "network_p50_s", "network_p90_s", "network_p95_s", "network_p99_s",
                          "network_max_s", "network_within_objective"}) {
    columns.push_back({"", key});
  }
}

void add_network_cells(const sim::NetworkTimes& times, std::vector<Cell>& cells) {
  for (const double figure : {times.mean, times.p50, times.p90, times.p95, times.p99, times.most, times.within}) {
    cells.push_back({"", exact_number(figure)});
  }
}

Table latency_table(const sim::Summary& summary) {
  std::vector<Column> columns{{"precedence", "precedence", Align::left},
                              {"role", "role", Align::left},
                              {"deliveries", "n"},
                              {"mean", "mean_s"},
                              {"95 % interval", "", Align::left, 5},
                              {"", "ci95_low_s"},
                              {"", "ci95_high_s"},
                              {"p50", "p50_s", Align::right, 4},
                              {"p90", "p90_s", Align::right, 7},
                              {"p95", "p95_s"},
                              {"p99", "p99_s", Align::right, 3},
                              {"max", "max_s", Align::right, 6},
                              {"objective", "objective_s", Align::right, 2},
                              {"within", "within_objective"}};
  if (has_network_times(summary)) add_network_columns(columns);
  Table table(std::move(columns));
  for (std::size_t i = 0; i < summary.latency.size(); ++i) {
    const sim::LatencyRow& row = summary.latency[i];
    if (repeats_the_row_above(summary, i)) continue;
    const auto low = row.interval ? std::optional(row.interval->first) : std::nullopt;
    const auto high = row.interval ? std::optional(row.interval->second) : std::nullopt;
    std::vector<Cell> cells{Cell::text(topology::word(row.precedence)),
                            Cell::text(row.role ? topology::word(*row.role) : "all"),
                            {readable_count(row.n), std::to_string(row.n)},
                            time_cell(row.mean),
                            interval_cell(row.interval),
                            {"", exact_number(low)},
                            {"", exact_number(high)},
                            time_cell(row.p50),
                            time_cell(row.p90),
                            time_cell(row.p95),
                            time_cell(row.p99),
                            time_cell(row.most),
                            {readable_span(row.objective), exact_number(row.objective)},
                            within_cell(row.within)};
    if (row.network) add_network_cells(*row.network, cells);
    table.add(std::move(cells));
  }
  return table;
}

/// What the network alone took, for people.
Table network_table(const sim::Summary& summary) {
  Table table({{"until in at the station", "", Align::left},
               {"role", "", Align::left},
               {"mean", ""},
               {"p50", "", Align::right, 3},
               {"p90", "", Align::right, 4},
               {"p95", ""},
               {"p99", "", Align::right, 2},
               {"max", "", Align::right, 5},
               {"objective", "", Align::right, 1},
               {"within", ""}});
  for (std::size_t i = 0; i < summary.latency.size(); ++i) {
    const sim::LatencyRow& row = summary.latency[i];
    if (repeats_the_row_above(summary, i)) continue;
    table.add({Cell::text(topology::word(row.precedence)),
               Cell::text(row.role ? topology::word(*row.role) : "all"),
               time_cell(row.network->mean),
               time_cell(row.network->p50),
               time_cell(row.network->p90),
               time_cell(row.network->p95),
               time_cell(row.network->p99),
               time_cell(row.network->most),
               {readable_span(row.objective), ""},
               within_cell(row.network->within)});
  }
  return table;
}

std::string circuit_name(const sim::Plan& plan, topology::CircuitId id) {
  const topology::Circuit& circuit = plan.network.circuits()[id];
  return fmt::format("{} -> {}", plan.network.stations()[circuit.from].ri.letters(),
                     plan.network.stations()[circuit.to].ri.letters());
}

Table circuit_table(const sim::Plan& plan, const sim::Summary& summary) {
  std::vector<sim::CircuitRow> rows = summary.circuits;
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.utilization > b.utilization; });
  rows.resize(std::min(rows.size(), kBusiest));
  Table table({{"busiest circuits", "", Align::left},
               {"utilization", ""},
               {"copies", ""},
               {"mean wait", ""},
               {"mean queue", "", Align::right, 2},
               {"max queue", "", Align::right, 1}});
  for (const sim::CircuitRow& row : rows) {
    table.add({Cell::text(circuit_name(plan, row.circuit)),
               {readable_share(row.utilization), "", row.utilization},
               {readable_count(row.transmissions), ""},
               {row.mean_wait ? readable_seconds(*row.mean_wait) : "-", ""},
               {fmt::format("{:.2f}", row.mean_queue), ""},
               {readable_count(row.most_waiting), ""}});
  }
  return table;
}

/// Relays where copies wait for operators or the opening.
Table desk_table(const sim::Plan& plan, const sim::Summary& summary) {
  Table table({{"relays with operators or hours", "", Align::left},
               {"operators", ""},
               {"utilization", ""},
               {"copies", ""},
               {"mean wait", ""},
               {"mean queue", "", Align::right, 2},
               {"max queue", "", Align::right, 1}});
  for (const sim::DeskRow& row : summary.desks) {
    table.add({Cell::text(plan.network.stations()[row.station].ri.letters()),
               {row.operators > 0 ? std::to_string(row.operators) : "-", ""},
               {row.utilization ? readable_share(*row.utilization) : "-", "", row.utilization},
               {readable_count(row.copies), ""},
               {row.mean_wait ? readable_seconds(*row.mean_wait) : "-", ""},
               {fmt::format("{:.2f}", row.mean_queue), ""},
               {readable_count(row.most_waiting), ""}});
  }
  return table;
}

/// The routing lines of one section, by circuit, twice where it was sent twice: sections that went alike are shown
/// together.
using Way = std::multiset<std::pair<topology::CircuitId, std::string>>;

std::string section_names(const std::vector<std::uint32_t>& sections) {
  std::string text = sections.size() == 1 ? "section " : "sections ";
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (i > 0) text += i + 1 == sections.size() ? " and " : ", ";
    text += std::to_string(sections[i]);
  }
  return text;
}

std::string routing_lines_of(const sim::Plan& plan, const sim::Summary& summary, std::uint64_t message,
                             std::string_view fence) {
  std::map<std::uint32_t, Way> ways;
  for (const sim::RoutingLineRow& row : summary.routing_lines) {
    if (row.message == message) ways[row.section].emplace(row.circuit, routing_line_text(row));
  }
  std::string text;
  while (!ways.empty()) {
    const auto [first, way] = *ways.begin();
    std::vector<std::uint32_t> alike;
    for (const auto& [section, other] : ways) {
      if (other == way) alike.push_back(section);
    }
    for (const std::uint32_t section : alike) ways.erase(section);
    std::uint32_t telegram = 0;
    std::size_t width = 0;
    for (const auto& [circuit, line] : way) width = std::max(width, circuit_name(plan, circuit).size());
    std::string lines;
    for (const sim::RoutingLineRow& row : summary.routing_lines) {
      if (row.message != message || row.section != first) continue;
      telegram = row.telegram;
      lines += fmt::format("{:<{}}  {}\n", circuit_name(plan, row.circuit), width, routing_line_text(row));
    }
    text += fmt::format("\nrouting lines of {}, {}\n{}{}{}", plan.telegrams[telegram], section_names(alike), fence,
                        lines, fence);
  }
  return text;
}

/// `fence`: the line before and after the rows.
std::string routing_lines(const sim::Plan& plan, const sim::Summary& summary, std::string_view fence) {
  std::set<std::uint64_t> messages;
  for (const auto& row : summary.routing_lines) messages.insert(row.message);
  std::string text;
  for (const std::uint64_t message : messages) text += routing_lines_of(plan, summary, message, fence);
  return text;
}

const std::string kNothing = "nothing was delivered\n";

/// What a reader of the latencies must know.
std::string notes(const sim::Summary& summary) {
  std::string text;
  if (summary.undelivered > 0) {
    text += fmt::format("undelivered at the end, and in no row: {}; latencies and shares are those of deliveries\n",
                        undelivered_by_precedence(summary));
  }
  const bool unknown = std::any_of(summary.latency.begin(), summary.latency.end(),
                                   [](const sim::LatencyRow& row) { return !row.interval; });
  if (unknown) {
    text += summary.replications == 1
                ? "no interval where one replication is too short or too uneven for one: give --replications 20\n"
                : "no interval where fewer than two replications have a delivery\n";
  }
  return text;
}

}  // namespace

std::string result_table(const PointResult& result, const Settings& sets, const Look& look) {
  const sim::Plan& plan = *result.point->plan;
  const sim::Summary& summary = result.summary;
  std::string text = heading(result, sets);
  text += '\n' + (summary.latency.empty() ? kNothing : latency_table(summary).text(look));
  text += notes(summary);
  if (has_network_times(summary)) text += '\n' + network_table(summary).text(look);
  text += '\n' + circuit_table(plan, summary).text(look);
  if (!summary.desks.empty()) text += '\n' + desk_table(plan, summary).text(look);
  text += routing_lines(plan, summary, "");
  return text;
}

std::string result_markdown(const PointResult& result, const Settings& sets) {
  const sim::Plan& plan = *result.point->plan;
  const sim::Summary& summary = result.summary;
  std::string text = fmt::format("```text\n{}```\n", heading(result, sets));
  text += '\n' + (summary.latency.empty() ? kNothing : latency_table(summary).markdown());
  const std::string note = notes(summary);
  if (!note.empty()) text += '\n' + note;
  if (has_network_times(summary)) text += '\n' + network_table(summary).markdown();
  text += '\n' + circuit_table(plan, summary).markdown();
  if (!summary.desks.empty()) text += '\n' + desk_table(plan, summary).markdown();
  text += routing_lines(plan, summary, "```text\n");
  return text;
}

std::string result_csv(const sim::Summary& summary) {
  return latency_table(summary).csv();
}

}  // namespace torntape::tools
