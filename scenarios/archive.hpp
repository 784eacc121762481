#pragma once

#include <vector>

#include "scenarios/scenario.hpp"
#include "topology/network_spec.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// Adds the stations and addressees of tables to `spec`: text with tabs between fields, its first line naming them,
/// `ri` and `name` among them. What is there already stays; a station gets the names that it
/// lacks. A row without an indicator (empty or `-`), or whose name says COLLECTIVE, is no station.
void add_directories(const std::vector<FileReference>& tables, topology::NetworkSpec& spec,
                     topology::Problems& problems);

/// Adds to `spec` the originators and the addressees of every heading in `files`. An address line whose name says
/// COLLECTIVE, or whose indicator is a collective already, is no station:
/// it is a collective, whose members are what relays put in its place on format line 2 (see archive.cpp for the rule).
void add_telegram_stations(const std::vector<FileReference>& files, topology::NetworkSpec& spec,
                           topology::Problems& problems);

}  // namespace torntape::scenarios
