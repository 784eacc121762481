#include "tools/report/case.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <map>
#include <utility>

#include "tools/command.hpp"
#include "tools/results/reader.hpp"

namespace torntape::tools {
namespace {

/// The file's name without folder and ending, its whole path where another file has that name too.
std::string file_name(const std::string& path, const std::vector<std::string>& paths) {
  const auto stem = [](const std::string& of) { return std::filesystem::path(of).stem().string(); };
  for (const std::string& other : paths) {
    if (other != path && stem(other) == stem(path)) return path;
  }
  return stem(path);
}

}  // namespace

Cases read_cases(const std::vector<std::string>& paths) {
  Cases read;
  for (const std::string& path : paths) {
    const results::Reader reader(path);
    const results::Campaign& campaign = reader.campaign();
    const std::size_t before = read.cases.size();
    std::vector<sim::Results> all = reader.results();
    for (std::size_t i = 0; i < campaign.points.size(); ++i) {
      if (all[i].replications.empty()) continue;
      const results::Point& point = campaign.points[i];
      Case one;
      one.name = file_name(path, paths);
      const std::string settings = results::point_name(point.results.settings);
      if (!settings.empty()) one.name += ": " + settings;
      one.file = read.files.size();
      one.results = std::move(all[i]);
      one.stations = point.stations;
      one.telegrams = point.telegrams;
      sim::Summarizer summarizer(one.results);
      for (const sim::Replication& replication : one.results.replications) summarizer.add(replication);
      one.summary = summarizer.summary();
      read.cases.push_back(std::move(one));
    }
    if (read.cases.size() == before) {
      throw Failure(kWrongInput, fmt::format("{}: error: it holds no replication yet", path));
    }
    read.files.push_back({path, campaign, reader.scenario_file()});
  }
  return read;
}

std::vector<sim::AddresseeTally> station_tallies(const Case& one) {
  std::map<topology::RoutingIndicator, std::size_t> places;
  for (const results::StationName& station : one.stations) places.emplace(station.ri, places.size());
  std::vector<sim::AddresseeTally> tallies(one.stations.size());
  for (std::size_t id = 0; id < one.results.addressees.size(); ++id) {
    sim::AddresseeTally& tally = tallies[places.at(one.results.addressees[id].station)];
    for (const sim::Replication& replication : one.results.replications) tally.merge(replication.addressees[id]);
  }
  return tallies;
}

}  // namespace torntape::tools
