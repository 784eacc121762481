#include "tools/results/campaign.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "tools/results/digest.hpp"

namespace torntape::results {
namespace {

/// The line, from 1, in which two texts first differ.
std::size_t differing_line(const std::string& a, const std::string& b) {
  const auto [at, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return 1 + static_cast<std::size_t>(std::count(a.begin(), at, '\n'));
}

std::string listed(const std::vector<std::pair<std::string, std::string>>& settings) {
  return settings.empty() ? "none" : point_name(settings);
}

}  // namespace

Point point_of(const sim::Plan& plan, std::string scenario, std::vector<std::pair<std::string, std::string>> settings) {
  Point point;
  point.results = sim::results_of(plan, std::move(scenario));
  point.results.settings = std::move(settings);
  for (const topology::Station& station : plan.network.stations()) {
    point.stations.push_back({station.ri, station.name, station.relay});
  }
  point.telegrams = plan.telegrams;
  return point;
}

std::string point_name(const std::vector<std::pair<std::string, std::string>>& settings) {
  std::string name;
  for (const auto& [key, value] : settings) name += fmt::format("{}{}={}", name.empty() ? "" : ", ", key, value);
  return name;
}

std::optional<std::string> difference(const Campaign& stored, const Campaign& wanted) {
  if (stored.version != wanted.version) {
    return fmt::format("was written by torntape {}, this is {}", stored.version, wanted.version);
  }
  if (stored.text != wanted.text) {
    return fmt::format("is of another text of the scenario file, which differs in line {}",
                       differing_line(stored.text, wanted.text));
  }
  if (stored.settings != wanted.settings) {
    return fmt::format("is of other settings (its: {}; these: {})", listed(stored.settings), listed(wanted.settings));
  }
  if (stored.seed != wanted.seed) return fmt::format("has seed {}, not {}", stored.seed, wanted.seed);
  for (const Input& input : wanted.inputs) {
    if (std::find(stored.inputs.begin(), stored.inputs.end(), input) == stored.inputs.end()) {
      return fmt::format("was made of other inputs: {} has changed", input.path);
    }
  }
  if (stored.inputs.size() != wanted.inputs.size()) return "was made of other inputs: some are no longer there";
  if (stored.deliveries != wanted.deliveries) {
    return stored.deliveries ? "holds deliveries; say --store-deliveries" : "holds no deliveries";
  }
  if (stored.replications > wanted.replications) {
    return fmt::format("has {} replications, more than {}", stored.replications, wanted.replications);
  }
  return std::nullopt;
}

std::int64_t run_id(const Campaign& campaign) {
  return static_cast<std::int64_t>(std::stoull(digest(campaign).substr(0, 12), nullptr, 16));
}

}  // namespace torntape::results
