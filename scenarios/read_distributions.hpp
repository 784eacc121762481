#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "scenarios/fields.hpp"
#include "scenarios/values.hpp"
#include "scenarios/yaml_node.hpp"
#include "sim/generate_spec.hpp"

namespace torntape::scenarios {

inline constexpr double kMostWeight = 1e12;
inline constexpr std::uint64_t kMostAddressees = 1'000'000;

/// A weight, from 0.
std::optional<double> weight(const Values& values, const YamlNode& node);

/// `characters`: a number or a distribution.
void read_characters(const Values& values, const YamlNode& node, sim::SizeSpec& size);
/// `addressees`, `action`: a number or a distribution.
void read_count(const Values& values, const YamlNode& node, sim::CountSpec& count);
/// `sections`: a number, `observed`, or a map of numbers with their weights.
void read_sections(const Values& values, const YamlNode& node, std::vector<std::pair<double, double>>& sections);
/// `precedence`: shares that sum to 1, or `observed`.
void read_mix(const Values& values, const YamlNode& node, sim::Mix& mix);
/// `info_precedence` as a map: shares by the message's precedence; left out is the message's own.
void read_info_mix(const Values& values, const YamlNode& node, std::optional<sim::InfoMix>& mix);
/// The shares of info addressees that real headings show, by the message's precedence.
sim::InfoMix observed_info_mix();

std::vector<Table> distribution_tables();

}  // namespace torntape::scenarios
