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

/// Which input the two lists differ in, and how; nothing where they are the same.
std::optional<std::string> differing_input(const std::vector<Input>& stored, const std::vector<Input>& wanted) {
  const auto names = [](const std::vector<Input>& inputs, const std::string& path) {
    return std::any_of(inputs.begin(), inputs.end(), [&](const Input& input) { return input.path == path; });
  };
  for (const Input& input : wanted) {
    if (std::find(stored.begin(), stored.end(), input) != stored.end()) continue;
    return input.path + (names(stored, input.path) ? " has changed" : " is new");
  }
  for (const Input& input : stored) {
    if (!names(wanted, input.path)) return input.path + " is no longer one";
  }
  return std::nullopt;
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
  if (const auto input = differing_input(stored.inputs, wanted.inputs)) {
    return "was made of other inputs: " + *input;
  }
  if (stored.deliveries != wanted.deliveries) {
    return stored.deliveries ? "holds deliveries; say --store-deliveries" : "holds no deliveries";
  }
  if (!stored.until && stored.replications > wanted.replications) {
    return more_replications(stored.replications, wanted.replications);
  }
  return std::nullopt;
}

std::string more_replications(std::uint32_t stored, std::uint32_t wanted) {
  return fmt::format("has {} replications, more than {}", stored, wanted);
}

std::int64_t run_id(const Campaign& campaign) {
  return static_cast<std::int64_t>(std::stoull(digest(campaign).substr(0, 12), nullptr, 16));
}

}  // namespace torntape::results
