#include "tools/report/page_data.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "tools/report/charts.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

using Json = nlohmann::ordered_json;

/// The film of messages on their way has so many pictures, and so many figures in all at most.
constexpr std::size_t kPictures = 96;
constexpr std::size_t kMostFigures = 300'000;

/// Six figures are more than anyone reads, and a third of the bytes.
double rounded(double value) {
  if (value == 0 || !std::isfinite(value)) return 0;
  const double unit = std::pow(10, 5 - std::floor(std::log10(std::abs(value))));
  return std::round(value * unit) / unit;
}

/// So that the script reads out what stands in the tables: the whole of a figure that its rounding would change there.
double rounded(double value, const std::function<std::string(double)>& readable) {
  const double short_one = rounded(value);
  return readable(short_one) == readable(value) ? short_one : value;
}

std::string two_decimals(double value) {
  return fmt::format("{:.2f}", value);
}

Json rounded(const std::vector<double>& values) {
  Json json = Json::array();
  for (const double value : values) json.push_back(rounded(value));
  return json;
}

std::string letter_of(sim::Precedence precedence) {
  return {topology::letter(precedence)};
}

using Places = std::map<topology::RoutingIndicator, std::uint32_t>;

Places places_of(const Case& one) {
  Places places;
  for (const results::StationName& station : one.stations) {
    places.emplace(station.ri, static_cast<std::uint32_t>(places.size()));
  }
  return places;
}

/// Stations with their places, names and addressees, and circuits with their two directions' figures.
Json network_json(const Case& one, const NetworkView& view, const Places& places) {
  Json stations = Json::array();
  for (std::size_t i = 0; i < one.stations.size(); ++i) {
    const results::StationName& station = one.stations[i];
    stations.push_back({{"ri", station.ri.letters()},
                        {"name", station.name},
                        {"relay", station.relay},
                        {"x", std::round(view.layout.nodes[i].x)},
                        {"y", std::round(view.layout.nodes[i].y)},
                        {"addressees", Json::array()}});
  }
  for (const sim::AddresseeName& addressee : one.results.addressees) {
    if (addressee.name == addressee.station.letters()) continue;
    stations[places.at(addressee.station)]["addressees"].push_back(addressee.name);
  }
  const std::vector<sim::AddresseeTally> tallies = station_tallies(one);
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    const sim::AddresseeTally& tally = tallies[i];
    if (tally.n == 0) continue;
    const auto n = static_cast<double>(tally.n);
    stations[i]["n"] = tally.n;
    stations[i]["mean"] = rounded(static_cast<double>(tally.sum) / n * 1e-9, readable_seconds);
    stations[i]["within"] = static_cast<double>(tally.within) / n;
    stations[i]["most"] = rounded(sim::seconds(tally.most));
  }
  for (const sim::DeskRow& row : one.summary.desks) stations[row.station]["desk"] = desk_text(row);
  Json circuits = Json::array();
  for (std::size_t id = 0; id + 1 < one.results.circuits.size(); id += 2) {
    Json circuit{{"from", places.at(one.results.circuits[id].from)}, {"to", places.at(one.results.circuits[id].to)}};
    for (const std::size_t way : {id, id + 1}) {
      const sim::CircuitRow& row = one.summary.circuits[way];
      circuit["sent"].push_back(row.transmissions);
      circuit["use"].push_back(rounded(row.utilization, readable_share));
      circuit["wait"].push_back(row.mean_wait ? Json(rounded(*row.mean_wait, readable_seconds)) : Json());
      circuit["late"].push_back(row.p95_wait ? Json(rounded(*row.p95_wait, readable_seconds)) : Json());
      circuit["queue"].push_back(rounded(row.mean_queue, two_decimals));
      circuit["most"].push_back(row.most_waiting);
    }
    circuits.push_back(std::move(circuit));
  }
  return {{"stations", std::move(stations)}, {"circuits", std::move(circuits)}};
}

/// Of replication 1: deliveries, mean latency and share within the objective by precedence and station.
Json by_precedence(const Case& one, const Replay& replay, const Places& places) {
  std::array<std::vector<sim::AddresseeTally>, topology::kPrecedences> tallies;
  tallies.fill(std::vector<sim::AddresseeTally>(one.stations.size()));
  for (const sim::DeliveryRow& row : replay.rows) {
    const auto p = static_cast<std::size_t>(row.precedence);
    tallies[p][places.at(one.results.addressees[row.addressee].station)].add(row.delivered - row.filed,
                                                                             one.results.objectives[p]);
  }
  Json json = Json::object();
  for (std::size_t p = 0; p < tallies.size(); ++p) {
    Json rows = Json::array();
    for (std::size_t i = 0; i < tallies[p].size(); ++i) {
      const sim::AddresseeTally& tally = tallies[p][i];
      if (tally.n == 0) continue;
      const auto n = static_cast<double>(tally.n);
      rows.push_back({i, tally.n, rounded(static_cast<double>(tally.sum) / n * 1e-9),
                      rounded(static_cast<double>(tally.within) / n)});
    }
    if (!rows.empty()) json[letter_of(static_cast<sim::Precedence>(p))] = std::move(rows);
  }
  return json;
}

