#include "scenarios/schema.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/fields.hpp"
#include "scenarios/quantity.hpp"
#include "scenarios/read_hours.hpp"
#include "topology/classification.hpp"
#include "topology/routing_indicator.hpp"

namespace torntape::scenarios {
namespace {

using Json = nlohmann::ordered_json;

/// The numerals of quantity.hpp, without sign.
constexpr std::string_view kNumeral = R"((0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)";

/// A number, blanks, `between`, and one of `units`.
Json quantity(std::string_view between, const std::vector<std::string_view>& units) {
  std::string pattern = "^" + std::string(kNumeral) + " *" + std::string(between) + "(";
  for (std::size_t i = 0; i < units.size(); ++i) pattern.append(i > 0 ? "|" : "").append(units[i]);
  return {{"type", "string"}, {"pattern", pattern + ") *$"}};
}

Json text_of_pattern(std::string pattern) {
  return {{"type", "string"}, {"pattern", std::move(pattern)}};
}

Json any_of(std::vector<Json> alternatives) {
  if (alternatives.size() == 1) return std::move(alternatives.front());
  return {{"anyOf", std::move(alternatives)}};
}

Json list_of(Json item) {
  return {{"type", "array"}, {"items", std::move(item)}};
}

/// Numbers and truths are texts too, where a text is wanted.
Json plain_text() {
  return {{"type", {"string", "number", "boolean"}}};
}

Json routing_indicator() {
  using topology::RoutingIndicator;
  return text_of_pattern("^[A-Z]{" + std::to_string(RoutingIndicator::kShortest) + "," +
                         std::to_string(RoutingIndicator::kLongest) + "}$");
}

Json share() {
  return any_of({{{"type", "number"}}, text_of_pattern("^" + std::string(kNumeral) + " *%$")});
}

/// To YAML 1.1, which editors read, -0500 is a number and N is no.
Json time_zone() {
  return {{"type", {"string", "integer", "boolean"}}, {"pattern", std::string(kTimeZonePattern)}};
}

Json list_of_numbers(int count) {
  return {{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", count}, {"maxItems", count}};
}

/// Weights by routing indicator, and the table that has those of others.
Json weights() {
  return {{"type", "object"},
          {"patternProperties",
           {{"^(table|column)$", plain_text()}, {std::string(routing_indicator()["pattern"]), {{"type", "number"}}}}},
          {"additionalProperties", false}};
}

Json shares() {
  return {{"type", "object"},
          {"propertyNames", {{"enum", {"FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE"}}}},
          {"additionalProperties", share()}};
}

Json classes() {
  Json words = Json::array();
  for (int i = 0; i < topology::kClassifications; ++i) {
    words.push_back(topology::word(static_cast<topology::Classification>(i)));
  }
  return {{"enum", std::move(words)}};
}

/// What the words of a field's form mean, but for maps, lists and the words that stand for themselves.
const std::map<std::string_view, Json>& forms() {
  static const std::map<std::string_view, Json> kForms{
      {"text", plain_text()},
      {"path", plain_text()},
      {"pattern", plain_text()},
      {"whole number", {{"type", "integer"}}},
      {"number", {{"type", "number"}}},
      {"share", share()},
      {"class", classes()},
      {"[number, weight]", list_of_numbers(2)},
      {"[whole number, weight]", list_of_numbers(2)},
      {"list of 24 weights", list_of_numbers(24)},
      {"list of 7 weights", list_of_numbers(7)},
      {"time", quantity("", time_units())},
      {"bit rate", quantity("", bit_rate_units())},
      {"message rate", quantity("per +", message_rate_units())},
      {"instant", text_of_pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z$")},
      {"opening hours", text_of_pattern(std::string(kHoursPattern))},
      {"time zone", time_zone()},
      {"routing indicator", routing_indicator()},
      {"map of weights", weights()},
      {"map of numbers",
       {{"type", "object"},
        {"patternProperties", {{"^[1-9][0-9]*$", {{"type", "number"}}}}},
        {"additionalProperties", false}}},
      {"map of shares", shares()},
  };
  return kForms;
}

/// Makes the schema of the maps of the scenario file, each by its table.
class Maker {
 public:
  Maker() {
    for (Table& table : tables()) tables_.emplace(table.name, std::move(table));
  }

  Json map(std::string_view name) const {
    const auto table = tables_.find(name);
    if (table == tables_.end()) return {{"type", "object"}};
    Json schema{{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
    Json required = Json::array();
    for (const FieldText& field : table->second.fields) {
      schema["properties"][std::string(field.key)] = value(name, field);
      if (field.need == Need::required) required.push_back(field.key);
    }
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
  }

 private:
  Json value(std::string_view table, const FieldText& field) const {
    std::string help(field.help);
    if (!field.usual.empty()) help.append(" (usual: ").append(field.usual).append(")");
    if (field.need == Need::not_yet) return {{"description", "not supported yet: " + help}, {"not", Json::object()}};
    const std::string place = std::string(table).append(table.empty() ? "" : ".").append(field.key);
    Json schema{{"description", help}};
    schema.update(form(place, field.form));
    return schema;
  }

  /// Of a form such as `posts, list of routing indicators or map of weights`.
  Json form(const std::string& place, std::string_view text) const {
    if (text == "true or false") return {{"type", "boolean"}};
    std::vector<Json> alternatives;
    Json words = Json::array();
    for (const std::string_view part : parts(text)) {
      if (part == "list of them") {
        alternatives.push_back(list_of(any_of(alternatives)));
      } else if (is_word(part)) {
        words.push_back(part);
      } else {
        alternatives.push_back(alternative(place, part));
      }
    }
    if (!words.empty()) alternatives.insert(alternatives.begin(), Json{{"enum", std::move(words)}});
    return any_of(std::move(alternatives));
  }

  Json alternative(const std::string& place, std::string_view text) const {
    if (const auto known = forms().find(text); known != forms().end()) return known->second;
    if (text == "map") return map(place);
    if (text == "list of maps") return list_of(map(tables_.contains(place + "[]") ? place + "[]" : place));
    if (text.starts_with("list of two ")) {
      Json list = alternative(place, "list of " + std::string(text.substr(12)));
      list["minItems"] = list["maxItems"] = 2;
      return list;
    }
    if (text.starts_with("list of ")) {
      text.remove_prefix(8);
      if (text.ends_with('s')) text.remove_suffix(1);
      return list_of(alternative(place, text));
    }
    throw std::logic_error("the schema does not know the form '" + std::string(text) + "' of " + place);
  }

  /// Its alternatives, which commas and `or` part; a comma within brackets parts nothing.
  static std::vector<std::string_view> parts(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
      if (depth > 0) continue;
      for (const std::string_view divider : {", ", " or "}) {
        if (!text.substr(i).starts_with(divider)) continue;
        parts.push_back(text.substr(start, i - start));
        start = i + divider.size();
      }
    }
    parts.push_back(text.substr(start));
    return parts;
  }

  /// A single word that names no form stands for itself: `posts`, `flash`, `FLASH`.
  static bool is_word(std::string_view text) {
    return text != "map" && !forms().contains(text) &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
               std::string_view::npos;
  }

  std::map<std::string_view, Table> tables_;
};

}  // namespace

std::string json_schema() {
  Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "torntape scenario"}};
  schema.update(Maker().map(""));
  return schema.dump(2) + '\n';
}

}  // namespace torntape::scenarios
