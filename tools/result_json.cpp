#include "tools/result_json.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "sim/line_noise.hpp"
#include "tools/results/campaign.hpp"
#include "tools/sweep_table.hpp"

namespace torntape::tools {
namespace {

using Json = nlohmann::ordered_json;

Json latency_json(const sim::LatencyRow& row) {
  Json json;
  json["precedence"] = topology::word(row.precedence);
  json["role"] = row.role ? topology::word(*row.role) : "all";
  json["n"] = row.n;
  json["mean_s"] = row.mean;
  json["ci95_s"] = row.interval ? Json{row.interval->first, row.interval->second} : Json();
  json["p50_s"] = row.p50;
  json["p90_s"] = row.p90;
  json["p95_s"] = row.p95;
  json["p99_s"] = row.p99;
  json["max_s"] = row.most;
  json["objective_s"] = row.objective;
  json["within_objective"] = row.within;
  if (!row.network) return json;
  json["network_mean_s"] = row.network->mean;
  json["network_p50_s"] = row.network->p50;
  json["network_p90_s"] = row.network->p90;
  json["network_p95_s"] = row.network->p95;
  json["network_p99_s"] = row.network->p99;
  json["network_max_s"] = row.network->most;
  json["network_within_objective"] = row.network->within;
  return json;
}

Json undelivered_json(const sim::RoleCounts& counts) {
  Json json = Json::array();
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    for (std::size_t r = 0; r < topology::kRoles; ++r) {
      if (counts[p][r] == 0) continue;
      json.push_back({{"precedence", topology::word(static_cast<sim::Precedence>(p))},
                      {"role", topology::word(static_cast<sim::Role>(r))},
                      {"n", counts[p][r]}});
    }
  }
  return json;
}

Json errors_json(const sim::ErrorTally& errors) {
  Json json;
  json["garbled"] = errors.garbled;
  json["missing"] = errors.missing;
  json["reruns"] = errors.reruns;
  json["duplicates"] = errors.duplicates;
  json["service"] = errors.service;
  return json;
}

Json circuit_json(const sim::CircuitRow& row, const topology::Network& network) {
  const topology::Circuit& circuit = network.circuits()[row.circuit];
  Json json;
  json["from"] = network.stations()[circuit.from].ri.letters();
  json["to"] = network.stations()[circuit.to].ri.letters();
  json["transmissions"] = row.transmissions;
  json["utilization"] = row.utilization;
  json["mean_wait_s"] = row.mean_wait ? Json(*row.mean_wait) : Json();
  if (row.p95_wait) json["p95_wait_s"] = *row.p95_wait;
  json["mean_queue"] = row.mean_queue;
  json["max_queue"] = row.most_waiting;
  json["broken"] = row.broken;
  json["wasted_s"] = row.wasted;
  return json;
}

Json desk_json(const sim::DeskRow& row, const topology::Network& network) {
  Json json;
  json["ri"] = network.stations()[row.station].ri.letters();
  json["operators"] = row.operators > 0 ? Json(row.operators) : Json();
  json["copies"] = row.copies;
  json["utilization"] = row.utilization ? Json(*row.utilization) : Json();
  json["mean_wait_s"] = row.mean_wait ? Json(*row.mean_wait) : Json();
  json["mean_queue"] = row.mean_queue;
  json["max_queue"] = row.most_waiting;
  return json;
}

Json routing_line_json(const sim::RoutingLineRow& row, const sim::Plan& plan) {
  const topology::Circuit& circuit = plan.network.circuits()[row.circuit];
  Json json;
  json["message"] = row.message;
  json["telegram"] = plan.telegrams[row.telegram];
  json["section"] = row.section;
  json["from"] = plan.network.stations()[circuit.from].ri.letters();
  json["to"] = plan.network.stations()[circuit.to].ri.letters();
  json["routing_line"] = routing_line_text(row);
  json["sent_s"] = sim::seconds(row.sent);
  return json;
}

Json until_json(const sim::StopWatch& watch) {
  const std::optional<double> half = watch.half_width();
  Json json;
  json["of"] = figure_text(watch.rule());
  json["reached"] = watch.reached();
  json["half_width"] = half ? Json(*half) : Json();
  json["relative"] = watch.rule().relative;
  return json;
}

Json point_json(const PointResult& result, double wall_seconds) {
  const scenarios::Scenario& scenario = result.point->scenario;
  const sim::Summary& summary = result.summary;
  const sim::Plan& plan = *result.point->plan;
  Json json;
  json["scenario"] = scenario.name;
  if (!result.point->settings.empty()) {
    json["point"] = results::point_name(result.point->settings);
    json["settings"] = Json::object();
    for (const auto& [key, value] : result.point->settings) json["settings"][key] = value;
  }
  json["version"] = TORNTAPE_VERSION;
  json["seed"] = scenario.seed;
  json["replications"] = summary.replications;
  if (result.watch) json["until"] = until_json(*result.watch);
  json["fingerprint"] = fmt::format("{:016x}", summary.fingerprint);
  json["messages"] = summary.messages;
  json["transmissions"] = summary.transmissions;
  json["deliveries"] = summary.deliveries;
  json["undelivered"] = summary.undelivered;
  if (summary.undelivered > 0) json["undelivered_by"] = undelivered_json(summary.undelivered_by);
  json["preempted"] = summary.preempted;
  json["lost"] = summary.lost;
  json["rerouted"] = summary.rerouted;
  const bool errors = sim::LineNoise::any(plan);
  if (errors) json["errors"] = errors_json(summary.errors);
  json["wall_s"] = wall_seconds;
  json["latency"] = Json::array();
  for (const auto& row : summary.latency) json["latency"].push_back(latency_json(row));
  json["circuits"] = Json::array();
  for (const auto& row : summary.circuits) {
    json["circuits"].push_back(circuit_json(row, plan.network));
    if (errors) json["circuits"].back()["errors"] = errors_json(row.errors);
  }
  for (const auto& row : summary.desks) json["desks"].push_back(desk_json(row, plan.network));
  json["routing_lines"] = Json::array();
  for (const auto& row : summary.routing_lines) json["routing_lines"].push_back(routing_line_json(row, plan));
  return json;
}

}  // namespace

std::string routing_line_text(const sim::RoutingLineRow& row) {
  std::string text(2, topology::letter(row.precedence));
  for (const auto ri : row.indicators) text += ' ' + ri.letters();
  return text;
}

std::string result_json(const std::vector<PointResult>& points, double wall_seconds) {
  Json json = Json::array();
  for (const PointResult& point : points) json.push_back(point_json(point, wall_seconds));
  if (points[0].point->settings.empty()) json = Json(json[0]);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace torntape::tools
