#include "tools/results/tables.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "tools/results/database.hpp"
#include "tools/results/describe.hpp"
#include "tools/results/histogram_blob.hpp"

namespace torntape::results {
namespace {

/// A table as it is exported. In a column whose name ends in _s a whole number is one of nanoseconds; it is written as
/// seconds.
struct Export {
  std::string_view name;
  std::string_view query;
};

constexpr std::string_view kHistograms = "latency_histograms";

constexpr std::array kExports{
    Export{"runs", "SELECT run, scenario, version, seed, replications, until, deliveries, text, resolved FROM runs"},
    Export{"settings", "SELECT run, key, value FROM settings ORDER BY run, place"},
    Export{"inputs", "SELECT run, path, bytes, sha256 FROM inputs ORDER BY run, place"},
    Export{"points",
           "SELECT run, point, name, seed, warmup_ns AS warmup_s, duration_ns AS duration_s, drain_ns AS drain_s, "
           "flash_objective_ns AS flash_objective_s, immediate_objective_ns AS immediate_objective_s, "
           "priority_objective_ns AS priority_objective_s, routine_objective_ns AS routine_objective_s "
           "FROM points ORDER BY run, point"},
    Export{"point_settings", "SELECT run, point, key, value FROM point_settings ORDER BY run, point, place"},
    Export{"stations",
           "SELECT run, point, ri, stations.name, relay FROM points JOIN stations USING (run, network) "
           "ORDER BY run, point, station"},
    Export{"replications",
           "SELECT run, point, replication, fingerprint, traffic, messages, transmissions, deliveries, undelivered, "
           "preempted, lost, rerouted, all_transmissions FROM replications ORDER BY run, point, replication"},
    Export{"latencies",
           "SELECT run, point, replication, precedence, role, n, (sum_seconds + sum_nanoseconds * 1e-9) / n AS mean_s, "
           "p50_ns AS p50_s, p90_ns AS p90_s, p95_ns AS p95_s, p99_ns AS p99_s, least_ns AS min_s, most_ns AS max_s, "
           "within * 1.0 / n AS within_objective FROM latencies ORDER BY run, point, replication, "
           "CASE precedence WHEN 'FLASH' THEN 0 WHEN 'IMMEDIATE' THEN 1 WHEN 'PRIORITY' THEN 2 ELSE 3 END, role"},
    Export{"undelivered",
           "SELECT run, point, replication, precedence, role, n FROM undelivered ORDER BY run, point, replication, "
           "CASE precedence WHEN 'FLASH' THEN 0 WHEN 'IMMEDIATE' THEN 1 WHEN 'PRIORITY' THEN 2 ELSE 3 END, role"},
    Export{"network_times",
           "SELECT run, point, replication, precedence, role, n, (sum_seconds + sum_nanoseconds * 1e-9) / n AS mean_s, "
           "p50_ns AS p50_s, p90_ns AS p90_s, p95_ns AS p95_s, p99_ns AS p99_s, least_ns AS min_s, most_ns AS max_s, "
           "within * 1.0 / n AS within_objective FROM network_times ORDER BY run, point, replication, "
           "CASE precedence WHEN 'FLASH' THEN 0 WHEN 'IMMEDIATE' THEN 1 WHEN 'PRIORITY' THEN 2 ELSE 3 END, role"},
    Export{
        kHistograms,
        "SELECT run, point, replication, precedence, role, histogram FROM latencies ORDER BY run, point, replication, "
        "CASE precedence WHEN 'FLASH' THEN 0 WHEN 'IMMEDIATE' THEN 1 WHEN 'PRIORITY' THEN 2 ELSE 3 END, role"},
    Export{"stretches",
           "SELECT run, point, replication, precedence, role, stretch, n, "
           "(sum_seconds + sum_nanoseconds * 1e-9) / n AS mean_s FROM stretches ORDER BY run, point, replication, "
           "CASE precedence WHEN 'FLASH' THEN 0 WHEN 'IMMEDIATE' THEN 1 WHEN 'PRIORITY' THEN 2 ELSE 3 END, role, "
           "stretch"},
    Export{"circuits",
           "SELECT run, point, replication, \"from\", \"to\", channels, transmissions, "
           "busy_ns / ((duration_ns - warmup_ns) * channels) AS utilization, "
           "CASE WHEN transmissions > 0 THEN waited_ns * 1e-9 / transmissions END AS mean_wait_s, "
           "p95_wait_ns AS p95_wait_s, "
           "queue_area_ns / (duration_ns - warmup_ns) AS mean_queue, most_waiting AS max_queue, "
           "broken, wasted_ns AS wasted_s, garbled, missing, reruns, duplicates, service "
           "FROM circuits JOIN points USING (run, point) JOIN circuit_names USING (run, network, circuit) "
           "ORDER BY run, point, replication, circuit"},
    Export{"desks",
           "SELECT run, point, replication, ri, NULLIF(operators, 0) AS operators, copies, "
           "CASE WHEN operators > 0 AND open_ns > 0 THEN busy_ns / (1.0 * open_ns * operators) END AS utilization, "
           "CASE WHEN copies > 0 THEN waited_ns * 1e-9 / copies END AS mean_wait_s, "
           "queue_area_ns / (duration_ns - warmup_ns) AS mean_queue, most_waiting AS max_queue, open_ns AS open_s "
           "FROM desks JOIN points USING (run, point) JOIN stations USING (run, network, station) "
           "ORDER BY run, point, replication, station"},
    Export{"addressees",
           "SELECT run, point, replication, ri, addressee_names.name AS addressee, n, "
           "CASE WHEN n > 0 THEN (sum_seconds + sum_nanoseconds * 1e-9) / n END AS mean_s, "
           "CASE WHEN n > 0 THEN most_ns END AS max_s, CASE WHEN n > 0 THEN within * 1.0 / n END AS within_objective "
           "FROM addressees JOIN points USING (run, point) JOIN addressee_names USING (run, network, addressee) "
           "ORDER BY run, point, replication, addressees.addressee"},
    Export{
        "deliveries",
        "SELECT d.run, d.point, d.replication, d.message, s.ri AS origin, a.ri, a.name AS addressee, d.role, "
        "d.precedence, d.filed_ns AS filed_s, d.delivered_ns AS delivered_s, d.delivered_ns - d.filed_ns AS latency_s, "
        "d.hops FROM deliveries AS d JOIN points AS p ON p.run = d.run AND p.point = d.point "
        "JOIN stations AS s ON s.run = d.run AND s.network = p.network AND s.station = d.origin "
        "JOIN addressee_names AS a ON a.run = d.run AND a.network = p.network AND a.addressee = d.addressee "
        "ORDER BY d.run, d.point, d.replication, d.place"},
    Export{
        "routing_lines",
        "SELECT run, point, replication, message, telegrams.name AS telegram, section, \"from\", \"to\", precedence, "
        "indicators, sent_ns AS sent_s FROM routing_lines JOIN points USING (run, point) "
        "JOIN circuit_names USING (run, network, circuit) JOIN telegrams USING (run, network, telegram) "
        "ORDER BY run, point, replication, place"},
    Export{
        "sessions",
        "SELECT run, session, host, scenario_file, jobs, started, ended, wall_s FROM sessions ORDER BY run, session"},
};

std::string seconds_text(std::int64_t nanoseconds) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  return fmt::format("{}.{:09}", nanoseconds / kSecond, nanoseconds % kSecond);
}

void take_value(Statement& row, const std::string& column, RowTaker& taker) {
  switch (row.type()) {
    case Statement::Type::integer: {
      const std::int64_t value = row.integer();
      return taker.number(column.ends_with("_s") ? seconds_text(value) : std::to_string(value));
    }
    case Statement::Type::real:
      return taker.number(fmt::format("{}", row.real()));
    case Statement::Type::null:
      row.skip();
      return taker.nothing();
    default:
      return taker.text(row.text());
  }
}

void take_rows(Statement row, RowTaker& taker) {
  std::vector<std::string> columns;
  columns.reserve(static_cast<std::size_t>(row.columns()));
  for (int i = 0; i < row.columns(); ++i) columns.push_back(row.column_name(i));
  taker.columns(columns);
  while (row.step()) {
    for (const std::string& column : columns) take_value(row, column, taker);
    taker.end_of_row();
  }
}

/// The bins of every histogram, each as a row.
void take_bins(Statement row, RowTaker& taker) {
  const std::vector<std::string> head{"run", "point", "replication", "precedence", "role"};
  std::vector<std::string> columns = head;
  columns.insert(columns.end(), {"from_s", "below_s", "count"});
  taker.columns(columns);
  while (row.step()) {
    const std::array numbers{row.integer(), row.integer(), row.integer()};
    const std::array texts{row.text(), row.text()};
    const auto histogram = unpack<sim::Histogram>(row.blob());
    if (!histogram) throw DatabaseError(DatabaseError::Kind::broken, "a histogram is damaged");
    for (std::size_t i = 0; i < histogram->counts().size(); ++i) {
      if (histogram->counts()[i] == 0) continue;
      const std::size_t bin = histogram->first_bin() + i;
      for (const std::int64_t number : numbers) taker.number(std::to_string(number));
      for (const std::string& text : texts) taker.text(text);
      taker.number(seconds_text(sim::Histogram::lowest(bin)));
      taker.number(seconds_text(sim::Histogram::lowest(bin + 1)));
      taker.number(std::to_string(histogram->counts()[i]));
      taker.end_of_row();
    }
  }
}

}  // namespace

std::vector<std::string_view> table_names() {
  std::vector<std::string_view> names;
  names.reserve(std::size(kExports));
  for (const Export& one : kExports) names.push_back(one.name);
  return names;
}

void read_table(const Reader& reader, std::string_view name, RowTaker& taker) {
  const auto* const found =
      std::find_if(kExports.begin(), kExports.end(), [&](const Export& one) { return one.name == name; });
  reader.check();
  try {
    Statement rows = reader.database().prepare(found->query);
    if (name == kHistograms) {
      take_bins(std::move(rows), taker);
    } else {
      take_rows(std::move(rows), taker);
    }
  } catch (const DatabaseError& error) {
    throw unreadable(reader.path(), error);
  }
}

}  // namespace torntape::results
