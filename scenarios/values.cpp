#include "scenarios/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "scenarios/files.hpp"
#include "scenarios/quantity.hpp"

namespace torntape::scenarios {
namespace {

using topology::Place;
using topology::RoutingIndicator;

std::string name_of(const YamlNode& node) {
  return node.key.empty() ? "this item" : quoted(node.key);
}

/// The value that `parse` finds in a scalar, or its error, at the scalar's place and after its key.
template <class Value, class Parse>
std::optional<Value> parsed(const Values& values, const YamlNode& node, Parse parse) {
  if (!values.expect(node, YamlNode::Kind::scalar)) return std::nullopt;
  Parsed<Value> result = parse(node.text);
  if (!result.value) values.refuse(node, result.error);
  return result.value;
}

}  // namespace

bool Values::expect(const YamlNode& node, YamlNode::Kind kind) const {
  if (node.kind == kind) return true;
  problems_.error(node.place,
                  name_of(node) + " must be " + std::string(word(kind)) + ", not " + std::string(word(node.kind)));
  return false;
}

void Values::refuse(const YamlNode& node, const std::string& text) const {
  problems_.error(node.place, node.key.empty() ? text : node.key + ": " + text);
}

void Values::refuse_choice(const YamlNode& node, const std::vector<std::string_view>& words) const {
  const std::string_view near = suggestion(node.text, words);
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
    list += words[i];
  }
  refuse(node, quoted(node.text) + " is unknown" +
                   (near.empty() ? std::string() : ", did you mean '" + std::string(near) + "'?") +
                   (near.empty() ? "; it takes " : " It takes ") + list);
}

std::optional<std::string> Values::text(const YamlNode& node) const {
  if (!expect(node, YamlNode::Kind::scalar)) return std::nullopt;
  return node.text;
}

std::optional<std::string> Values::filled_text(const YamlNode& node) const {
  std::optional<std::string> value = text(node);
  if (!value || value->find_first_not_of(" \t\r\n") != std::string::npos) return value;
  refuse(node, "an empty text; write a name");
  return std::nullopt;
}

std::optional<bool> Values::truth(const YamlNode& node) const {
  static constexpr Choice<bool> kTruths[] = {{"true", true}, {"false", false}};
  return choice(node, kTruths);
}

std::optional<std::uint64_t> Values::whole(const YamlNode& node, std::uint64_t least, std::uint64_t most) const {
  return parsed<std::uint64_t>(*this, node, [&](std::string_view text) { return parse_whole(text, least, most); });
}

std::optional<double> Values::number(const YamlNode& node, double least, bool least_within, double most) const {
  const std::optional<double> value = parsed<double>(*this, node, parse_number);
  if (!value || ((least_within ? *value >= least : *value > least) && *value <= most)) return value;
  refuse(node, quoted(node.text) + " is out of range; it must be " + (least_within ? "from " : "more than ") +
                   shown(least) + (least_within ? " to " : " and at most ") + shown(most));
  return std::nullopt;
}

std::optional<double> Values::share(const YamlNode& node) const {
  const std::optional<double> value = parsed<double>(*this, node, parse_share);
  if (!value || (*value >= 0 && *value <= 1)) return value;
  refuse(node, quoted(node.text) + " is no share; a share goes from 0 to 1");
  return std::nullopt;
}

std::optional<sim::Time> Values::time(const YamlNode& node) const {
  return parsed<sim::Time>(*this, node, parse_time);
}

std::optional<sim::Time> Values::positive_time(const YamlNode& node) const {
  const std::optional<sim::Time> value = time(node);
  if (!value || *value > 0) return value;
  refuse(node, quoted(node.text) + " is no time at all; it must be more than 0");
  return std::nullopt;
}

std::optional<double> Values::bit_rate(const YamlNode& node) const {
  return parsed<double>(*this, node, [&](std::string_view text) { return parse_bit_rate(text, bits_per_character_); });
}

std::optional<double> Values::message_rate(const YamlNode& node) const {
  return parsed<double>(*this, node, parse_message_rate);
}

std::optional<std::int64_t> Values::instant(const YamlNode& node) const {
  return parsed<std::int64_t>(*this, node, parse_instant);
}

std::optional<RoutingIndicator> Values::routing_indicator(const YamlNode& node) const {
  if (!expect(node, YamlNode::Kind::scalar)) return std::nullopt;
  return routing_indicator(node.text, node.place);
}

std::optional<RoutingIndicator> Values::routing_indicator(std::string_view text, const Place& place) const {
  const std::optional<RoutingIndicator> ri = RoutingIndicator::parse(text);
  if (!ri) {
    problems_.error(place,
                    quoted(text) + " is no routing indicator; one has four to eight capital letters, such as RUEHOT");
  } else if (!ri->customary() && odd_.insert(*ri).second) {
    problems_.warning(
        place, "the routing indicator " + std::string(text) + " begins with neither R nor Q, as the procedure has it");
  }
  return ri;
}

std::vector<FileReference> Values::files(const YamlNode& node) const {
  FileList found;
  const auto add = [&](const YamlNode& item) {
    if (!expect(item, YamlNode::Kind::scalar)) return;
    const std::string error = add_files(folder_, item.text, item.place, found);
    if (!error.empty()) refuse(item, error);
  };
  if (node.kind == YamlNode::Kind::scalar) {
    add(node);
  } else if (node.kind == YamlNode::Kind::list) {
    if (node.children.empty()) refuse(node, "the list is empty; name a file, or leave the key out");
    for (const YamlNode& item : node.children) add(item);
  } else {
    problems_.error(node.place,
                    name_of(node) + " must be a path or a list of paths, not " + std::string(word(node.kind)));
  }
  return std::move(found.files);
}

std::optional<FileReference> Values::file(const YamlNode& node) const {
  if (!expect(node, YamlNode::Kind::scalar)) return std::nullopt;
  FileReference reference{whole_path(folder_, node.text), node.place};
  const std::string error = why_unreadable(reference.path);
  if (error.empty()) return reference;
  refuse(node, error);
  return std::nullopt;
}

std::string_view suggestion(std::string_view word, const std::vector<std::string_view>& known) {
  constexpr std::size_t kLongestMeant = 40;
  if (word.size() > kLongestMeant) return {};
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  for (const std::string_view candidate : known) {
    if (std::equal(word.begin(), word.end(), candidate.begin(), candidate.end(),
                   [&](char a, char b) { return lower(a) == lower(b); })) {
      return candidate;
    }
  }
  return topology::nearest(word, known);
}

std::string shown(double value) {
  constexpr double kMostDigits = 1e15;
  if (value == std::floor(value) && std::abs(value) < kMostDigits)
    return std::to_string(static_cast<std::int64_t>(value));
  std::array<char, 32> text{};
  const auto result = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), result.ptr};
}

std::string at(const Place& place) {
  if (place.line > 0) return "on line " + std::to_string(place.line);
  return place.file ? "in " + *place.file : "before";
}

}  // namespace torntape::scenarios
