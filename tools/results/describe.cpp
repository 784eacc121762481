#include "tools/results/describe.hpp"

#include <fmt/core.h>

#include <charconv>
#include <map>
#include <utility>
#include <vector>

#include "tools/results/digest.hpp"

namespace torntape::results {
namespace {

[[noreturn]] void damaged(const std::string& what) {
  throw DatabaseError(DatabaseError::Kind::broken, what);
}

topology::RoutingIndicator indicator(const std::string& text) {
  const auto ri = topology::RoutingIndicator::parse(text);
  if (!ri) damaged("a routing indicator is damaged");
  return *ri;
}

std::uint64_t number(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) damaged("a number is damaged");
  return value;
}

/// Writes the names of points, those of alike networks once.
class NameWriter {
 public:
  NameWriter(const Database& database, std::int64_t run) : database_(database), run_(run) {}

  void add(std::int64_t number, const Point& point) {
    const auto [network, is_new] = networks_.emplace(network_digest(point), number);
    if (is_new) add_network(number, point);
    const sim::Results& results = point.results;
    Statement row = database_.prepare("INSERT INTO points VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)");
    row.bind(run_).bind(number).bind(point_name(results.settings)).bind(network->second);
    row.bind(std::to_string(results.seed)).bind(results.window.warmup).bind(results.window.duration);
    row.bind(results.window.drain);
    for (const sim::Time objective : results.objectives) row.bind(objective);
    row.bind(digest(point)).run();
    std::int64_t place = 0;
    Statement setting = database_.prepare("INSERT INTO point_settings VALUES (?,?,?,?,?)");
    for (const auto& [key, value] : results.settings) {
      setting.bind(run_).bind(number).bind(++place).bind(key).bind(value).run();
    }
  }

 private:
  void add_network(std::int64_t network, const Point& point) {
    std::int64_t place = 0;
    Statement station = database_.prepare("INSERT INTO stations VALUES (?,?,?,?,?,?)");
    for (const StationName& name : point.stations) {
      station.bind(run_).bind(network).bind(place++).bind(name.ri.letters()).bind(name.name);
      station.bind(std::int64_t{name.relay}).run();
    }
    place = 0;
    Statement circuit = database_.prepare("INSERT INTO circuit_names VALUES (?,?,?,?,?,?)");
    for (const sim::CircuitName& name : point.results.circuits) {
      circuit.bind(run_).bind(network).bind(place++).bind(name.from.letters()).bind(name.to.letters());
      circuit.bind(std::int64_t{name.channels}).run();
    }
    place = 0;
    Statement addressee = database_.prepare("INSERT INTO addressee_names VALUES (?,?,?,?,?)");
    for (const sim::AddresseeName& name : point.results.addressees) {
      addressee.bind(run_).bind(network).bind(place++).bind(name.station.letters()).bind(name.name).run();
    }
    place = 0;
    Statement telegram = database_.prepare("INSERT INTO telegrams VALUES (?,?,?,?)");
    for (const std::string& name : point.telegrams) {
      telegram.bind(run_).bind(network).bind(place++).bind(name).run();
    }
  }

  const Database& database_;
  std::int64_t run_;
  std::map<std::string, std::int64_t> networks_;
};

using Settings = std::vector<std::pair<std::string, std::string>>;

Settings read_settings(Statement row) {
  Settings settings;
  while (row.step()) {
    std::string key = row.text();
    settings.emplace_back(std::move(key), row.text());
  }
  return settings;
}

/// Fills in the names of point `point`, which are those of `network`.
void read_names(const Database& database, std::int64_t run, std::int64_t network, Point& point) {
  const auto prepare = [&](const std::string& columns, const std::string& table, const std::string& order) {
    Statement statement = database.prepare(
        fmt::format("SELECT {} FROM {} WHERE run = ? AND network = ? ORDER BY {}", columns, table, order));
    statement.bind(run).bind(network);
    return statement;
  };
  for (Statement station = prepare("ri, name, relay", "stations", "station"); station.step();) {
    const auto ri = indicator(station.text());
    std::string name = station.text();
    point.stations.push_back({ri, std::move(name), station.integer() != 0});
  }
  for (Statement circuit = prepare(R"("from", "to", channels)", "circuit_names", "circuit"); circuit.step();) {
    const auto from = indicator(circuit.text());
    const auto to = indicator(circuit.text());
    point.results.circuits.push_back({from, to, static_cast<std::uint32_t>(circuit.integer())});
  }
  for (Statement addressee = prepare("ri, name", "addressee_names", "addressee"); addressee.step();) {
    const auto ri = indicator(addressee.text());
    point.results.addressees.push_back({ri, addressee.text()});
  }
  for (Statement telegram = prepare("name", "telegrams", "telegram"); telegram.step();) {
    point.telegrams.push_back(telegram.text());
  }
}

std::vector<Point> read_points(const Database& database, std::int64_t run, const std::string& scenario) {
  std::vector<Point> points;
  Statement row = database.prepare(
      "SELECT point, network, seed, warmup_ns, duration_ns, drain_ns, flash_objective_ns, immediate_objective_ns, "
      "priority_objective_ns, routine_objective_ns, digest, name FROM points WHERE run = ? ORDER BY point");
  row.bind(run);
  while (row.step()) {
    Point& point = points.emplace_back();
    point.results.scenario = scenario;
    const std::int64_t place = row.integer();
    const std::int64_t network = row.integer();
    point.results.seed = number(row.text());
    point.results.window = {row.integer(), row.integer(), row.integer()};
    for (sim::Time& objective : point.results.objectives) objective = row.integer();
    Statement settings =
        database.prepare("SELECT key, value FROM point_settings WHERE run = ? AND point = ? ORDER BY place");
    settings.bind(run).bind(place);
    point.results.settings = read_settings(std::move(settings));
    read_names(database, run, network, point);
    const bool whole = digest(point) == row.text() && point_name(point.results.settings) == row.text();
    if (place != static_cast<std::int64_t>(points.size()) || !whole) {
      damaged(fmt::format("point {} is damaged", points.size()));
    }
  }
  if (points.empty()) damaged("its points are missing");
  return points;
}

}  // namespace

