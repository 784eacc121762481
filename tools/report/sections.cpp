#include "tools/report/sections.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>

#include "sim/inference.hpp"
#include "tools/report/charts.hpp"
#include "tools/report/html.hpp"
#include "tools/text.hpp"
#include "tools/undelivered.hpp"
#include "topology/drawing.hpp"

namespace torntape::tools {
namespace {

constexpr std::size_t kBars = 20;
constexpr std::size_t kWorst = 25;

std::string row_style(const sim::LatencyRow& row) {
  return style_of(row.precedence) + (row.role ? "" : " whole");
}

/// What outages did, where they did anything.
std::string outages_text(const sim::Summary& summary) {
  std::string text;
  if (summary.lost > 0) text += fmt::format(", {} cut by outages", readable_count(summary.lost));
  if (summary.rerouted > 0) text += fmt::format(", copies turned away {} times", readable_count(summary.rerouted));
  return text;
}

/// What is missing from the figures because it had not been delivered at the end.
std::string undelivered_warning(const sim::Summary& summary) {
  if (summary.undelivered == 0) return "";
  const std::uint64_t due = summary.deliveries + summary.undelivered;
  return fmt::format(
      "<p class=\"warning\">Undelivered at the end: {} of {} deliveries that were due ({}): {}. They are missing from "
      "every latency, percentile and share within an objective on this page: those are of what was delivered, and so "
      "better than the truth.</p>\n",
      readable_count(summary.undelivered), readable_count(due),
      readable_share(static_cast<double>(summary.undelivered) / static_cast<double>(due)),
      undelivered_by_precedence(summary));
}

/// What the network alone took, where stations have opening hours.
std::string network_times(const sim::Summary& summary) {
  std::vector<HtmlRow> rows;
  for (const sim::LatencyRow& row : summary.latency) {
    if (!row.network) continue;
    const sim::NetworkTimes& times = *row.network;
    rows.push_back(
        {{std::string(topology::word(row.precedence)), std::string(row.role ? topology::word(*row.role) : "all"),
          readable_seconds(times.mean), readable_seconds(times.p50), readable_seconds(times.p90),
          readable_seconds(times.p95), readable_seconds(times.p99), readable_seconds(times.most),
          readable_span(row.objective), readable_share(times.within)},
         row_style(row)});
  }
  if (rows.empty()) return "";
  return "<p>Stations with opening hours deliver what is in while they are closed when they open. The same deliveries "
         "until they were in at the station, without that wait:</p>\n" +
         html_table("Until in at the station, from filing, by precedence and role",
                    {{"precedence", false},
                     {"role", false},
                     {"mean"},
                     {"p50"},
                     {"p90"},
                     {"p95"},
                     {"p99"},
                     {"max"},
                     {"objective"},
                     {"within"}},
                    rows);
}

std::vector<std::string> circuit_cells(const Case& one, const sim::CircuitRow& row) {
  return {name_of(one.results.circuits[row.circuit]),
          readable_share(row.utilization),
          readable_count(row.transmissions),
          wait_text(row.mean_wait),
          wait_text(row.p95_wait),
          fmt::format("{:.2f}", row.mean_queue),
          readable_count(row.most_waiting)};
}

const std::vector<HtmlColumn> kCircuitColumns{{"circuit", false}, {"utilization"}, {"copies"},       {"mean wait"},
                                              {"p95 wait"},       {"mean queue"},  {"longest queue"}};

/// An addressee over all replications.
struct Served {
  std::size_t id = 0;
  sim::AddresseeTally tally;
  std::vector<sim::RatioPart> parts;  ///< of its mean, a replication each

