#include "scenarios/resolve_generator.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace torntape::scenarios {
namespace {

using sim::StationId;

/// The stations of a list, or every post.
std::vector<std::pair<StationId, double>> stations_of(bool posts, const std::vector<sim::Candidate>& list,
                                                      const char* key, const topology::Network& network,
                                                      topology::Problems& problems) {
  std::vector<std::pair<StationId, double>> found;
  if (posts) {
    for (StationId id = 0; id < network.stations().size(); ++id) {
      if (!network.stations()[id].relay) found.emplace_back(id, 1.0);
    }
    return found;
  }
  for (const sim::Candidate& candidate : list) {
    const auto id = network.station(candidate.ri);
    const std::string letters = candidate.ri.letters();
    if (id) {
      found.emplace_back(*id, candidate.weight);
    } else if (network.collective(candidate.ri)) {
      problems.error(candidate.place, std::string(key) + ": " + letters +
                                          " is a collective; an address of generated traffic is a station");
    } else {
      problems.error(candidate.place,
                     std::string(key) + ": " + letters + " is no station of this network; list it under stations");
    }
  }
  return found;
}

void check_count(const sim::CountSpec& count, const sim::GeneratorModel& model, const topology::Place& place,
                 topology::Problems& problems) {
  const auto* fixed = std::get_if<sim::FixedCount>(&count);
  for (const auto& origin : model.origins) {
    const std::size_t others = model.candidates.size() - (origin.candidate == sim::kNone ? 0 : 1);
    if (others == 0) {
      problems.error(place, "generate: an origin has nobody to write to; give `to` a station that is not the origin");
      return;
    }
    if (fixed != nullptr && fixed->count > others) {
      problems.error(place, "generate: addressees: " + std::to_string(fixed->count) + " are wanted of " +
                                std::to_string(others) + " candidates; ask for fewer, or widen `to`");
      return;
    }
  }
}

sim::SizeSpec with_cumulative_weights(sim::SizeSpec size) {
  if (auto* empirical = std::get_if<sim::EmpiricalSize>(&size)) {
    double total = 0;
    for (auto& [value, weight] : empirical->values) weight = total += weight;
    for (auto& [value, weight] : empirical->values) weight /= total;
  }
  return size;
}

}  // namespace

sim::GeneratorModel resolve_generator(const sim::GenerateSpec& spec, std::uint32_t item, const topology::Place& place,
                                      const sim::Plan& plan, topology::Problems& problems) {
  const topology::Network& network = plan.network;
  sim::GeneratorModel model;
  std::unordered_map<StationId, std::uint32_t> candidate_of;
  double total = 0;
  const bool equal = spec.to_posts || std::all_of(spec.to.begin(), spec.to.end(), [&](const sim::Candidate& candidate) {
                       return candidate.weight == spec.to.front().weight;
                     });
  for (const auto& [station, weight] : stations_of(spec.to_posts, spec.to, "to", network, problems)) {
    if (weight <= 0) continue;
    candidate_of.emplace(station, static_cast<std::uint32_t>(model.candidates.size()));
    model.candidates.push_back(station);
    model.addressees_at.push_back(plan.directory.count(station));
    model.weights.push_back(total += weight);
  }
  if (equal) {
    model.weights.clear();
  } else {
    for (double& weight : model.weights) weight /= total;
  }
  for (const auto& [station, weight] : stations_of(spec.from_posts, spec.from, "from", network, problems)) {
    const auto own = candidate_of.find(station);
    model.origins.push_back({station, sim::origin_entity(network.stations()[station].ri, item),
                             own == candidate_of.end() ? sim::kNone : own->second});
  }
  if (model.origins.empty() && !problems.any_error()) {
    problems.error(place, "generate: from: there is no post; list the stations that file messages");
  }
  model.mean_gap = 1e9 / spec.rate;
  model.characters = with_cumulative_weights(spec.characters);
  double share = 0;
  for (std::size_t i = 0; i < model.precedence.size(); ++i) model.precedence[i] = share += spec.precedence[i];
  for (double& cumulative : model.precedence) cumulative /= share;
  model.addressees = spec.addressees;
  model.action = spec.action;
  model.info_lower = spec.info_lower;
  check_count(spec.addressees, model, place, problems);
  return model;
}

}  // namespace torntape::scenarios
