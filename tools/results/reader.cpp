#include "tools/results/reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "tools/command.hpp"
#include "tools/results/database.hpp"
#include "tools/results/describe.hpp"
#include "tools/results/digest.hpp"
#include "tools/results/histogram_blob.hpp"
#include "tools/results/schema.hpp"
#include "tools/results/stored_figures.hpp"

namespace torntape::results {
namespace {

[[noreturn]] void damaged(const std::string& what) {
  throw DatabaseError(DatabaseError::Kind::broken, what);
}

sim::WideSum wide(std::int64_t seconds, std::int64_t nanoseconds) {
  constexpr sim::WideSum kNanoseconds = 1'000'000'000;
  return static_cast<sim::WideSum>(seconds) * kNanoseconds + static_cast<sim::WideSum>(nanoseconds);
}

std::uint64_t natural(std::int64_t value) {
  return static_cast<std::uint64_t>(value);
}

std::uint64_t hexadecimal(const std::string& text) {
  if (text.size() != 16 || text.find_first_not_of("0123456789abcdef") != std::string::npos) {
    damaged("a fingerprint is damaged");
  }
  return std::stoull(text, nullptr, 16);
}

topology::RoutingIndicator indicator(std::string_view text) {
  const auto ri = topology::RoutingIndicator::parse(text);
  if (!ri) damaged("a routing line is damaged");
  return *ri;
}

std::vector<topology::RoutingIndicator> indicators(std::string_view text) {
  std::vector<topology::RoutingIndicator> line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    line.push_back(indicator(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return line;
}

topology::Precedence precedence(const std::string& word) {
  const auto precedence = topology::precedence_of(word);
  if (!precedence) damaged("a precedence is damaged");
  return *precedence;
}

std::size_t role_index(std::string_view word) {
  return static_cast<std::size_t>(word == "action" ? topology::Role::action : topology::Role::info);
}

/// Stretches hold the same deliveries as the latencies do, which the replication's digest vouches for.
bool agree(const sim::Stretches& stretches, const sim::LatencyTally& tally) {
  sim::StretchTally all;
  for (const sim::StretchTally& stretch : stretches) {
    all.n += stretch.n;
    all.sum += stretch.sum;
  }
  return stretches.empty() || (all.n == tally.n && all.sum == tally.sum);
}

/// The statements that read the replications of one point.
class PointReader {
 public:
  PointReader(const Database& database, std::int64_t run, std::uint32_t point, const Point& names)
      : run_(run),
        point_(point),
        names_(names),
        replication_(database.prepare(
            "SELECT replication, fingerprint, traffic, messages, transmissions, deliveries, undelivered, preempted, "
            "lost, rerouted, all_transmissions, digest FROM replications WHERE run = ? AND point = ? ORDER BY "
            "replication")),
        undelivered_(database.prepare("SELECT precedence, role, n FROM undelivered "
                                      "WHERE run = ? AND point = ? AND replication = ?")),
        latency_(
            database.prepare("SELECT precedence, role, n, sum_seconds, sum_nanoseconds, least_ns, most_ns, within, "
                             "histogram, p50_ns, p90_ns, p95_ns, p99_ns FROM latencies WHERE run = ? AND point = ? AND "
                             "replication = ?")),
        network_time_(
            database.prepare("SELECT precedence, role, n, sum_seconds, sum_nanoseconds, least_ns, most_ns, within, "
                             "histogram, p50_ns, p90_ns, p95_ns, p99_ns FROM network_times WHERE run = ? AND point = ? "
                             "AND replication = ?")),
        stretch_(database.prepare("SELECT precedence, role, stretch, n, sum_seconds, sum_nanoseconds "
                                  "FROM stretches WHERE run = ? AND point = ? AND replication = ?")),
        circuit_(
            database.prepare("SELECT circuit, transmissions, waited_ns, busy_ns, queue_area_ns, most_waiting, "
                             "broken, wasted_ns, garbled, missing, reruns, duplicates, service, p95_wait_ns, waits "
                             "FROM circuits WHERE run = ? AND point = ? AND replication = ? ORDER BY circuit")),
        desk_(database.prepare("SELECT station, operators, open_ns, copies, waited_ns, busy_ns, queue_area_ns, "
                               "most_waiting FROM desks WHERE run = ? AND point = ? AND replication = ? "
                               "ORDER BY station")),
        addressee_(
            database.prepare("SELECT addressee, n, sum_seconds, sum_nanoseconds, most_ns, within "
                             "FROM addressees WHERE run = ? AND point = ? AND replication = ? ORDER BY addressee")),
        routing_line_(
            database.prepare("SELECT message, telegram, section, circuit, precedence, indicators, sent_ns "
                             "FROM routing_lines WHERE run = ? AND point = ? AND replication = ? ORDER BY place")) {
    replication_.bind(run).bind(std::int64_t{point});
  }

  /// The next replication, in order of number; nothing after the last.
  std::optional<sim::Replication> next() {
    if (!replication_.step()) return std::nullopt;
    sim::Replication replication;
    replication.number = static_cast<std::uint32_t>(replication_.integer());
    replication.fingerprint = hexadecimal(replication_.text());
    replication.traffic = hexadecimal(replication_.text());
    replication.messages = natural(replication_.integer());
    replication.transmissions = natural(replication_.integer());
    replication.deliveries = natural(replication_.integer());
    replication.undelivered = natural(replication_.integer());
    replication.preempted = natural(replication_.integer());
    replication.lost = natural(replication_.integer());
    replication.rerouted = natural(replication_.integer());
    replication.all_transmissions = natural(replication_.integer());
    read_undelivered(replication);
    read_latencies(latency_, replication, replication.latencies);
    read_network_times(replication);
    read_stretches(replication);
    read_circuits(replication);
    read_desks(replication);
    read_addressees(replication);
    read_routing_lines(replication);
    if (replication.circuits.size() != names_.results.circuits.size() ||
        replication.addressees.size() != names_.results.addressees.size() ||
        digest(replication) != replication_.text()) {
      damaged(fmt::format("replication {} of point {} is damaged", replication.number, point_));
    }
    return replication;
  }

 private:
  Statement& of(Statement& statement, const sim::Replication& replication) const {
    return statement.bind(run_).bind(std::int64_t{point_}).bind(std::int64_t{replication.number});
  }

  void read_undelivered(sim::Replication& replication) {
    for (of(undelivered_, replication); undelivered_.step();) {
      const auto p = static_cast<std::size_t>(precedence(undelivered_.text()));
      const std::size_t r = role_index(undelivered_.text());
      replication.undelivered_by[p][r] = natural(undelivered_.integer());
    }
  }

  void read_latencies(Statement& row, const sim::Replication& replication, sim::Latencies& latencies) const {
    for (of(row, replication); row.step();) {
      const auto p = static_cast<std::size_t>(precedence(row.text()));
      const std::size_t r = role_index(row.text());
      sim::LatencyTally& tally = latencies[p][r];
      tally.n = natural(row.integer());
      const std::int64_t seconds = row.integer();
      tally.sum = wide(seconds, row.integer());
      tally.least = row.integer();
      tally.most = row.integer();
      tally.within = natural(row.integer());
      auto histogram = unpack<sim::Histogram>(row.blob());
      if (!histogram) damaged("a histogram is damaged");
      tally.histogram = std::move(*histogram);
      for (const double q : kStoredQuantiles) {
        if (row.integer() != tally.quantile(q)) damaged("a percentile is damaged");
      }
    }
  }

  void read_network_times(sim::Replication& replication) {
    sim::Latencies network;
    read_latencies(network_time_, replication, network);
    for (const auto& roles : network) {
      for (const sim::LatencyTally& tally : roles) {
        if (tally.n == 0) continue;
        replication.network = std::move(network);
        return;
      }
    }
  }

  void read_stretches(sim::Replication& replication) {
    for (of(stretch_, replication); stretch_.step();) {
      const auto p = static_cast<std::size_t>(precedence(stretch_.text()));
      sim::Stretches& stretches = replication.stretches[p][role_index(stretch_.text())];
      stretches.resize(sim::kStretches);
      const std::uint64_t number = natural(stretch_.integer());
      if (number < 1 || number > sim::kStretches) damaged("a stretch's number is damaged");
      sim::StretchTally& tally = stretches[number - 1];
      tally.n = natural(stretch_.integer());
      const std::int64_t seconds = stretch_.integer();
      tally.sum = wide(seconds, stretch_.integer());
    }
    for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
      for (std::size_t r = 0; r < topology::kRoles; ++r) {
        if (!agree(replication.stretches[p][r], replication.latencies[p][r])) damaged("stretches are damaged");
      }
    }
  }

  void read_circuits(sim::Replication& replication) {
    const std::size_t count = names_.results.circuits.size();
    for (of(circuit_, replication); circuit_.step();) {
      const std::uint64_t circuit = natural(circuit_.integer());
      if (circuit != replication.circuits.size() || circuit >= count) damaged("a circuit's number is damaged");
      sim::CircuitTally& tally = replication.circuits.emplace_back();
      tally.transmissions = natural(circuit_.integer());
      tally.waited = circuit_.real();
      tally.busy = circuit_.real();
      tally.queue_area = circuit_.real();
      tally.most_waiting = static_cast<std::uint32_t>(circuit_.integer());
      tally.broken = natural(circuit_.integer());
      tally.wasted = circuit_.integer();
      tally.errors.garbled = natural(circuit_.integer());
      tally.errors.missing = natural(circuit_.integer());
      tally.errors.reruns = natural(circuit_.integer());
      tally.errors.duplicates = natural(circuit_.integer());
      tally.errors.service = natural(circuit_.integer());
      const std::optional<std::int64_t> p95 = circuit_.maybe_integer();
      auto waits = unpack<sim::WaitHistogram>(circuit_.blob());
      if (!waits) damaged("a circuit's waits are damaged");
      tally.waits = std::move(*waits);
      if (p95 != p95_wait(tally)) damaged("a circuit's p95 wait is damaged");
    }
  }

  void read_desks(sim::Replication& replication) {
    for (of(desk_, replication); desk_.step();) {
      sim::DeskTally& tally = replication.desks.emplace_back();
      tally.station = static_cast<std::uint32_t>(desk_.integer());
      tally.operators = static_cast<std::uint32_t>(desk_.integer());
      tally.open = desk_.integer();
      tally.copies = natural(desk_.integer());
      tally.waited = desk_.real();
      tally.busy = desk_.real();
      tally.queue_area = desk_.real();
      tally.most_waiting = static_cast<std::uint32_t>(desk_.integer());
      if (tally.station >= names_.stations.size()) damaged("a station's number is damaged");
    }
  }

  void read_addressees(sim::Replication& replication) {
    const std::size_t count = names_.results.addressees.size();
    for (of(addressee_, replication); addressee_.step();) {
      const std::uint64_t addressee = natural(addressee_.integer());
      if (addressee != replication.addressees.size() || addressee >= count) {
        damaged("an addressee's number is damaged");
      }
      sim::AddresseeTally& tally = replication.addressees.emplace_back();
      tally.n = natural(addressee_.integer());
      const std::int64_t seconds = addressee_.integer();
      tally.sum = wide(seconds, addressee_.integer());
      tally.most = addressee_.integer();
      tally.within = natural(addressee_.integer());
    }
  }

  void read_routing_lines(sim::Replication& replication) {
    for (of(routing_line_, replication); routing_line_.step();) {
      sim::RoutingLineRow& row = replication.routing_lines.emplace_back();
      row.message = natural(routing_line_.integer());
      row.telegram = static_cast<std::uint32_t>(routing_line_.integer());
      row.section = static_cast<std::uint32_t>(routing_line_.integer());
      row.circuit = static_cast<std::uint32_t>(routing_line_.integer());
      row.precedence = precedence(routing_line_.text());
      row.indicators = indicators(routing_line_.text());
      row.sent = routing_line_.integer();
      if (row.circuit >= names_.results.circuits.size() || row.telegram >= names_.telegrams.size()) {
        damaged("a routing line is damaged");
      }
    }
  }

  std::int64_t run_;
  std::uint32_t point_;
  const Point& names_;
  Statement replication_, undelivered_, latency_, network_time_, stretch_, circuit_, desk_, addressee_, routing_line_;
};

/// The file at `path`, which must be one of ours.
std::unique_ptr<Database> opened(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (!fs::exists(path, ignored))
    throw tools::Failure(tools::kWrongInput, fmt::format("{}: error: there is no such file", path));
  if (!fs::is_regular_file(path, ignored)) {
    throw tools::Failure(tools::kWrongInput, fmt::format("{}: error: this is no file; name a result file", path));
  }
  // For writing, because the leftovers of a writer that was killed are cleared when the file is next opened.
  auto database = std::make_unique<Database>(path, Database::Mode::write);
  const std::int64_t application = database->integer("PRAGMA application_id");
  const std::int64_t format = database->integer("PRAGMA user_version");
  if (application != kApplication) damaged("it lacks the mark of torntape");
  if (format != kFormat) {
    throw tools::Failure(tools::kWrongInput,
                         fmt::format("{}: error: this result file is of format {}, this torntape ({}) reads format {}",
                                     path, format, TORNTAPE_VERSION, kFormat));
  }
  return database;
}

}  // namespace

Reader::Reader(const std::string& path) : path_(path) {
  try {
    database_ = opened(path);
    campaign_ = description(*database_);
  } catch (const DatabaseError& error) {
    throw unreadable(path, error);
  }
}

Reader::~Reader() = default;

void Reader::each(std::uint32_t point, const std::function<void(sim::Replication)>& take) const {
  try {
    PointReader reader(*database_, run_id(campaign_), point, campaign_.points[point - 1]);
    while (std::optional<sim::Replication> replication = reader.next()) take(std::move(*replication));
  } catch (const DatabaseError& error) {
    throw unreadable(path_, error);
  }
}

void Reader::check() const {
  try {
    // What SQLite finds where it looks for it may stand elsewhere where everything is read in turn.
    Statement whole = database_->prepare("PRAGMA integrity_check(1)");
    if (!whole.step() || whole.text() != "ok") damaged("its tables are out of order");
  } catch (const DatabaseError& error) {
    throw unreadable(path_, error);
  }
  for (std::uint32_t point = 1; point <= campaign_.points.size(); ++point) {
    each(point, [&](const sim::Replication& replication) {
      if (campaign_.deliveries) check_deliveries(point, replication);
    });
  }
}

/// Their numbers and latencies must be those of the replication, which its digest vouches for.
void Reader::check_deliveries(std::uint32_t point, const sim::Replication& replication) const {
  Statement row = database_->prepare(
      "SELECT precedence, role, count(*), sum((delivered_ns - filed_ns) / 1000000000), "
      "sum((delivered_ns - filed_ns) % 1000000000) FROM deliveries "
      "WHERE run = ? AND point = ? AND replication = ? GROUP BY precedence, role");
  row.bind(run_id(campaign_)).bind(std::int64_t{point}).bind(std::int64_t{replication.number});
  std::uint64_t met = 0;
  while (row.step()) {
    const auto p = static_cast<std::size_t>(precedence(row.text()));
    const sim::LatencyTally& tally = replication.latencies[p][role_index(row.text())];
    const std::uint64_t n = natural(row.integer());
    const std::int64_t seconds = row.integer();
    met += n;
    if (n != tally.n || wide(seconds, row.integer()) != tally.sum) damaged("delivery rows are damaged");
  }
  if (met != replication.deliveries) damaged("delivery rows are missing");
}

std::string Reader::scenario_file() const {
  try {
    Statement row = database_->prepare("SELECT scenario_file FROM sessions ORDER BY session DESC LIMIT 1");
    return row.step() ? row.text() : std::string();
  } catch (const DatabaseError& error) {
    throw unreadable(path_, error);
  }
}

std::vector<sim::Results> Reader::results() const {
  std::vector<sim::Results> points;
  for (std::uint32_t point = 1; point <= campaign_.points.size(); ++point) {
    sim::Results& results = points.emplace_back(campaign_.points[point - 1].results);
    each(point, [&](sim::Replication replication) { results.replications.push_back(std::move(replication)); });
  }
  return points;
}

std::vector<sim::Results> read_results(const std::string& path) {
  return Reader(path).results();
}

}  // namespace torntape::results
