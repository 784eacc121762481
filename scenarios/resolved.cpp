#include "scenarios/resolved.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "scenarios/fields.hpp"
#include "scenarios/overrides.hpp"
#include "scenarios/yaml_node.hpp"

namespace torntape::scenarios {
namespace {

using Json = nlohmann::ordered_json;

/// How the reference writes that a text is empty where it is left out.
constexpr std::string_view kEmptyText = "empty";

class Resolver {
 public:
  Resolver() {
    for (Table& table : tables()) tables_.emplace(table.name, std::move(table));
  }

  Json value(const YamlNode& node, const std::string& place) const {
    switch (node.kind) {
      case YamlNode::Kind::null:
        return {};
      case YamlNode::Kind::scalar:
        return node.text;
      case YamlNode::Kind::list: {
        Json list = Json::array();
        for (const YamlNode& child : node.children) list.push_back(value(child, place + "[]"));
        return list;
      }
      case YamlNode::Kind::map:
        return map(&node, place);
    }
    return {};
  }

 private:
  static std::string within(const std::string& place, std::string_view key) {
    return (place.empty() ? "" : place + ".").append(key);
  }

  /// `node` is null where the map is left out.
  Json map(const YamlNode* node, const std::string& place) const {
    Json json = Json::object();
    const auto table = tables_.find(place);
    if (table == tables_.end()) {
      for (const YamlNode& child : node->children) json[child.key] = value(child, within(place, child.key));
      return json;
    }
    for (const FieldText& field : table->second.fields) {
      const YamlNode* child = node == nullptr ? nullptr : node->find(field.key);
      const std::string key(field.key);
      if (child != nullptr) {
        json[key] = value(*child, within(place, key));
      } else if (!field.usual.empty()) {
        json[key] = field.usual == kEmptyText ? std::string_view() : field.usual;
      } else if (has_usual_values(within(place, key))) {
        json[key] = map(nullptr, within(place, key));
      }
    }
    return json;
  }

  /// Whether a map there is the same as none: no key of it must be written.
  bool has_usual_values(const std::string& place) const {
    const auto table = tables_.find(place);
    if (table == tables_.end()) return false;
    const auto& fields = table->second.fields;
    return std::all_of(fields.begin(), fields.end(), [&](const FieldText& field) {
      return field.need == Need::optional && (!field.usual.empty() || has_usual_values(within(place, field.key)));
    });
  }

  std::map<std::string, Table, std::less<>> tables_;
};

}  // namespace

std::string resolved_json(std::string_view text, const std::string& path, const std::vector<Override>& overrides) {
  topology::Problems problems;
  std::optional<YamlNode> root = parse_yaml(text, std::make_shared<const std::string>(path), problems);
  if (!root) return {};
  for (const Override& change : overrides) apply_override(change, *root, problems);
  return Resolver().value(*root, "").dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace torntape::scenarios