void describe(const Database& database, const Campaign& campaign) {
  const std::int64_t run = run_id(campaign);
  Statement head = database.prepare("INSERT INTO runs VALUES (?,?,?,?,?,?,?,?,?)");
  head.bind(run).bind(campaign.scenario).bind(campaign.version).bind(std::to_string(campaign.seed));
  head.bind(std::int64_t{campaign.replications}).bind(std::int64_t{campaign.until});
  head.bind(std::int64_t{campaign.deliveries});
  head.bind(campaign.text).bind(campaign.resolved).run();
  std::int64_t place = 0;
  Statement setting = database.prepare("INSERT INTO settings VALUES (?,?,?,?)");
  for (const auto& [key, value] : campaign.settings) {
    setting.bind(run).bind(++place).bind(key).bind(value).run();
  }
  place = 0;
  Statement input = database.prepare("INSERT INTO inputs VALUES (?,?,?,?,?)");
  for (const Input& one : campaign.inputs) {
    input.bind(run).bind(++place).bind(one.path).bind(static_cast<std::int64_t>(one.bytes)).bind(one.sha256).run();
  }
  NameWriter names(database, run);
  place = 0;
  for (const Point& point : campaign.points) names.add(++place, point);
}

Campaign description(const Database& database) {
  Campaign campaign;
  Statement head = database.prepare(
      "SELECT run, scenario, version, seed, replications, until, deliveries, text, resolved FROM runs");
  if (!head.step()) damaged("its run is missing");
  const std::int64_t run = head.integer();
  campaign.scenario = head.text();
  campaign.version = head.text();
  campaign.seed = number(head.text());
  campaign.replications = static_cast<std::uint32_t>(head.integer());
  campaign.until = head.integer() != 0;
  campaign.deliveries = head.integer() != 0;
  campaign.text = head.text();
  campaign.resolved = head.text();
  campaign.settings = read_settings(database.prepare("SELECT key, value FROM settings ORDER BY place"));
  Statement input = database.prepare("SELECT path, bytes, sha256 FROM inputs ORDER BY place");
  while (input.step()) {
    std::string path = input.text();
    const auto bytes = static_cast<std::uint64_t>(input.integer());
    campaign.inputs.push_back({std::move(path), bytes, input.text()});
  }
  if (run != run_id(campaign)) damaged("what it says of its scenario is damaged");
  campaign.points = read_points(database, run, campaign.scenario);
  return campaign;
}

tools::Failure unwritable(const std::string& path, const DatabaseError& error) {
  switch (error.kind()) {
    case DatabaseError::Kind::busy:
      return {tools::kWrongInput,
              fmt::format("{}: error: another program holds this file; wait until it is done", path)};
    case DatabaseError::Kind::broken:
      return unreadable(path, error);
    case DatabaseError::Kind::machine:
      break;
  }
  return {tools::kMachineFailed, fmt::format("{}: error: cannot be written: {}", path, error.what())};
}

tools::Failure unreadable(const std::string& path, const DatabaseError& error) {
  switch (error.kind()) {
    case DatabaseError::Kind::busy:
      return {tools::kWrongInput,
              fmt::format("{}: error: a run is writing this file, or another program holds it; wait until it is done",
                          path)};
    case DatabaseError::Kind::broken:
      return {tools::kWrongInput,
              fmt::format("{}: error: this is no result file, or a damaged one: {}", path, error.what())};
    case DatabaseError::Kind::machine:
      break;
  }
  return {tools::kMachineFailed, fmt::format("{}: error: cannot be read: {}", path, error.what())};
}

}  // namespace torntape::results
