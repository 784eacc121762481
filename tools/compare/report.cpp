#include "tools/compare/report.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>

#include "tools/compare/figures.hpp"
#include "tools/table.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

using Align = Column::Align;
using Tone = Cell::Tone;
using Render = std::function<std::string(const Table&)>;

/// So many addressees and circuits are shown, and so many names of what one side alone has.
constexpr std::size_t kWorst = 10;
constexpr std::size_t kNamed = 5;

bool is_share(const sim::ComparisonRow& row) {
  return row.metric == sim::Metric::within;
}

/// Whether more of the figure is worse: of times it is, of shares in time it is not.
Tone tone_of(const sim::Change& change, bool more_is_worse) {
  if (!change.real) return Tone::faint;
  return (change.value() > 0) == more_is_worse ? Tone::bad : Tone::good;
}

std::string figure_text(double figure, bool share) {
  return share ? readable_share(figure) : readable_seconds(figure);
}

Cell difference_cell(const sim::Change& change, const ChangeFigures& figures, bool more_is_worse) {
  return {fmt::format("{} {}", figures.signed_size(change.value()), figures.unit()),
          exact_number(change.value()),
          {},
          tone_of(change, more_is_worse)};
}

std::string interval_text(const sim::Change& change, const ChangeFigures& figures) {
  if (!change.difference.interval) return "-";
  const auto [low, high] = *change.difference.interval;
  return fmt::format("{} to {}", figures.signed_size(low), figures.signed_size(high));
}

std::string real_text(const sim::Change& change) {
  if (!change.difference.p) return "?";
  return change.real ? "real" : "no";
}

std::optional<double> low_of(const sim::Change& change) {
  return change.difference.interval ? std::optional(change.difference.interval->first) : std::nullopt;
}

std::optional<double> high_of(const sim::Change& change) {
  return change.difference.interval ? std::optional(change.difference.interval->second) : std::nullopt;
}

Table rows_table() {
  return Table({{"", "name", Align::left},
                {"", "paired", Align::left},
                {"precedence", "precedence", Align::left},
                {"role", "role", Align::left},
                {"metric", "metric", Align::left},
                {"base", "base", Align::right, 1},
                {"other", "other", Align::right},
                {"change", "difference"},
                {"95 % interval", "", Align::right},
                {"", "ci95_low"},
                {"", "ci95_high"},
                {"", "p_value"},
                {"real", "real", Align::left}});
}

/// Whether nobody was late on either side, as is the rule in a light load.
bool all_in_time(const sim::ComparisonRow& row) {
  return is_share(row) && row.change.base == 1 && row.change.other == 1;
}

/// `whole`: with the rows that tell a person nothing new.
void add_rows(const std::string& name, const sim::Contrast& contrast, bool whole, Table& table) {
  const sim::ComparisonRow* above = nullptr;
  for (const sim::ComparisonRow& row : contrast.rows) {
    if (!whole && (row.repeats || all_in_time(row))) continue;
    const ChangeFigures figures =
        is_share(row) ? ChangeFigures::of_share(row.change.difference) : ChangeFigures::of_time(row.change.difference);
    const std::string precedence(topology::word(row.precedence));
    const std::string role(row.role ? topology::word(*row.role) : "all");
    const bool first = above == nullptr || above->precedence != row.precedence || above->role != row.role;
    const auto p = row.change.difference.p;
    table.add({{"", name},
               {"", contrast.pairing == sim::Pairing::paired ? "true" : "false"},
               {first ? precedence : "", precedence},
               {first ? role : "", role},
               Cell::text(sim::word(row.metric)),
               {figure_text(row.change.base, is_share(row)), exact_number(row.change.base)},
               {figure_text(row.change.other, is_share(row)), exact_number(row.change.other)},
               difference_cell(row.change, figures, !is_share(row)),
               {interval_text(row.change, figures), ""},
               {"", exact_number(low_of(row.change))},
               {"", exact_number(high_of(row.change))},
               {"", exact_number(p)},
               {real_text(row.change), row.change.real ? "true" : "false", {}, tone_of(row.change, !is_share(row))}});
    above = &row;
  }
}

/// `270 in all, 12 really later, 250 really sooner`.
template <class Places, class ChangeOf>
std::string tally(const Places& places, ChangeOf change_of) {
  const auto count = [&](bool later) {
    return std::count_if(places.begin(), places.end(), [&](const auto& place) {
      return change_of(place).real && (change_of(place).value() > 0) == later;
    });
  };
  return fmt::format("{} in all, {} really later, {} really sooner", readable_count(places.size()), count(true),
                     count(false));
}

void add_place(const std::string& name, const sim::Change& change, std::vector<Cell> further, Table& table) {
  const ChangeFigures figures = ChangeFigures::of_time(change.difference);
  std::vector<Cell> cells{Cell::text(name),
                          {readable_seconds(change.base), ""},
                          {readable_seconds(change.other), ""},
                          difference_cell(change, figures, true),
                          {interval_text(change, figures), ""},
                          {real_text(change), "", {}, tone_of(change, true)}};
  for (Cell& cell : further) cells.push_back(std::move(cell));
  table.add(std::move(cells));
}

std::vector<Column> place_columns(const std::string& title) {
  return {{title, "", Align::left}, {"base", "", Align::right, 2}, {"other", "", Align::right, 1},
          {"change", ""},           {"95 % interval", ""},         {"real", "", Align::left}};
}

