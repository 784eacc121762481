#pragma once

#include "scenarios/reader.hpp"
#include "scenarios/yaml_node.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// Puts the value of `change` in its place in the tree of a scenario file, as if it stood there. Maps on the way that
/// are not there are made; an item of a list must be. What is wrong with the key or the value is placed in a file
/// named `--set KEY=VALUE`, and so is the value.
void apply_override(const Override& change, YamlNode& root, topology::Problems& problems);

}  // namespace torntape::scenarios
