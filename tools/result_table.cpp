#include "tools/result_table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "tools/result_json.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

using Align = Table::Align;
constexpr std::size_t kBusiest = 5;

std::string plural(std::uint64_t count, const std::string& word) {
  return readable_count(count) + ' ' + word + (count == 1 ? "" : "s");
}

std::string heading(const scenarios::Scenario& scenario, const sim::Summary& summary) {
  std::string text = fmt::format("{}\n{} of {}", scenario.name, plural(summary.replications, "replication"),
                                 readable_span(sim::seconds(scenario.window.duration - scenario.window.warmup)));
  if (scenario.window.warmup > 0) {
    text += fmt::format(" after {} of warm-up", readable_span(sim::seconds(scenario.window.warmup)));
  }
  text += fmt::format(", seed {}\n", scenario.seed);
  text += fmt::format("{}, {} sent, {}, {} undelivered", plural(summary.messages, "message"),
                      summary.transmissions == 1 ? "1 copy" : readable_count(summary.transmissions) + " copies",
                      summary.deliveries == 1 ? "1 delivery" : readable_count(summary.deliveries) + " deliveries",
                      readable_count(summary.undelivered));
  if (summary.preempted > 0) text += fmt::format(", {} broken by FLASH", plural(summary.preempted, "transmission"));
  return text + '\n';
}

std::string latency_table(const sim::Summary& summary) {
  Table table({Align::left, Align::left, Align::right, Align::right, Align::left, Align::right, Align::right,
               Align::right, Align::right, Align::right, Align::right, Align::right});
  table.add({"precedence", "role", "deliveries", "mean", "95 % interval", "p50", "p90", "p95", "p99", "max",
             "objective", "within"});
  for (std::size_t i = 0; i < summary.latency.size(); ++i) {
    const sim::LatencyRow& row = summary.latency[i];
    const bool repeats_the_row_above = !row.role && row.n == summary.latency[i - 1].n;
    if (repeats_the_row_above) continue;
    const std::string interval = row.interval ? readable_seconds(std::max(0.0, row.interval->first)) + " to " +
                                                    readable_seconds(row.interval->second)
                                              : "-";
    table.add({std::string(topology::word(row.precedence)), std::string(row.role ? topology::word(*row.role) : "all"),
               readable_count(row.n), readable_seconds(row.mean), interval, readable_seconds(row.p50),
               readable_seconds(row.p90), readable_seconds(row.p95), readable_seconds(row.p99),
               readable_seconds(row.most), readable_span(row.objective), readable_share(row.within)});
  }
  return table.text();
}

std::string circuit_name(const sim::Plan& plan, topology::CircuitId id) {
  const topology::Circuit& circuit = plan.network.circuits()[id];
  return fmt::format("{} -> {}", plan.network.stations()[circuit.from].ri.letters(),
                     plan.network.stations()[circuit.to].ri.letters());
}

std::string circuit_table(const sim::Plan& plan, const sim::Summary& summary) {
  std::vector<sim::CircuitRow> rows = summary.circuits;
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.utilization > b.utilization; });
  rows.resize(std::min(rows.size(), kBusiest));
  Table table({Align::left, Align::right, Align::right, Align::right, Align::right, Align::right});
  table.add({"busiest circuits", "utilization", "copies", "mean wait", "mean queue", "max queue"});
  for (const sim::CircuitRow& row : rows) {
    table.add({circuit_name(plan, row.circuit), readable_share(row.utilization), readable_count(row.transmissions),
               row.mean_wait ? readable_seconds(*row.mean_wait) : "-", fmt::format("{:.2f}", row.mean_queue),
               readable_count(row.most_waiting)});
  }
  return table.text();
}

/// The routing lines of one section, by circuit: sections that went alike are shown together.
using Way = std::map<topology::CircuitId, std::string>;

std::string section_names(const std::vector<std::uint32_t>& sections) {
  std::string text = sections.size() == 1 ? "section " : "sections ";
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (i > 0) text += i + 1 == sections.size() ? " and " : ", ";
    text += std::to_string(sections[i]);
  }
  return text;
}

std::string routing_lines_of(const sim::Plan& plan, const sim::Summary& summary, std::uint64_t message) {
  std::map<std::uint32_t, Way> ways;
  for (const sim::RoutingLineRow& row : summary.routing_lines) {
    if (row.message == message) ways[row.section][row.circuit] = routing_line_text(row);
  }
  std::string text;
  while (!ways.empty()) {
    const auto [first, way] = *ways.begin();
    std::vector<std::uint32_t> alike;
    for (const auto& [section, other] : ways) {
      if (other == way) alike.push_back(section);
    }
    for (const std::uint32_t section : alike) ways.erase(section);
    Table table({Align::left, Align::left});
    std::uint32_t telegram = 0;
    for (const sim::RoutingLineRow& row : summary.routing_lines) {
      if (row.message != message || row.section != first) continue;
      telegram = row.telegram;
      table.add({circuit_name(plan, row.circuit), routing_line_text(row)});
    }
    text += fmt::format("\nrouting lines of {}, {}\n{}", plan.telegrams[telegram], section_names(alike), table.text());
  }
  return text;
}

std::string routing_lines(const sim::Plan& plan, const sim::Summary& summary) {
  std::set<std::uint64_t> messages;
  for (const auto& row : summary.routing_lines) messages.insert(row.message);
  std::string text;
  for (const std::uint64_t message : messages) text += routing_lines_of(plan, summary, message);
  return text;
}

}  // namespace

std::string result_table(const scenarios::Scenario& scenario, const sim::Plan& plan, const sim::Summary& summary) {
  std::string text = heading(scenario, summary);
  text += '\n' + (summary.latency.empty() ? "nothing was delivered\n" : latency_table(summary));
  if (summary.undelivered > 0) {
    text += fmt::format("{} undelivered at the end stand in no row: latencies and shares are those of deliveries\n",
                        readable_count(summary.undelivered));
  }
  text += '\n' + circuit_table(plan, summary);
  text += routing_lines(plan, summary);
  return text;
}

}  // namespace torntape::tools
