#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "scenarios/scenario.hpp"
#include "scenarios/yaml_node.hpp"
#include "sim/time.hpp"
#include "topology/problem.hpp"
#include "topology/routing_indicator.hpp"

namespace torntape::scenarios {

/// A word that stands for a value, and a word whose feature is not there yet.
template <class Value>
struct Choice {
  std::string_view word;
  Value value;
  bool not_yet = false;
};

/// Reads values of the scenario file, reporting what is wrong with each at its place: one member a kind of value, each
/// of which gives nothing after an error.
class Values {
 public:
  /// Relative paths start at `folder`; `bits_per_character` is what `cps` counts by.
  Values(topology::Problems& problems, std::string folder, double bits_per_character)
      : problems_(problems), folder_(std::move(folder)), bits_per_character_(bits_per_character) {}

  topology::Problems& problems() const { return problems_; }

  /// False, and an error, where `node` is of another kind.
  bool expect(const YamlNode& node, YamlNode::Kind kind) const;
  /// The error `text` at `node`, which begins with the value where it is one.
  void refuse(const YamlNode& node, const std::string& text) const;

  /// Hands each item of a list to `read`; an error where `node` is none.
  template <class Read>
  void each(const YamlNode& node, Read read) const {
    if (!expect(node, YamlNode::Kind::list)) return;
    for (const YamlNode& item : node.children) read(item);
  }

  std::optional<std::string> text(const YamlNode& node) const;
  /// A text that is not empty.
  std::optional<std::string> filled_text(const YamlNode& node) const;
  std::optional<bool> truth(const YamlNode& node) const;
  std::optional<std::uint64_t> whole(const YamlNode& node, std::uint64_t least, std::uint64_t most) const;
  /// A number from `least` to `most`, or above `least` where that is not within.
  std::optional<double> number(const YamlNode& node, double least, bool least_within, double most) const;
  std::optional<double> share(const YamlNode& node) const;
  std::optional<sim::Time> time(const YamlNode& node) const;
  std::optional<sim::Time> positive_time(const YamlNode& node) const;
  std::optional<double> bit_rate(const YamlNode& node) const;
  std::optional<double> message_rate(const YamlNode& node) const;
  std::optional<std::int64_t> instant(const YamlNode& node) const;

  /// Warns once of each whose first letter is neither R nor Q.
  std::optional<topology::RoutingIndicator> routing_indicator(const YamlNode& node) const;
  std::optional<topology::RoutingIndicator> routing_indicator(std::string_view text,
                                                              const topology::Place& place) const;

  /// The files that a pattern, or a list of patterns, names: in the order of the list, sorted within each pattern, none
  /// twice. A pattern that nothing matches is an error at its place.
  std::vector<FileReference> files(const YamlNode& node) const;
  /// One file, which must be there; no pattern.
  std::optional<FileReference> file(const YamlNode& node) const;

  template <class Value, std::size_t size>
  std::optional<Value> choice(const YamlNode& node, const Choice<Value> (&choices)[size]) const {
    if (!expect(node, YamlNode::Kind::scalar)) return std::nullopt;
    std::vector<std::string_view> words;
    for (const Choice<Value>& choice : choices) {
      if (choice.word == node.text && !choice.not_yet) return choice.value;
      if (choice.word == node.text) {
        refuse(node, "'" + node.text + "' is not supported yet");
        return std::nullopt;
      }
      if (!choice.not_yet) words.push_back(choice.word);
    }
    refuse_choice(node, words);
    return std::nullopt;
  }
  /// The error that `node` is none of `words`, with the nearest of them.
  void refuse_choice(const YamlNode& node, const std::vector<std::string_view>& words) const;

 private:
  topology::Problems& problems_;
  std::string folder_;
  double bits_per_character_;
  mutable std::unordered_set<topology::RoutingIndicator> odd_;
};

/// The one of `known` that is meant by `word`, which is none of them: the same but for its case, else the nearest;
/// empty where none is near.
std::string_view suggestion(std::string_view word, const std::vector<std::string_view>& known);

/// A number as a message shows it.
std::string shown(double value);

/// "on line 7", or where `place` has no line "in FILE".
std::string at(const topology::Place& place);

/// Puts what was read in its place, leaving that as it is where nothing was.
template <class Value, class Target>
void take(std::optional<Value> value, Target& target) {
  if (value) target = static_cast<Target>(std::move(*value));
}
template <class Value>
void take(std::optional<Value> value, std::optional<Value>& target) {
  if (value) target = std::move(value);
}

}  // namespace torntape::scenarios
