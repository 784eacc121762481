#include "scenarios/sweep.hpp"

#include <algorithm>
#include <array>

#include "scenarios/overrides.hpp"
#include "scenarios/sections.hpp"

namespace torntape::scenarios {
namespace {

/// What is the same at all points.
constexpr std::array<std::string_view, 5> kFixed{"name", "description", "sweep", "run.replications", "run.until"};

/// The values of one key of the sweep.
SweepKey read_key(const Values& values, const YamlNode& node) {
  SweepKey key{node.key, node.key_place, {}};
  for (const YamlNode& value : node.children) {
    if (value.kind != YamlNode::Kind::scalar) {
      values.refuse(value,
                    "a sweep goes over single values, such as [none, flash]; this is " + std::string(word(value.kind)));
      continue;
    }
    const bool again = std::any_of(key.values.begin(), key.values.end(),
                                   [&](const auto& earlier) { return earlier.first == value.text; });
    if (again) values.refuse(value, quoted(value.text) + " stands twice in this list");
    key.values.emplace_back(value.text, value.place);
  }
  return key;
}

}  // namespace

void read_sweep(const Values& values, const YamlNode& node, Scenario& scenario) {
  if (!values.expect(node, YamlNode::Kind::map)) return;
  std::size_t points = 1;
  for (const YamlNode& child : node.children) {
    if (!values.expect(child, YamlNode::Kind::list)) continue;
    if (child.children.empty()) {
      values.refuse(child, "an empty list; write the values to be tried");
      continue;
    }
    for (const std::string_view fixed : kFixed) {
      if (overlap(child.key, fixed)) {
        values.problems().error(child.key_place, quoted(fixed) + " is the same at all points of a sweep");
      }
    }
    for (const SweepKey& earlier : scenario.sweep) {
      if (overlap(child.key, earlier.key)) {
        values.problems().error(child.key_place, quoted(child.key) + " and " + quoted(earlier.key) +
                                                     " set the same; sweep over one of them");
      }
    }
    scenario.sweep.push_back(read_key(values, child));
    points *= std::min(child.children.size(), kMostPoints + 1);
    if (points > kMostPoints) {
      values.problems().error(child.key_place, "the sweep has more than " + std::to_string(kMostPoints) + " points");
      return;
    }
  }
}

void refuse_settings_of_swept_keys(const std::vector<SweepKey>& sweep, const std::vector<Override>& overrides,
                                   topology::Problems& problems) {
  for (const Override& change : overrides) {
    const auto swept = std::find_if(sweep.begin(), sweep.end(), [&](const SweepKey& key) {
      return change.key.size() >= key.key.size() && overlap(key.key, change.key);
    });
    if (swept == sweep.end()) continue;
    problems.error(swept->place, "the sweep sets " + quoted(swept->key) + ", and so does " + change.option +
                                     "; for one value write " + change.option + " 'sweep." + swept->key +
                                     "=[VALUE]', for no sweep " + change.option + " sweep={}");
  }
}

PointProblems::PointProblems(topology::Problems& problems) : problems_(problems) {
  for (const topology::Problem& problem : problems.sorted()) known_.insert(topology::line_of(problem));
}

void PointProblems::add(const topology::Problems& found,
                        const std::vector<std::pair<std::string, std::string>>& settings) {
  using Severity = topology::Problem::Severity;
  for (const topology::Problem& problem : found.sorted()) {
    if (!known_.insert(topology::line_of(problem)).second) continue;
    std::string text = problem.text;
    for (const auto& [key, value] : settings)
      text.append(&key == &settings[0].first ? " (at " : ", ").append(key).append("=").append(value);
    if (!settings.empty()) text += ')';
    switch (problem.severity) {
      case Severity::note:
        problems_.note(problem.place, std::move(text));
        break;
      case Severity::warning:
        problems_.warning(problem.place, std::move(text));
        break;
      case Severity::error:
        problems_.error(problem.place, std::move(text));
        break;
    }
  }
}

}  // namespace torntape::scenarios