std::string circuit_name(const sim::CircuitName& circuit) {
  return fmt::format("{} -> {}", circuit.from.letters(), circuit.to.letters());
}

std::string addressee_name(const sim::AddresseeName& addressee) {
  const std::string ri(addressee.station.letters());
  return addressee.name == ri ? ri : ri + ' ' + addressee.name;
}

std::string worst_places(const sim::Contrast& contrast, const Render& render) {
  std::string text;
  if (!contrast.addressees.empty()) {
    Table table(place_columns("addressee, mean latency"));
    for (std::size_t i = 0; i < std::min(kWorst, contrast.addressees.size()); ++i) {
      const sim::AddresseeChange& change = contrast.addressees[i];
      add_place(addressee_name(change.addressee), change.latency, {}, table);
    }
    text += fmt::format("\naddressees, the worst change first ({})\n{}",
                        tally(contrast.addressees, [](const auto& place) { return place.latency; }), render(table));
  }
  if (!contrast.circuits.empty()) {
    std::vector<Column> columns = place_columns("circuit, mean wait");
    columns.push_back({"utilization", "", Align::right, 3});
    Table table(columns);
    for (std::size_t i = 0; i < std::min(kWorst, contrast.circuits.size()); ++i) {
      const sim::CircuitChange& change = contrast.circuits[i];
      add_place(
          circuit_name(change.circuit), change.wait,
          {{fmt::format("{} to {}", readable_share(change.utilization.base), readable_share(change.utilization.other)),
            ""}},
          table);
    }
    text += fmt::format("\ncircuits, the worst change first ({})\n{}",
                        tally(contrast.circuits, [](const auto& place) { return place.wait; }), render(table));
  }
  return text;
}

template <class Names, class NameOf>
void add_names(const std::string& kind, const Names& names, NameOf name_of, std::string& text) {
  if (names.empty()) return;
  text += fmt::format("{}{} {}: ", text.empty() ? "" : "; ", readable_count(names.size()),
                      kind + (names.size() == 1 ? "" : "s"));
  for (std::size_t i = 0; i < std::min(kNamed, names.size()); ++i) text += (i == 0 ? "" : ", ") + name_of(names[i]);
  if (names.size() > kNamed) text += ", ...";
}

std::string only(const std::string& name, const sim::OneSided& one_sided) {
  std::string text;
  add_names("circuit", one_sided.circuits, circuit_name, text);
  add_names("addressee", one_sided.addressees, addressee_name, text);
  return text.empty() ? "" : fmt::format("\nonly in {}: {}\n", name, text);
}

std::string pairing_text(const Side& base, const sim::Contrast& contrast) {
  if (contrast.pairing != sim::Pairing::paired) {
    return fmt::format("{} against {}", readable_count(contrast.other_replications, "replication"),
                       contrast.base_replications);
  }
  return fmt::format("{} of replications, seed {}{}",
                     contrast.base_replications == 1 ? "1 pair" : fmt::format("{} pairs", contrast.base_replications),
                     base.results.seed, contrast.same_traffic ? ", the same traffic" : "");
}

std::string with_text(const Side& side) {
  return side.sets.empty() ? "" : ", with " + readable_settings(side.sets);
}

std::string contrast_text(const Side& base, const Side& other, const sim::Contrast& contrast, const Render& render) {
  std::string text = fmt::format("\n{}: {}{}\n", other.name, pairing_text(base, contrast),
                                 other.sets == base.sets ? "" : with_text(other));
  for (const std::string& line : cautions(base, other, contrast)) text += "- " + line + '\n';
  if (contrast.alike) text += "- both sides went the same way, event by event\n";
  text += '\n';
  for (const std::string& line : verdicts(contrast)) text += line + '\n';
  if (contrast.rows.empty()) return text + "nothing was delivered on both sides\n";
  Table table = rows_table();
  add_rows(other.name, contrast, false, table);
  text += '\n' + render(table);
  if (std::any_of(contrast.rows.begin(), contrast.rows.end(), all_in_time)) {
    text += "shares within the objective that are 100 % on both sides are left out\n";
  }
  if (!contrast.alike) text += worst_places(contrast, render);
  return text + only(base.name, contrast.base_only) + only(other.name, contrast.other_only);
}

std::string whole_text(std::span<const Side> sides, std::span<const sim::Contrast> contrasts, const Render& render) {
  const Side& base = sides.front();
  std::string text = fmt::format("baseline {}: {}{}\n", base.name, base.results.scenario, with_text(base));
  for (std::size_t i = 0; i < contrasts.size(); ++i) {
    text += contrast_text(base, sides[i + 1], contrasts[i], render);
  }
  return text;
}

}  // namespace

std::string comparison_table(std::span<const Side> sides, std::span<const sim::Contrast> contrasts, const Look& look) {
  return whole_text(sides, contrasts, [&](const Table& table) { return table.text(look); });
}

std::string comparison_markdown(std::span<const Side> sides, std::span<const sim::Contrast> contrasts) {
  return whole_text(sides, contrasts, [](const Table& table) { return '\n' + table.markdown(); });
}

std::string comparison_csv(std::span<const Side> sides, std::span<const sim::Contrast> contrasts) {
  Table table = rows_table();
  for (std::size_t i = 0; i < contrasts.size(); ++i) add_rows(sides[i + 1].name, contrasts[i], true, table);
  return table.csv();
}

}  // namespace torntape::tools
