#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/reader.hpp"
#include "scenarios/scenario.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// A scenario with some of its keys set: one point of its sweep.
struct Point {
  std::vector<std::pair<std::string, std::string>> settings;  ///< keys and values, in the order of the sweep
  Scenario scenario;
};

/// At most so many points has a sweep.
inline constexpr std::size_t kMostPoints = 100'000;

/// The points of the scenario of `text`, which read_scenario_text() reads: every combination of the values of its
/// sweep, those of its last key changing first; where it has none the scenario itself, without settings. A problem that
/// many points have is reported once. Nothing where there is an error.
std::optional<std::vector<Point>> read_points(std::string_view text, const std::string& path,
                                              const std::vector<Override>& overrides, topology::Problems& problems);

/// Gathers the problems of points, each once, with the settings of the first point that has it.
class PointProblems {
 public:
  /// Adds to `problems`; those that are in it already are not added again.
  explicit PointProblems(topology::Problems& problems);
  void add(const topology::Problems& found, const std::vector<std::pair<std::string, std::string>>& settings);

 private:
  topology::Problems& problems_;
  std::set<std::string> known_;
};

}  // namespace torntape::scenarios
