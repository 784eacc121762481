#include <nlohmann/json.hpp>

#include "tools/compare/report.hpp"

namespace torntape::tools {
namespace {

using Json = nlohmann::ordered_json;

Json row_json(const sim::ComparisonRow& row) {
  const sim::Difference& difference = row.change.difference;
  Json json;
  json["precedence"] = topology::word(row.precedence);
  json["role"] = row.role ? topology::word(*row.role) : "all";
  json["metric"] = sim::word(row.metric);
  json["base"] = row.change.base;
  json["other"] = row.change.other;
  json["difference"] = difference.value;
  json["ci95"] = difference.interval ? Json{difference.interval->first, difference.interval->second} : Json();
  json["p_value"] = difference.p ? Json(*difference.p) : Json();
  json["real"] = row.change.real;
  return json;
}

}  // namespace

std::string comparison_json(std::span<const Side> sides, std::span<const sim::Contrast> contrasts) {
  Json json;
  json["baseline"] = sides.front().name;
  json["others"] = Json::array();
  for (std::size_t i = 0; i < contrasts.size(); ++i) {
    Json other;
    other["name"] = sides[i + 1].name;
    other["paired"] = contrasts[i].pairing == sim::Pairing::paired;
    other["rows"] = Json::array();
    for (const sim::ComparisonRow& row : contrasts[i].rows) other["rows"].push_back(row_json(row));
    json["others"].push_back(std::move(other));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace torntape::tools