/// How many deliveries were on their way to each station, at times that divide the counted time evenly: exact counts
/// of those filed and not yet delivered, by precedence `Z O P R`.
Json film_json(const Case& one, const Replay& replay, const Places& places) {
  const sim::Window& window = one.results.window;
  const auto at = [&](std::size_t picture, std::size_t pictures) {
    return window.warmup +
           (window.duration - window.warmup) / static_cast<sim::Time>(pictures) * static_cast<sim::Time>(picture);
  };
  for (std::size_t pictures = kPictures; pictures >= 12; pictures /= 2) {
    using Counts = std::map<std::uint32_t, std::array<std::uint32_t, topology::kPrecedences>>;
    std::vector<Counts> counts(pictures + 1);
    const double step = static_cast<double>(window.duration - window.warmup) / static_cast<double>(pictures);
    std::size_t figures = 0;
    for (const sim::DeliveryRow& row : replay.rows) {
      auto picture = static_cast<std::size_t>(std::max(0.0, static_cast<double>(row.filed - window.warmup) / step));
      while (picture <= pictures && at(picture, pictures) < row.filed) ++picture;
      for (; picture <= pictures && at(picture, pictures) < row.delivered; ++picture) {
        auto& station = counts[picture][places.at(one.results.addressees[row.addressee].station)];
        ++station[static_cast<std::size_t>(row.precedence)];
      }
    }
    for (const Counts& picture : counts) figures += picture.size();
    if (figures > kMostFigures) continue;
    Json json{{"times", Json::array()}, {"counts", Json::array()}};
    for (std::size_t i = 0; i <= pictures; ++i) {
      json["times"].push_back(rounded(sim::seconds(at(i, pictures))));
      Json flat = Json::array();
      for (const auto& [station, by] : counts[i]) {
        flat.push_back(station);
        for (const std::uint32_t count : by) flat.push_back(count);
      }
      json["counts"].push_back(std::move(flat));
    }
    return json;
  }
  return {};
}

Json way_json(const Case& one, const Way& way, const Places& places) {
  Json json{{"name", way.name}, {"copies", Json::array()}, {"deliveries", Json::array()}};
  json["filed"] = way.filed == sim::kNever ? Json() : Json(sim::seconds(way.filed));
  for (const sim::RoutingLineRow& copy : way.copies) {
    std::string line;
    for (const auto ri : copy.indicators) line += (line.empty() ? "" : " ") + std::string(ri.letters());
    json["copies"].push_back(
        {sim::seconds(copy.sent), copy.circuit, letter_of(copy.precedence), copy.section, std::move(line)});
  }
  for (const sim::DeliveryRow& row : way.deliveries) {
    const sim::AddresseeName& addressee = one.results.addressees[row.addressee];
    json["deliveries"].push_back(
        {sim::seconds(row.delivered), places.at(addressee.station), letter_of(row.precedence), name_of(addressee)});
  }
  return json;
}

Json curves_json(const Distribution& distribution) {
  if (distribution.curves.empty()) return {};
  const TimeAxis axis = time_axis(distribution);
  Json json{{"from", axis.from},
            {"to", axis.to},
            {"left", axis.left},
            {"right", axis.right},
            {"top", axis.top},
            {"bottom", axis.bottom},
            {"times", rounded(distribution.times)}};
  for (const Curve& curve : distribution.curves) {
    json["curves"].push_back({{"precedence", letter_of(curve.precedence)}, {"share", rounded(curve.share)}});
  }
  return json;
}

Json case_json(const CaseData& data) {
  const Places places = places_of(*data.one);
  Json json{{"name", data.one->name}, {"distribution", curves_json(*data.distribution)}};
  json["network"] = network_json(*data.one, *data.view, places);
  json["ways"] = Json::array();
  for (const Way& way : data.replay->ways) json["ways"].push_back(way_json(*data.one, way, places));
  if (!data.replay->rows.empty()) {
    json["by_precedence"] = by_precedence(*data.one, *data.replay, places);
    json["film"] = film_json(*data.one, *data.replay, places);
  }
  return json;
}

}  // namespace

std::string page_data(const std::vector<CaseData>& cases) {
  Json json{{"cases", Json::array()}};
  for (const CaseData& data : cases) json["cases"].push_back(case_json(data));
  const std::string plain = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string text;
  text.reserve(plain.size());
  for (const char c : plain) {
    if (c == '<') {
      text += "\\u003c";
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace torntape::tools
