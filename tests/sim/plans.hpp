#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/plan.hpp"

namespace torntape::sim::testing {

/// The plan of the scenario that `text` writes down; it must have no error.
std::unique_ptr<Plan> plan_of(const std::string& text);

/// The station of that indicator, which must be there.
StationId station(const topology::Network& network, std::string_view letters);

/// A message as a source files it.
struct Filed {
  Time filed = 0;
  Draft draft;
};

/// The first `count` messages of the stream of the origin `letters` of traffic item `item` (from 0).
std::vector<Filed> messages_of(const Plan& plan, std::size_t item, std::string_view letters, std::size_t count,
                               std::uint32_t replication = 1);

/// `routing line`: each destination's indicator with its precedence letter and, in small letters, a for action and i
/// for info; `C(...)` for a collective with its members and the letter of its tag.
std::string line_text(const topology::Network& network, const Draft& draft);

}  // namespace torntape::sim::testing
