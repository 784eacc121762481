#pragma once

#include "scenarios/reader.hpp"
#include "scenarios/yaml_node.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// Puts the value of `change` in its place in the tree of a scenario file, as if it stood there. Maps on the way that
/// are not there are made; an item of a list must be. What is wrong with the key or the value is placed in a file
/// named `--set KEY=VALUE`, or after the override's own option, and so is the value.
void apply_override(const Override& change, YamlNode& root, topology::Problems& problems);

/// Puts `value` in the place that `key` names, as apply_override() does; `place` is where the key is written.
void set_key(const std::string& key, YamlNode value, const topology::Place& place, YamlNode& root,
             topology::Problems& problems);

/// True where setting `key` changes what setting `other` sets, or the other way round: they are the same, or one stands
/// within the other. (Two names of one item of a list are not seen through.)
bool overlap(std::string_view key, std::string_view other);

}  // namespace torntape::scenarios
