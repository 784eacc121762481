#pragma once

#include <optional>

#include "scenarios/fields.hpp"
#include "scenarios/values.hpp"
#include "scenarios/yaml_node.hpp"
#include "sim/generate_spec.hpp"
#include "topology/classification.hpp"

namespace torntape::scenarios {

/// One of the words of topology::word.
std::optional<topology::Classification> read_class(const Values& values, const YamlNode& node);
/// `class` of generated messages: one word for all, or shares that sum to 1.
void read_class_mix(const Values& values, const YamlNode& node, sim::GenerateSpec& generate);

Table class_table();

}  // namespace torntape::scenarios
