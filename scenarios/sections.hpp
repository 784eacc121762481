#pragma once

#include <vector>

#include "scenarios/fields.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/values.hpp"
#include "scenarios/yaml_node.hpp"

namespace torntape::scenarios {

// The readers of the scenario file's sections: each reads the value of one key of the top level and reports what is
// wrong in it; and the tables of the maps within that section, in the order of the reference.

void read_network(const Values& values, const YamlNode& node, Scenario& scenario);
std::vector<Table> network_tables();

void read_traffic(const Values& values, const YamlNode& node, std::vector<sim::TrafficSpec>& traffic);
std::vector<Table> traffic_tables();

/// The value of `generate` in an item of the traffic.
sim::GenerateSpec read_generate(const Values& values, const YamlNode& node);
std::vector<Table> generate_tables();

void read_minimize(const Values& values, const YamlNode& node, std::vector<sim::MinimizeSpec>& orders);
std::vector<Table> minimize_tables();

void read_handling(const Values& values, const YamlNode& node, sim::Handling& handling);
std::vector<Table> handling_tables();

void read_faults(const Values& values, const YamlNode& node, std::vector<sim::FaultSpec>& faults);
std::vector<Table> fault_tables();

void read_run(const Values& values, const YamlNode& node, Scenario& scenario);
std::vector<Table> run_tables();

/// Its keys are those of the scenario, so that it has no table.
void read_sweep(const Values& values, const YamlNode& node, Scenario& scenario);
/// Reports settings of the command line that the sweep would undo.
void refuse_settings_of_swept_keys(const std::vector<SweepKey>& sweep, const std::vector<Override>& overrides,
                                   topology::Problems& problems);

}  // namespace torntape::scenarios
