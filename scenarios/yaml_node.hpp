#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "topology/problem.hpp"

namespace torntape::scenarios {

/// One value of a YAML document, with its children in the order of the file and the place of everything.
///
/// A plain tree: aliases are replaced by copies of what they name, duplicate keys, tags and merge keys are refused
/// while it is built. Scalars keep their text; what it means is the reader's business.
struct YamlNode {
  enum class Kind { null, scalar, list, map };

  Kind kind = Kind::null;
  bool quoted = false;  ///< of a scalar: written in quotes, or as a block
  std::string text;     ///< of a scalar
  topology::Place place;
  std::string key;  ///< of a map's value: its key; else empty
  topology::Place key_place;
  std::list<YamlNode> children;

  /// The value of the key `wanted` in a map, or null where it has none.
  const YamlNode* find(std::string_view wanted) const;
  YamlNode* find(std::string_view wanted);
};

/// "a map", "a list", "a single value" or "nothing".
std::string_view word(YamlNode::Kind kind);

/// `text` in single quotes for a message of one line: cut after 60 bytes, control characters shown as `?`.
std::string quoted(std::string_view text);

/// How deep lists and maps may stand in one another.
inline constexpr int kDeepest = 100;
/// How many nodes the aliases of a document may add to it.
inline constexpr std::size_t kMostAliased = 1'000'000;

/// The document of `text`, which must be UTF-8; a null where the text holds nothing. Problems are placed in `file`;
/// nothing comes back where the document could not be read to its end. Never throws for what the text holds.
std::optional<YamlNode> parse_yaml(std::string_view text, const std::shared_ptr<const std::string>& file,
                                   topology::Problems& problems);

}  // namespace torntape::scenarios
