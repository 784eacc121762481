#include "scenarios/resolve_generator.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

#include "scenarios/column_table.hpp"

namespace torntape::scenarios {
namespace {

using sim::StationId;
using topology::Network;
using topology::Problems;

constexpr double kYear = 365.0 * 86400;

using Weighted = std::vector<std::pair<StationId, double>>;

Weighted posts_of(const Network& network) {
  Weighted found;
  for (StationId id = 0; id < network.stations().size(); ++id) {
    if (!network.stations()[id].relay) found.emplace_back(id, 1.0);
  }
  return found;
}

Weighted stations_of(const std::vector<sim::Candidate>& list, const char* key, const Network& network,
                     Problems& problems) {
  Weighted found;
  for (const sim::Candidate& candidate : list) {
    const auto id = network.station(candidate.ri);
    const std::string letters = candidate.ri.letters();
    if (id) {
      found.emplace_back(*id, candidate.weight);
    } else if (network.collective(candidate.ri)) {
      problems.error(candidate.place, std::string(key) + ": " + letters +
                                          " is a collective, and a station is wanted here; collectives are drawn by "
                                          "the key of that name");
    } else {
      problems.error(candidate.place,
                     std::string(key) + ": " + letters + " is no station of this network; list it under stations");
    }
  }
  return found;
}

/// A warning that rows of a table with a figure name no station of the network.
void warn_of_strangers(const std::vector<std::string>& strangers, const char* key, const topology::Place& place,
                       Problems& problems) {
  if (strangers.empty()) return;
  problems.warning(place, std::string(key) + ": " + std::to_string(strangers.size()) +
                              (strangers.size() == 1 ? " row names" : " rows name") +
                              " no station of this network and " + (strangers.size() == 1 ? "is" : "are") +
                              " left out, the first " + strangers.front());
}

/// The stations of a table with their weights, those of `listed` in their stead.
Weighted stations_of_table(const sim::ToSpec& spec, const char* key, const Network& network, Problems& problems) {
  Weighted found = stations_of(spec.listed, key, network, problems);
  std::unordered_set<StationId> listed;
  for (const auto& [station, weight] : found) listed.insert(station);
  std::vector<std::string> strangers;
  for (const ColumnRow& row : read_column(*spec.table, problems)) {
    const auto id = network.station(row.ri);
    if (!row.figure || *row.figure == 0 || network.collective(row.ri)) continue;
    if (!id) {
      strangers.push_back(row.ri.letters());
    } else if (!listed.contains(*id)) {
      found.emplace_back(*id, *row.figure);
    }
  }
  warn_of_strangers(strangers, key, spec.table->place, problems);
  return found;
}

/// Reports origins that have too few to write to. Where `to` names who is no station, that has been said, and what
/// would follow of it is not.
void check_count(const sim::GenerateSpec& spec, const sim::GeneratorModel& model, const Network& network,
                 const topology::Place& place, Problems& problems) {
  const bool all_known = std::all_of(spec.to.listed.begin(), spec.to.listed.end(),
                                     [&](const auto& candidate) { return network.station(candidate.ri).has_value(); });
  if (!all_known) return;
  const auto* fixed = std::get_if<sim::FixedCount>(&spec.addressees);
  for (const auto& origin : model.origins) {
    const std::size_t others = model.candidates.stations.size() - (origin.candidate == sim::kNone ? 0 : 1);
    if (others == 0) {
      problems.error(place, "generate: an origin has nobody to write to; give `to` a station that is not the origin");
      return;
    }
    if (fixed != nullptr && !spec.info_to && fixed->count > others) {
      problems.error(spec.addressees_place, "addressees: " + std::to_string(fixed->count) + " are wanted of " +
                                                std::to_string(others) + " candidates; ask for fewer, or widen `to`");
      return;
    }
  }
}

/// Messages a second of each station, from the table of rates; of those that have a figure above 0.
std::unordered_map<StationId, double> rates_of(const sim::RatesSpec& spec, const Network& network, Problems& problems) {
  std::unordered_map<StationId, double> rates;
  std::vector<std::string> strangers;
  for (const ColumnRow& row : read_column(spec.table, problems)) {
    if (!row.figure) continue;
    const auto id = network.station(row.ri);
    if (id) {
      rates.emplace(*id, *row.figure * spec.scale / kYear);
    } else if (*row.figure > 0) {
      strangers.push_back(row.ri.letters());
    }
  }
  warn_of_strangers(strangers, "rates", spec.table.place, problems);
  return rates;
}

/// Who files, each with its rate.
Weighted origins_of(const sim::GenerateSpec& spec, const topology::Place& place, const Network& network,
                    Problems& problems) {
  std::unordered_set<StationId> except;
  for (const auto& [station, weight] : stations_of(spec.except, "except", network, problems)) except.insert(station);
  std::unordered_map<StationId, double> rates;
  if (spec.rates) rates = rates_of(*spec.rates, network, problems);
  Weighted origins;
  for (const auto& [station, weight] :
       spec.from_posts ? posts_of(network) : stations_of(spec.from, "from", network, problems)) {
    const auto own = rates.find(station);
    const double rate = own == rates.end() ? spec.rate.value_or(0) : own->second;
    if (rate > 0 && !except.contains(station)) origins.emplace_back(station, rate);
  }
  if (origins.empty() && !problems.any_error()) {
    problems.error(place, spec.rates ? "generate: rates: none of the stations in `from` has a figure in the table"
                                     : "generate: from: there is no post; list the stations that file messages");
  }
  return origins;
}

}  // namespace

std::vector<std::pair<double, double>> with_cumulative_weights(std::vector<std::pair<double, double>> values) {
  double total = 0;
  for (auto& [value, weight] : values) weight = total += weight;
  for (auto& [value, weight] : values) weight /= total;
  return values;
}

sim::CountSpec with_cumulative_weights(sim::CountSpec count) {
  if (auto* empirical = std::get_if<sim::EmpiricalCount>(&count)) {
    empirical->values = with_cumulative_weights(std::move(empirical->values));
  }
  return count;
}

sim::Candidates resolve_candidates(const sim::ToSpec& spec, const char* key, const sim::Plan& plan,
                                   Problems& problems) {
  const Network& network = plan.network;
  Weighted stations;
  if (spec.posts) {
    stations = posts_of(network);
  } else if (spec.table) {
    stations = stations_of_table(spec, key, network, problems);
  } else {
    stations = stations_of(spec.listed, key, network, problems);
  }
  std::erase_if(stations, [](const auto& entry) { return entry.second <= 0; });
  sim::Candidates candidates;
  candidates.place_of.assign(network.stations().size(), sim::kNone);
  double total = 0;
  for (const auto& [station, weight] : stations) {
    candidates.place_of[station] = static_cast<std::uint32_t>(candidates.stations.size());
    candidates.stations.push_back(station);
    candidates.addressees_at.push_back(plan.directory.count(station));
    candidates.weights.push_back(total += weight);
  }
  const bool equal = std::all_of(stations.begin(), stations.end(),
                                 [&](const auto& entry) { return entry.second == stations.front().second; });
  if (equal) candidates.weights.clear();
  for (double& weight : candidates.weights) weight /= total;
  return candidates;
}

sim::GeneratorModel resolve_generator(const sim::GenerateSpec& spec, std::uint32_t item, const Scenario& scenario,
                                      const sim::Plan& plan, Problems& problems) {
  const Network& network = plan.network;
  const topology::Place& place = scenario.traffic[item].place;
  sim::GeneratorModel model;
  model.candidates = resolve_candidates(spec.to, "to", plan, problems);
  for (const auto& [station, rate] : origins_of(spec, place, network, problems)) {
    model.origins.push_back({station, sim::origin_entity(network.stations()[station].ri, item),
                             model.candidates.place_of[station], 1e9 / rate});
  }
  model.characters = spec.characters;
  if (auto* empirical = std::get_if<sim::EmpiricalSize>(&model.characters)) {
    empirical->values = with_cumulative_weights(std::move(empirical->values));
  }
  model.precedence = cumulative(spec.precedence);
  model.addressees = with_cumulative_weights(spec.addressees);
  if (spec.action) {
    const auto* fixed = std::get_if<sim::FixedCount>(&*spec.action);
    if (fixed != nullptr) model.action = fixed->count;
  }
  model.info_lower = spec.info_lower;
  check_count(spec, model, network, place, problems);
  if (!problems.any_error()) model.features = resolve_features(spec, model, scenario, plan, problems);
  return model;
}

}  // namespace torntape::scenarios
