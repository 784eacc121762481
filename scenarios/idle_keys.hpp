#pragma once

#include <vector>

#include "scenarios/scenario.hpp"
#include "scenarios/yaml_node.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// Warnings of the keys in `root`, the tree of a scenario file, that have no effect beside the others, each with what
/// would give it one. `scenario` is what was read of `root`, without an error. A key whose feature is turned off in so
/// many words (`preemption: none`) waits to be given its effect from the command line, and is not told.
std::vector<topology::Problem> idle_keys(const YamlNode& root, const Scenario& scenario);

/// The idle keys of a scenario whose keys a sweep sets: those that are idle at all its points.
class IdleAtAllPoints {
 public:
  void add(const YamlNode& root, const Scenario& point);
  void report(topology::Problems& problems) const;

 private:
  std::vector<topology::Problem> common_;
  bool any_point_ = false;
};

}  // namespace torntape::scenarios
