#include "tools/report/replay.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/engine.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

/// A replication of more copies or deliveries than this is not simulated again: a report is waited for.
constexpr std::uint64_t kMostCopies = 8'000'000;
constexpr std::uint64_t kMostDeliveries = 4'000'000;

/// The plan that `one` was made by, as far as its file tells; nothing where the scenario's files are not there.
std::unique_ptr<sim::Plan> plan_of(const CaseFile& file, const Case& one) {
  std::vector<scenarios::Override> overrides;
  for (const auto& [key, value] : file.campaign.settings) overrides.push_back({key, value});
  for (const auto& [key, value] : one.results.settings) overrides.push_back({key, value});
  topology::Problems problems;
  auto scenario = scenarios::read_scenario_text(file.campaign.text, file.scenario_file, overrides, problems);
  if (!scenario) return nullptr;
  scenario->seed = one.results.seed;
  return scenarios::resolve(*scenario, problems);
}

/// The ways of the telegrams among `lines`, by telegram.
std::vector<Way> ways_of(const std::vector<sim::RoutingLineRow>& lines, const std::vector<sim::DeliveryRow>& rows,
                         const Case& one) {
  std::vector<Way> ways;
  for (std::uint32_t telegram = 0; telegram < one.telegrams.size(); ++telegram) {
    Way way;
    way.name = one.telegrams[telegram];
    for (const sim::RoutingLineRow& line : lines) {
      if (line.telegram == telegram) way.copies.push_back(line);
    }
    if (way.copies.empty()) continue;
    for (const sim::DeliveryRow& row : rows) {
      if (row.message == way.copies.front().message) way.deliveries.push_back(row);
    }
    if (!way.deliveries.empty()) way.filed = way.deliveries.front().filed;
    ways.push_back(std::move(way));
  }
  return ways;
}

/// The way of the message whose delivery took longest.
std::optional<Way> slowest_way(const sim::Plan& plan, const std::vector<sim::DeliveryRow>& rows) {
  const auto slowest = std::max_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.delivered - a.filed < b.delivered - b.filed;
  });
  if (slowest == rows.end()) return std::nullopt;
  sim::Recording recording;
  recording.message = static_cast<std::uint32_t>(slowest->message);
  Way way;
  way.name = fmt::format("the slowest: message {} from {}", readable_count(slowest->message),
                         plan.network.stations()[slowest->origin].ri.letters());
  way.filed = slowest->filed;
  way.copies = sim::simulate(plan, 1, recording).routing_lines;
  for (const sim::DeliveryRow& row : rows) {
    if (row.message == slowest->message) way.deliveries.push_back(row);
  }
  if (way.copies.empty()) return std::nullopt;
  return way;
}

Replay from_file(const Case& one, std::string lacks) {
  return {ways_of(one.results.replications.front().routing_lines, {}, one), {}, std::move(lacks)};
}

}  // namespace

Replay replay(const Cases& cases, const Case& one, bool again) {
  if (!again) return from_file(one, "it was not to be (--no-replay)");
  const sim::Replication& kept = one.results.replications.front();
  if (kept.number != 1) return from_file(one, "the result has no replication 1");
  if (kept.all_transmissions > kMostCopies || kept.deliveries > kMostDeliveries) {
    return from_file(one, "its replications are too long to simulate one more for this page");
  }
  const std::unique_ptr<sim::Plan> plan = plan_of(cases.files[one.file], one);
  if (!plan) return from_file(one, "the files that the scenario names are not where they were");
  sim::Recording recording;
  recording.deliveries = true;
  recording.routing_lines = !kept.routing_lines.empty();
  sim::Replication fresh = sim::simulate(*plan, 1, recording);
  if (fresh.fingerprint != kept.fingerprint) {
    return from_file(one, "the files that the scenario names, or torntape, have changed since");
  }
  Replay replay;
  replay.ways = ways_of(fresh.routing_lines, fresh.rows, one);
  if (auto slowest = slowest_way(*plan, fresh.rows)) replay.ways.push_back(std::move(*slowest));
  replay.rows = std::move(fresh.rows);
  return replay;
}

}  // namespace torntape::tools
