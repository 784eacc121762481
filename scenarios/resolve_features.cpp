#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <variant>

#include "scenarios/column_table.hpp"
#include "scenarios/resolve_generator.hpp"
#include "scenarios/resolve_hours.hpp"

namespace torntape::scenarios {
namespace {

using sim::GeneratorFeatures;
using sim::Time;
using topology::Network;
using topology::Problems;

sim::RateShape resolve_shape(const sim::GenerateSpec& spec, const sim::GeneratorModel& model, const Scenario& scenario,
                             const topology::Place& place, Problems& problems) {
  sim::RateShape shape;
  shape.bursts = spec.bursts;
  if (spec.hours || spec.weekdays) {
    std::array<double, 24> hours{};
    std::array<double, 7> weekdays{};
    hours.fill(1);
    weekdays.fill(1);
    shape.week.emplace(spec.hours.value_or(hours), spec.weekdays.value_or(weekdays), since_monday(scenario.start));
  }
  if (!spec.bursts) return shape;
  // Each burst is drawn, whether or not a message falls into it.
  constexpr double kMostBursts = 100'000;
  double longest_gap = 0;
  for (const auto& origin : model.origins) longest_gap = std::max(longest_gap, origin.mean_gap);
  if (longest_gap > kMostBursts * static_cast<double>(spec.bursts->length + spec.bursts->pause)) {
    problems.error(place,
                   "generate: bursts: an origin files less than one message in 100,000 bursts, which is Poisson "
                   "traffic; make bursts longer, or leave them out");
  }
  return shape;
}

bool binds(const sim::MinimizeSpec& order, const std::string& letters) {
  if (!order.from) return true;
  return std::any_of(order.from->begin(), order.from->end(), [&](const sim::MinimizeSpec::Bound& bound) {
    return bound.prefix ? letters.starts_with(bound.letters) : letters == bound.letters;
  });
}

/// The orders by which any of the origins is bound, each in its place, so that every order keeps its random numbers.
std::vector<GeneratorFeatures::Order> resolve_orders(const Scenario& scenario, const sim::GeneratorModel& model,
                                                     const Network& network) {
  std::vector<GeneratorFeatures::Order> orders;
  for (const sim::MinimizeSpec& spec : scenario.minimize) {
    GeneratorFeatures::Order order{spec.at, sim::kNever, spec.keep, spec.raise, {}};
    if (spec.length) order.until = std::min(spec.at + *spec.length, sim::kNever);
    for (const auto& origin : model.origins) {
      order.binds.push_back(binds(spec, network.stations()[origin.station].ri.letters()));
    }
    orders.push_back(std::move(order));
  }
  return orders;
}

void resolve_collectives(const sim::CollectiveShare& spec, const topology::Place& place, const Network& network,
                         Problems& problems, GeneratorFeatures& features) {
  features.collective_share = spec.share;
  double total = 0;
  const auto add = [&](topology::CollectiveId id, double weight) {
    if (weight <= 0) return;
    features.collectives.push_back(id);
    features.collective_weights.push_back(total += weight);
  };
  if (spec.all) {
    for (topology::CollectiveId id = 0; id < network.collectives().size(); ++id) add(id, 1);
  }
  for (const sim::Candidate& candidate : spec.of.listed) {
    if (const auto id = network.collective(candidate.ri)) {
      add(*id, candidate.weight);
    } else {
      problems.error(candidate.place, "collectives: " + candidate.ri.letters() +
                                          " is no collective of this network; list it under network.collectives");
    }
  }
  if (spec.of.table) {
    for (const ColumnRow& row : read_column(*spec.of.table, problems)) {
      const auto id = network.collective(row.ri);
      const bool listed = std::any_of(spec.of.listed.begin(), spec.of.listed.end(),
                                      [&](const sim::Candidate& candidate) { return candidate.ri == row.ri; });
      if (id && !listed) add(*id, row.figure.value_or(0));
    }
  }
  for (double& weight : features.collective_weights) weight /= total;
  if (spec.share > 0 && features.collectives.empty() && !problems.any_error()) {
    problems.error(place, "generate: collectives: there is none to draw; list some under network.collectives");
  }
}

/// Reports a fixed number of addressees that the candidates of a role do not suffice for.
void check_roles(const sim::GenerateSpec& spec, const sim::GeneratorModel& model, const sim::Candidates& info,
                 Problems& problems) {
  const auto* action = std::get_if<sim::FixedCount>(&*spec.action);
  const auto* all = std::get_if<sim::FixedCount>(&spec.addressees);
  if (action == nullptr || all == nullptr) return;
  const auto check = [&](std::uint32_t wanted, const sim::Candidates& candidates, sim::StationId origin,
                         const std::string& words) {
    const std::size_t others = candidates.stations.size() - (candidates.place_of[origin] == sim::kNone ? 0 : 1);
    if (wanted <= others) return true;
    problems.error(spec.addressees_place, "addressees: " + std::to_string(wanted) + words + " are wanted of " +
                                              std::to_string(others) + " candidates; ask for fewer, or name more");
    return false;
  };
  for (const auto& origin : model.origins) {
    const std::uint32_t first = std::min(action->count, all->count);
    if (!check(first, model.candidates, origin.station, " action addressees") ||
        !check(all->count - first, info, origin.station, " info addressees")) {
      return;
    }
  }
}

}  // namespace

std::optional<GeneratorFeatures> resolve_features(const sim::GenerateSpec& spec, const sim::GeneratorModel& model,
                                                  const Scenario& scenario, const sim::Plan& plan, Problems& problems) {
  const bool action_drawn = spec.action && !std::holds_alternative<sim::FixedCount>(*spec.action);
  if (spec.at == 0 && !spec.length && !spec.hours && !spec.weekdays && !spec.bursts && spec.sections.empty() &&
      !spec.info_mix && !spec.classes && !action_drawn && !spec.info_to && !spec.collectives && spec.niact == 0 &&
      scenario.minimize.empty()) {
    return std::nullopt;
  }
  const auto item = std::find_if(
      scenario.traffic.begin(), scenario.traffic.end(),
      [&](const sim::TrafficSpec& traffic) { return std::get_if<sim::GenerateSpec>(&traffic.source) == &spec; });
  const topology::Place& place = item->place;
  GeneratorFeatures features;
  features.shape = resolve_shape(spec, model, scenario, place, problems);
  features.from = spec.at;
  features.until = plan.window.duration + plan.window.drain + 1;
  if (spec.length) features.until = std::min(features.until, spec.at + *spec.length);
  features.orders = resolve_orders(scenario, model, plan.network);
  features.niact = spec.niact;
  features.sections = with_cumulative_weights(spec.sections);
  if (spec.classes) features.classes = cumulative(*spec.classes);
  if (spec.info_mix) {
    features.info_precedence.emplace();
    std::transform(spec.info_mix->begin(), spec.info_mix->end(), features.info_precedence->begin(),
                   [](const sim::Mix& mix) { return cumulative(mix); });
  }
  if (spec.action) features.action = with_cumulative_weights(*spec.action);
  if (spec.info_to) {
    features.info = resolve_candidates(*spec.info_to, "info_to", plan, problems);
    if (!problems.any_error()) check_roles(spec, model, *features.info, problems);
  }
  if (spec.collectives) resolve_collectives(*spec.collectives, place, plan.network, problems, features);
  return features;
}

void check_minimize(const Scenario& scenario, const Network& network, Problems& problems) {
  const bool generated = std::any_of(scenario.traffic.begin(), scenario.traffic.end(), [](const auto& item) {
    return std::holds_alternative<sim::GenerateSpec>(item.source);
  });
  for (const sim::MinimizeSpec& order : scenario.minimize) {
    if (!generated) problems.error(order.place, "minimize acts on generated traffic, and there is none; leave it out");
    if (!order.from) continue;
    for (const sim::MinimizeSpec::Bound& bound : *order.from) {
      const bool known = std::any_of(network.stations().begin(), network.stations().end(), [&](const auto& station) {
        const std::string letters = station.ri.letters();
        return bound.prefix ? letters.starts_with(bound.letters) : letters == bound.letters;
      });
      if (!known) {
        problems.error(bound.place,
                       "minimize: " + bound.letters + (bound.prefix ? "*" : "") + " names no station of this network");
      }
    }
  }
}

}  // namespace torntape::scenarios
