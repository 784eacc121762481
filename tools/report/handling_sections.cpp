#include <fmt/core.h>

#include <algorithm>

#include "tools/report/html.hpp"
#include "tools/report/sections.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

constexpr std::size_t kWorst = 25;

std::vector<std::string> error_cells(const std::string& name, std::uint64_t copies, const sim::ErrorTally& errors) {
  return {name,
          readable_count(copies),
          readable_count(errors.garbled),
          readable_count(errors.missing),
          readable_count(errors.reruns),
          readable_count(errors.duplicates),
          readable_count(errors.service)};
}

const std::vector<HtmlColumn> kErrorColumns{{"circuit", false},  {"copies"}, {"garbled"},
                                            {"not received"},    {"reruns"}, {"duplicates filed"},
                                            {"service messages"}};

/// Transmissions that went wrong.
std::uint64_t wrong(const sim::CircuitRow& row) {
  return row.errors.garbled + row.errors.missing + row.errors.duplicates;
}

}  // namespace

std::string relays_section(const Case& one) {
  std::vector<HtmlRow> rows;
  for (const sim::DeskRow& row : one.summary.desks) {
    const results::StationName& station = one.stations[row.station];
    rows.push_back(
        {{station.ri.letters() + (station.name.empty() ? "" : ' ' + station.name),
          row.operators > 0 ? readable_count(row.operators) : "-",
          row.utilization ? readable_share(*row.utilization) : "-", readable_count(row.copies),
          wait_text(row.mean_wait), fmt::format("{:.2f}", row.mean_queue), readable_count(row.most_waiting)}});
  }
  if (rows.empty()) return "";
  return "<p>Here copies wait until an operator is free, or until the relay opens, before they are handled and stand "
         "in line for a circuit. Utilization is the share of the operators' time while the relay is open.</p>\n" +
         html_table("Relays with operators or hours",
                    {{"relay", false},
                     {"operators"},
                     {"utilization"},
                     {"copies"},
                     {"mean wait"},
                     {"mean queue"},
                     {"longest queue"}},
                    rows);
}

std::string errors_section(const Case& one) {
  const sim::Summary& summary = one.summary;
  if (summary.errors == sim::ErrorTally()) return "";
  std::vector<sim::CircuitRow> order;
  for (const sim::CircuitRow& row : summary.circuits) {
    if (row.errors != sim::ErrorTally()) order.push_back(row);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const sim::CircuitRow& a, const sim::CircuitRow& b) { return wrong(a) > wrong(b); });
  std::vector<HtmlRow> worst{{error_cells("all circuits", summary.transmissions, summary.errors), "whole"}};
  std::vector<HtmlRow> rest;
  for (const sim::CircuitRow& row : order) {
    (worst.size() <= kWorst ? worst : rest)
        .push_back({error_cells(name_of(one.results.circuits[row.circuit]), row.transmissions, row.errors)});
  }
  std::string text =
      html_table("Errors on the line, by circuit where there was one, the most first", kErrorColumns, worst);
  if (!rest.empty()) {
    text += html_details(fmt::format("The other {}", readable_count(rest.size())),
                         html_table("The other circuits, in the same order", kErrorColumns, rest));
  }
  return text;
}

}  // namespace torntape::tools