  double n() const { return static_cast<double>(tally.n); }
  double within() const { return static_cast<double>(tally.within) / n(); }
  double mean() const { return static_cast<double>(tally.sum) / n() * 1e-9; }
};

/// Those with a delivery: the least share in time first, then the longest mean.
std::vector<Served> worst_first(const sim::Results& results) {
  std::vector<Served> all;
  for (std::size_t id = 0; id < results.addressees.size(); ++id) {
    Served served;
    served.id = id;
    for (const sim::Replication& replication : results.replications) {
      const sim::AddresseeTally& tally = replication.addressees[id];
      if (tally.n == 0) continue;
      served.tally.merge(tally);
      served.parts.push_back({static_cast<double>(tally.sum) * 1e-9, static_cast<double>(tally.n)});
    }
    if (served.tally.n > 0) all.push_back(std::move(served));
  }
  std::sort(all.begin(), all.end(), [](const Served& a, const Served& b) {
    return std::tuple(a.within(), -a.mean(), a.id) < std::tuple(b.within(), -b.mean(), b.id);
  });
  return all;
}

HtmlRow addressee_row(const sim::Results& results, const Served& served) {
  const auto interval =
      served.parts.size() < 2 ? std::nullopt : sim::interval_of(served.mean(), sim::pseudo_values(served.parts));
  return {{name_of(results.addressees[served.id]), readable_count(served.tally.n), readable_share(served.within()),
           readable_seconds(served.mean()), readable_interval(interval),
           readable_seconds(sim::seconds(served.tally.most))}};
}

}  // namespace

std::string wait_text(const std::optional<double>& wait) {
  return wait ? readable_seconds(*wait) : "-";
}

std::string latency_section(const Case& one) {
  std::vector<HtmlRow> rows;
  for (const sim::LatencyRow& row : one.summary.latency) {
    const std::string role(row.role ? topology::word(*row.role) : "all");
    rows.push_back({{std::string(topology::word(row.precedence)), role, readable_count(row.n),
                     readable_seconds(row.mean), readable_interval(row.interval), readable_seconds(row.p50),
                     readable_seconds(row.p90), readable_seconds(row.p95), readable_seconds(row.p99),
                     readable_seconds(row.most), readable_span(row.objective), readable_share(row.within)},
                    row_style(row)});
  }
  const sim::Summary& summary = one.summary;
  std::string text =
      fmt::format("<p>{}, {} sent, {}, {} undelivered, {} broken by pre-emption{}; {}.</p>\n",
                  readable_count(summary.messages, "message"),
                  summary.transmissions == 1 ? "1 copy" : readable_count(summary.transmissions) + " copies",
                  summary.deliveries == 1 ? "1 delivery" : readable_count(summary.deliveries) + " deliveries",
                  readable_count(summary.undelivered), readable_count(summary.preempted, "transmission"),
                  outages_text(summary), readable_count(summary.replications, "replication")) +
      undelivered_warning(summary);
  if (rows.empty()) return text + "<p>Nothing was delivered that counts.</p>\n";
  return text +
         html_table("Latency, filed to delivered, by precedence and role",
                    {{"precedence", false},
                     {"role", false},
                     {"deliveries"},
                     {"mean"},
                     {"95 % interval"},
                     {"p50"},
                     {"p90"},
                     {"p95"},
                     {"p99"},
                     {"max"},
                     {"objective"},
                     {"within"}},
                    rows) +
         network_times(summary);
}

std::string distribution_section(const Case& one, const Distribution& distribution) {
  if (distribution.curves.empty()) return "";
  const TimeAxis axis = time_axis(distribution);
  std::vector<double> times;
  for (const double time :
       {1.0,    2.0,    5.0,    10.0,    20.0,    30.0,    60.0,    120.0,    300.0,    600.0,   1200.0,
        1800.0, 3600.0, 7200.0, 10800.0, 21600.0, 43200.0, 86400.0, 172800.0, 345600.0, 864000.0}) {
    if (time >= distribution.times.front() && time <= axis.to) times.push_back(time);
  }
  std::vector<HtmlRow> rows;
  for (const Curve& curve : distribution_at(one.results, times).curves) {
    HtmlRow row{{std::string(topology::word(curve.precedence))}, style_of(curve.precedence)};
    for (const double share : curve.share) row.cells.push_back(readable_share(share));
    row.cells.push_back(fmt::format("{} in {}", readable_share(curve.within), readable_span(curve.objective)));
    rows.push_back(std::move(row));
  }
  std::vector<HtmlColumn> columns{{"delivered within", false}};
  for (const double time : times) columns.push_back({readable_span(time)});
  columns.push_back({"objective"});
  return html_figure("<div class=\"plot\">" +
                         distribution_chart(distribution, "Share of deliveries within a time, by precedence") +
                         "</div>",
                     one.results.replications.size() > 1
                         ? "Share of deliveries within a time after filing. The band spans the replications; the "
                           "dashed uprights are the "
                           "objectives."
                         : "Share of deliveries within a time after filing. The dashed uprights are the objectives.",
                     html_details("As a table", html_table("Share of deliveries within a time", columns, rows)));
}

std::string circuits_section(const Case& one) {
  std::vector<sim::CircuitRow> order = one.summary.circuits;
  std::stable_sort(order.begin(), order.end(),
                   [](const sim::CircuitRow& a, const sim::CircuitRow& b) { return a.utilization > b.utilization; });
  std::vector<Bar> bars;
  std::vector<HtmlRow> rows;
  for (const sim::CircuitRow& row : order) {
    rows.push_back({circuit_cells(one, row)});
    if (bars.size() == kBars) continue;
    bars.push_back({name_of(one.results.circuits[row.circuit]), row.utilization, readable_share(row.utilization),
                    row.mean_wait.value_or(0), wait_text(row.mean_wait)});
  }
  if (bars.empty()) return "";
  const std::string words = rows.size() > kBars ? fmt::format("The {} busiest of {} directions of circuits.", kBars,
                                                              readable_count(rows.size()))
                                                : std::string("Each direction of a circuit, the busiest first.");
  const std::string table = html_table("Circuits, the busiest first", kCircuitColumns, rows);
  return html_figure("<div class=\"plot\">" +
                         bar_chart(bars, "Utilization and mean wait by circuit", "utilization", "mean wait a copy") +
                         "</div>",
                     words, html_details(fmt::format("All {} as a table", readable_count(rows.size())), table));
}

std::string addressees_section(const Case& one) {
  const std::vector<Served> served = worst_first(one.results);
  if (served.empty()) return "<p>Nothing was delivered that counts.</p>\n";
  std::vector<HtmlRow> worst;
  std::vector<HtmlRow> rest;
  for (const Served& addressee : served) {
    (worst.size() < kWorst ? worst : rest).push_back(addressee_row(one.results, addressee));
  }
  const std::vector<HtmlColumn> columns{{"addressee", false}, {"deliveries"}, {"within objective"}, {"mean"},
                                        {"95 % interval"},    {"max"}};
  std::string text = html_table("Addressees, the least share within the objective first, then the longest mean latency",
                                columns, worst);
  if (!rest.empty()) {
    text += html_details(fmt::format("The other {}", readable_count(rest.size())),
                         html_table("The other addressees, in the same order", columns, rest));
  }
  return text;
}

}  // namespace torntape::tools
