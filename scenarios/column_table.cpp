#include "scenarios/column_table.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "scenarios/line_stream.hpp"
#include "scenarios/quantity.hpp"
#include "scenarios/tab_fields.hpp"
#include "scenarios/yaml_node.hpp"

namespace torntape::scenarios {
namespace {

constexpr double kMostFigure = 1e12;

/// The place of the field `name` on a table's first line, or nothing and an error that tells which there are.
std::optional<std::size_t> field_named(const std::vector<std::string_view>& names, std::string_view name,
                                       const topology::Place& place, topology::Problems& problems) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::string there;
  for (const std::string_view field : names) there.append(there.empty() ? "" : ", ").append(field);
  problems.error(place, "the table has no field " + quoted(name) + "; its first line names " + quoted(there));
  return std::nullopt;
}

}  // namespace

std::vector<ColumnRow> read_column(const sim::ColumnSpec& spec, topology::Problems& problems) {
  const auto file = std::make_shared<const std::string>(spec.path);
  std::vector<ColumnRow> rows;
  LineStream lines(spec.path);
  const auto header = lines.next();
  if (!lines.good()) {
    problems.error(spec.place, spec.path + " cannot be read");
    return rows;
  }
  const auto names = split_at_tabs(header.value_or(""));
  const auto ri_at = field_named(names, "ri", {file, 1, 1}, problems);
  const auto figure_at = field_named(names, spec.column, {file, 1, 1}, problems);
  if (!ri_at || !figure_at) return rows;
  std::unordered_map<topology::RoutingIndicator, int> first;
  while (const auto line = lines.next()) {
    if (line->empty()) continue;
    const auto fields = split_at_tabs(*line);
    const auto place = [&](std::size_t index) { return topology::Place{file, lines.line(), column_of(fields, index)}; };
    if (fields.size() <= std::max(*ri_at, *figure_at)) {
      problems.error({file, lines.line(), 1}, "the row lacks " + spec.column + "; fields have tabs between them");
      continue;
    }
    if (fields[*ri_at].empty() || fields[*ri_at] == "-") continue;
    const auto ri = topology::RoutingIndicator::parse(fields[*ri_at]);
    if (!ri) {
      problems.error(place(*ri_at),
                     quoted(fields[*ri_at]) + " is no routing indicator; one has 4 to 8 capital letters");
      continue;
    }
    if (const auto [known, fresh] = first.emplace(*ri, lines.line()); !fresh) {
      problems.error(place(*ri_at), ri->letters() + " is listed twice, first on line " + std::to_string(known->second) +
                                        "; list it once");
      continue;
    }
    ColumnRow row{*ri, std::nullopt, place(*figure_at)};
    if (!fields[*figure_at].empty()) {
      const Parsed<double> figure = parse_number(fields[*figure_at]);
      if (!figure.value) {
        problems.error(row.place, spec.column + ": " + figure.error);
      } else if (*figure.value < 0 || *figure.value > kMostFigure) {
        problems.error(row.place, spec.column + ": " + quoted(fields[*figure_at]) +
                                      " is out of range; it must be from 0 to 1000000000000");
      } else {
        row.figure = figure.value;
      }
    }
    rows.push_back(std::move(row));
  }
  if (!lines.good()) problems.error(spec.place, spec.path + " cannot be read to its end");
  return rows;
}

}  // namespace torntape::scenarios
