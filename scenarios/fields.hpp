#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/values.hpp"
#include "scenarios/yaml_node.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// What the scenario file thinks of a key: it must stand, it may, or its feature is not there yet.
enum class Need { required, optional, not_yet };

/// One key of a map of the scenario file, as its reference describes it.
struct FieldText {
  std::string_view key;
  std::string_view form;   ///< what stands there: "time", "list of paths", the words to choose from
  std::string_view usual;  ///< what holds where it is left out; empty where it must not be, or that goes without saying
  std::string_view help;   ///< what it means, in one line
  Need need = Need::optional;
};

/// A key, and how its value is read into a `Target`; `read` may be null where the feature is not there yet.
template <class Target>
struct Field : FieldText {
  void (*read)(const Values& values, const YamlNode& node, Target& target);
};

/// The keys of one kind of map, named by where it stands: `network`, `network.stations[]`.
struct Table {
  std::string_view name;
  std::vector<FieldText> fields;
};

/// Every map of the scenario file with a fixed set of keys, in the order of the reference.
std::vector<Table> tables();

/// Reports a key that is none of `known`, with the one that is meant; returns that, or an empty text.
std::string_view report_unknown_key(const Values& values, const YamlNode& node,
                                    const std::vector<std::string_view>& known);

/// Reads the map `node` by its table. Unknown keys, keys without a value, features that are not there yet and missing
/// required keys are errors; false where `node` is no map.
template <class Target>
bool read_map(const Values& values, const YamlNode& node, std::span<const Field<Target>> fields, Target& target) {
  if (!values.expect(node, YamlNode::Kind::map)) return false;
  std::vector<std::string_view> meant;
  for (const YamlNode& child : node.children) {
    const Field<Target>* field = nullptr;
    for (const Field<Target>& candidate : fields) {
      if (candidate.key == child.key) field = &candidate;
    }
    if (field == nullptr) {
      std::vector<std::string_view> known;
      for (const Field<Target>& candidate : fields) known.push_back(candidate.key);
      meant.push_back(report_unknown_key(values, child, known));
    } else if (field->need == Need::not_yet) {
      values.problems().error(child.key_place, "'" + child.key + "' is not supported yet: " + std::string(field->help));
    } else if (child.kind == YamlNode::Kind::null) {
      values.problems().error(child.key_place,
                              "'" + child.key + "' has no value; here belongs: " + std::string(field->form));
    } else {
      field->read(values, child, target);
    }
  }
  for (const Field<Target>& field : fields) {
    const bool misspelt = std::find(meant.begin(), meant.end(), field.key) != meant.end();
    if (field.need == Need::required && !misspelt && node.find(field.key) == nullptr) {
      values.problems().error(node.place,
                              "missing key '" + std::string(field.key) + "' (" + std::string(field.help) + ")");
    }
  }
  return true;
}

template <class Target>
Table describe(std::string_view name, std::span<const Field<Target>> fields) {
  return {name, {fields.begin(), fields.end()}};
}

}  // namespace torntape::scenarios
