#include "scenarios/overrides.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "scenarios/quantity.hpp"

namespace torntape::scenarios {
namespace {

using topology::Place;

/// One step of a key: a map's key, or what stands in brackets to choose an item of a list.
struct Step {
  std::string_view text;
  bool item = false;
};

/// The steps of `network.circuits[RUEH-RUEK].rate`, or nothing where it is not such a key. What follows `sweep.` is one
/// step, being a key of a map there.
std::optional<std::vector<Step>> split(std::string_view key) {
  std::vector<Step> steps;
  std::size_t at = 0;
  while (at <= key.size()) {
    const bool within_sweep = steps.size() == 1 && steps[0].text == "sweep";
    const std::size_t end = within_sweep ? key.size() : std::min(key.find_first_of(".[]", at), key.size());
    if (end == at) return std::nullopt;
    steps.push_back({key.substr(at, end - at), false});
    at = end;
    while (at < key.size() && key[at] == '[') {
      const std::size_t close = key.find(']', at);
      if (close == std::string_view::npos || close == at + 1) return std::nullopt;
      steps.push_back({key.substr(at + 1, close - at - 1), true});
      at = close + 1;
    }
    if (at == key.size()) return steps;
    if (key[at] != '.') return std::nullopt;
    ++at;
  }
  return std::nullopt;
}

/// True where `item` is what a user calls `name`: a station or collective by its RI, a circuit by its ends.
bool is_called(const YamlNode& item, std::string_view name) {
  if (const YamlNode* ri = item.find("ri")) return ri->text == name;
  const YamlNode* ends = item.find("between");
  if (ends == nullptr || ends->children.size() != 2) return false;
  const std::string& a = ends->children.front().text;
  const std::string& b = ends->children.back().text;
  return name == a + "-" + b || name == b + "-" + a;
}

YamlNode* find_item(YamlNode& list, std::string_view name) {
  for (YamlNode& item : list.children) {
    if (is_called(item, name)) return &item;
  }
  const std::uint64_t place = parse_whole(name, 1, list.children.size()).value.value_or(0);
  if (place == 0) return nullptr;
  return &*std::next(list.children.begin(), static_cast<std::ptrdiff_t>(place - 1));
}

/// The place of all of `node`, its key's aside.
void set_place(YamlNode& node, const Place& place) {
  node.place = place;
  if (!node.key.empty()) node.key_place = place;
  for (YamlNode& child : node.children) set_place(child, place);
}

/// The node that the steps lead to, made where it is a key that is not there; null after an error.
YamlNode* walk(const std::vector<Step>& steps, YamlNode& root, const Place& place, topology::Problems& problems) {
  YamlNode* node = &root;
  std::string way;
  const auto refuse = [&](const std::string& text) {
    problems.error(place, text);
    return nullptr;
  };
  for (const Step& step : steps) {
    const std::string name = way.empty() ? "the scenario" : quoted(way);
    if (step.item) {
      if (node->kind != YamlNode::Kind::list) return refuse(name + " is no list, it has no item " + quoted(step.text));
      node = find_item(*node, step.text);
      if (node == nullptr) {
        return refuse(name + " has no item " + quoted(step.text) +
                      "; name one by its ri, its ends (RUEH-RUEK) or its place from 1");
      }
      way.append("[").append(step.text).append("]");
      continue;
    }
    if (node->kind == YamlNode::Kind::null) node->kind = YamlNode::Kind::map;
    if (node->kind == YamlNode::Kind::list) {
      const std::string example = std::string(way).append("[1].").append(step.text);
      return refuse(std::string(name).append(" is a list; name an item, such as ").append(example));
    }
    if (node->kind != YamlNode::Kind::map) {
      return refuse(name + " is a single value, it has no key " + quoted(step.text));
    }
    YamlNode* child = node->find(step.text);
    if (child == nullptr) {
      child = &node->children.emplace_back();
      child->key = step.text;
      child->place = child->key_place = place;
    }
    node = child;
    way.append(way.empty() ? "" : ".").append(step.text);
  }
  return node;
}

}  // namespace

void set_key(const std::string& key, YamlNode value, const Place& place, YamlNode& root, topology::Problems& problems) {
  const auto steps = split(key);
  if (!steps) {
    problems.error(place,
                   quoted(key) + " is no key; write one such as run.duration or network.circuits[RUEH-RUEK].rate");
    return;
  }
  YamlNode* target = walk(*steps, root, place, problems);
  if (target == nullptr) return;
  value.key = target->key;
  value.key_place = place;
  *target = std::move(value);
}

bool overlap(std::string_view key, std::string_view other) {
  if (key.size() > other.size()) std::swap(key, other);
  return other.starts_with(key) && (other.size() == key.size() || other[key.size()] == '.' || other[key.size()] == '[');
}

void apply_override(const Override& change, YamlNode& root, topology::Problems& problems) {
  const auto file = std::make_shared<const std::string>(change.option + " " + change.key + "=" + change.value);
  const Place place{file, 0, 0};
  topology::Problems found;
  std::optional<YamlNode> value = parse_yaml(change.value, file, found);
  for (const topology::Problem& problem : found.sorted()) problems.error(place, problem.text);
  if (!value) return;
  set_place(*value, place);
  set_key(change.key, std::move(*value), place, root, problems);
}

}  // namespace torntape::scenarios
