#include <fmt/core.h>

#include <algorithm>
#include <string_view>

#include "tools/report/html.hpp"
#include "tools/report/sections.hpp"
#include "tools/text.hpp"
#include "topology/drawing.hpp"

namespace torntape::tools {
namespace {

using topology::xml_text;

/// The stations as a table, with their addressees' figures together.
std::string station_table(const Case& one) {
  const std::vector<sim::AddresseeTally> tallies = station_tallies(one);
  std::vector<HtmlRow> rows;
  for (std::size_t i = 0; i < one.stations.size(); ++i) {
    const results::StationName& station = one.stations[i];
    const sim::AddresseeTally& tally = tallies[i];
    HtmlRow row{
        {station.ri.letters(), station.relay ? "relay" : "post", station.name, readable_count(tally.n), "-", "-"}};
    if (tally.n > 0) {
      row.cells[4] = readable_seconds(static_cast<double>(tally.sum) / static_cast<double>(tally.n) * 1e-9);
      row.cells[5] = readable_share(static_cast<double>(tally.within) / static_cast<double>(tally.n));
    }
    rows.push_back(std::move(row));
  }
  return html_table(
      "Stations",
      {{"indicator", false}, {"kind", false}, {"name", false}, {"deliveries"}, {"mean latency"}, {"within objective"}},
      rows);
}

/// The copies and deliveries of one message, in the order of time.
std::string way_table(const Case& one, const Way& way) {
  struct Event {
    sim::Time at;
    std::vector<std::string> cells;
  };
  std::vector<Event> events;
  for (const sim::RoutingLineRow& copy : way.copies) {
    std::string line(2, topology::letter(copy.precedence));
    for (const auto ri : copy.indicators) line += ' ' + ri.letters();
    events.push_back(
        {copy.sent,
         {"", fmt::format("section {} begins on {}", copy.section, name_of(one.results.circuits[copy.circuit])),
          line}});
  }
  for (const sim::DeliveryRow& row : way.deliveries) {
    events.push_back({row.delivered,
                      {"", "delivered to " + name_of(one.results.addressees[row.addressee]),
                       std::string(topology::word(row.precedence))}});
  }
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
  const bool dated = way.filed != sim::kNever;
  const sim::Time start = dated ? way.filed : events.front().at;
  std::vector<HtmlRow> rows;
  for (Event& event : events) {
    event.cells[0] = readable_seconds(sim::seconds(event.at - start));
    rows.push_back({std::move(event.cells)});
  }
  return html_table("The way of " + way.name,
                    {{dated ? "after filing" : "after its first copy"}, {"what", false}, {"routing line", false}},
                    rows);
}

/// The drawing as part of a page that may have several: without names of its own for its parts.
std::string part_of_page(const std::string& svg) {
  std::string text;
  std::size_t from = svg.find("<svg");
  constexpr std::string_view kNamed = "<g id=\"";
  while (true) {
    const std::size_t next = svg.find(kNamed, from);
    text += svg.substr(from, next - from);
    if (next == std::string::npos) return text;
    text += "<g data-part=\"";
    from = next + kNamed.size();
  }
}

}  // namespace

std::string network_section(const Case& one, const NetworkView& view, const Replay& replay) {
  std::string text = fmt::format(
      "<details class=\"drawing\" open><summary>The network as a plain drawing</summary><div class=\"sheet\" "
      "role=\"region\" tabindex=\"0\" aria-label=\"The network as a plain drawing\">{}</div></details>\n",
      part_of_page(view.svg));
  if (!replay.lacks.empty()) {
    text += fmt::format(
        "<p class=\"note\">Replication 1 was not simulated again for this page: {}. Figures by precedence and station, "
        "and messages in motion, are not shown{}.</p>\n",
        xml_text(replay.lacks), replay.ways.empty() ? "" : " beyond the routing lines that the result file keeps");
  }
  text +=
      html_details(fmt::format("Its {} stations as a table", readable_count(one.stations.size())), station_table(one));
  for (const Way& way : replay.ways) {
    text += html_details("The way of " + way.name + " as a table", way_table(one, way));
  }
  return text;
}

}  // namespace torntape::tools
