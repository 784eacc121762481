#include <fmt/core.h>

#include "sim/comparison.hpp"
#include "tools/compare/figures.hpp"
#include "tools/compare/report.hpp"
#include "tools/report/charts.hpp"
#include "tools/report/html.hpp"
#include "tools/report/network_view.hpp"
#include "tools/report/sections.hpp"
#include "tools/text.hpp"
#include "topology/drawing.hpp"

namespace torntape::tools {
namespace {

using topology::xml_text;

constexpr std::size_t kWorst = 15;

std::string figure_text(double figure, bool share) {
  return share ? readable_share(figure) : readable_seconds(figure);
}

ChangeFigures figures_of(const sim::Change& change, bool share) {
  return share ? ChangeFigures::of_share(change.difference) : ChangeFigures::of_time(change.difference);
}

std::string interval_text(const sim::Change& change, const ChangeFigures& figures) {
  if (!change.difference.interval) return "-";
  const auto [low, high] = *change.difference.interval;
  return fmt::format("{} to {} {}", figures.signed_size(low), figures.signed_size(high), figures.unit());
}

std::string real_text(const sim::Change& change) {
  if (!change.difference.p) return "?";
  return change.real ? "real" : "no";
}

std::vector<std::string> change_cells(const sim::Change& change, bool share) {
  const ChangeFigures figures = figures_of(change, share);
  return {figure_text(change.base, share), figure_text(change.other, share),
          fmt::format("{} {}", figures.signed_size(change.value()), figures.unit()), interval_text(change, figures),
          real_text(change)};
}

/// What must be known before the figures, and what they come to.
std::string words_of(const Side& base, const Side& other, const sim::Contrast& contrast) {
  std::string text;
  if (contrast.pairing == sim::Pairing::paired) {
    text = fmt::format("<p>{} of replications, of the same random numbers{}.</p>\n",
                       contrast.base_replications == 1 ? "1 pair" : fmt::format("{} pairs", contrast.base_replications),
                       contrast.same_traffic ? " and the same traffic" : "");
  }
  for (const std::string& line : cautions(base, other, contrast)) {
    text += fmt::format("<p class=\"warning\">{}</p>\n", xml_text(line));
  }
  if (contrast.alike) text += "<p>Both sides went the same way, event by event.</p>\n";
  const std::vector<std::string> lines = verdicts(contrast);
  if (lines.empty()) return text;
  text += "<ul>\n";
  for (const std::string& line : lines) text += fmt::format("<li>{}</li>\n", xml_text(line));
  return text + "</ul>\n";
}

/// Means and 95th percentiles over both roles, as shares of the first result's.
std::string shifts_of(const sim::Contrast& contrast) {
  std::vector<Shift> shifts;
  for (const sim::ComparisonRow& row : contrast.rows) {
    const bool drawn = row.metric == sim::Metric::mean || row.metric == sim::Metric::p95;
    if (row.role || !drawn || !row.change.difference.interval || row.change.base <= 0) continue;
    const double base = row.change.base;
    shifts.push_back({fmt::format("{} {}", topology::word(row.precedence), sim::word(row.metric)),
                      style_of(row.precedence), row.change.value() / base, row.change.difference.interval->first / base,
                      row.change.difference.interval->second / base, row.change.real});
  }
  if (shifts.empty()) return "";
  return "<div class=\"plot\">" + shift_chart(shifts, "Change of latency by precedence, with 95 % intervals") +
         "</div>";
}

std::string rows_of(const sim::Contrast& contrast) {
  std::vector<HtmlRow> rows;
  for (const sim::ComparisonRow& row : contrast.rows) {
    if (row.repeats) continue;
    HtmlRow next{{std::string(topology::word(row.precedence)),
                  std::string(row.role ? topology::word(*row.role) : "all"), std::string(sim::word(row.metric))},
                 style_of(row.precedence)};
    for (std::string& cell : change_cells(row.change, row.metric == sim::Metric::within)) {
      next.cells.push_back(std::move(cell));
    }
    rows.push_back(std::move(next));
  }
  return html_table("Differences, other less first",
                    {{"precedence", false},
                     {"role", false},
                     {"figure", false},
                     {"first"},
                     {"other"},
                     {"difference"},
                     {"95 % interval"},
                     {"real", false}},
                    rows);
}

std::string places_of(const sim::Contrast& contrast) {
  const auto columns = [](const std::string& name) {
    return std::vector<HtmlColumn>{{name, false},  {"first"},         {"other"},
                                   {"difference"}, {"95 % interval"}, {"real", false}};
  };
  const auto row = [](std::string name, const sim::Change& change) {
    HtmlRow made{{std::move(name)}};
    for (std::string& cell : change_cells(change, false)) made.cells.push_back(std::move(cell));
    return made;
  };
  std::vector<HtmlRow> addressees;
  for (const sim::AddresseeChange& change : contrast.addressees) {
    if (addressees.size() < kWorst) addressees.push_back(row(name_of(change.addressee), change.latency));
  }
  std::vector<HtmlRow> circuits;
  for (const sim::CircuitChange& change : contrast.circuits) {
    if (circuits.size() < kWorst) circuits.push_back(row(name_of(change.circuit), change.wait));
  }
  std::string text;
  if (!addressees.empty()) {
    text += html_details("Addressees that lost most", html_table("Mean latency by addressee, the worst change first",
                                                                 columns("addressee"), addressees));
  }
  if (!circuits.empty()) {
    text += html_details("Circuits whose wait grew most",
                         html_table("Mean wait by circuit, the worst change first", columns("circuit"), circuits));
  }
  return text;
}

}  // namespace

std::string comparison_section(const Cases& cases) {
  if (cases.cases.size() < 2) return "";
  std::vector<Side> sides;
  std::vector<sim::Results> others;
  for (const Case& one : cases.cases) {
    Side& side = sides.emplace_back();
    side.name = one.name;
    side.results.seed = one.results.seed;
    side.results.window = one.results.window;
    side.results.objectives = one.results.objectives;
    if (sides.size() > 1) others.push_back(one.results);
  }
  const std::vector<sim::Contrast> contrasts = sim::compare(cases.cases[0].results, others);
  std::string text = fmt::format("<p>Each with the first, <strong>{}</strong>.</p>\n", xml_text(sides[0].name));
  for (std::size_t i = 0; i < contrasts.size(); ++i) {
    const sim::Contrast& contrast = contrasts[i];
    text += fmt::format("<h3>{}</h3>\n", xml_text(sides[i + 1].name)) + words_of(sides[0], sides[i + 1], contrast);
    if (contrast.rows.empty()) {
      text += "<p>Nothing was delivered on both sides.</p>\n";
      continue;
    }
    text +=
        html_figure(shifts_of(contrast),
                    "Change of the mean and of the 95th percentile of latency, action and info together, as a share of "
                    "the first result's. Bars are 95 % intervals; a full point is a real change: not above 5 % after "
                    "Holm's correction for all rows.",
                    rows_of(contrast)) +
        places_of(contrast);
  }
  return text;
}

}  // namespace torntape::tools
