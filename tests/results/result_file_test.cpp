#include <sqlite3.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <sstream>

#include "sim/engine.hpp"
#include "sim/plans.hpp"
#include "tools/command.hpp"
#include "tools/results/reader.hpp"
#include "tools/results/tables.hpp"
#include "tools/results/writer.hpp"

namespace torntape::results {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

/// A folder of its own, removed with everything in it.
struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / ("torntape-test-" + std::string(6, 'X'))).string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return (path / name).string(); }
  fs::path path;
};

std::unique_ptr<sim::Plan> plan_with_rate(const std::string& rate) {
  return sim::testing::plan_of(
      "name: kept\nseed: 18446744073709551615\nnetwork:\n  defaults: {rate: " + rate +
      "}\n  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB, addressees: [ONE, \"T,W'O\"]}, {ri: RUEHC}]\n"
      "traffic:\n  - generate: {from: [RUEHA, RUEHB], to: posts, rate: 60 per hour, addressees: 2, action: 1, "
      "precedence: {FLASH: 0.1, ROUTINE: 0.9}}\nrun: {duration: 2 h, warmup: 10 min}\n");
}

struct Kept {
  std::vector<std::unique_ptr<sim::Plan>> plans;
  Campaign campaign;
  std::vector<std::vector<sim::Replication>> replications;
};

/// A campaign of two points and three replications each; the first has a routing line made up.
Kept small_campaign() {
  Kept kept;
  Campaign& campaign = kept.campaign;
  campaign.scenario = "kept";
  campaign.version = "0.1.0";
  campaign.seed = 18446744073709551615U;
  campaign.text = "name: kept\n";
  campaign.resolved = "{}";
  campaign.settings = {{"handling.preemption", "flash"}};
  campaign.inputs = {{"messages.csv", 12, std::string(64, 'a')}};
  campaign.replications = 3;
  sim::Recording recording;
  recording.waits = true;
  for (const std::string rate : {"600 bps", "1200 bps"}) {
    kept.plans.push_back(plan_with_rate(rate));
    kept.plans.back()->telegrams = {"RUEHA 0001"};
    campaign.points.push_back(point_of(*kept.plans.back(), "kept", {{"network.defaults.rate", rate}}));
    auto& replications = kept.replications.emplace_back();
    for (std::uint32_t number = 1; number <= 3; ++number) {
      replications.push_back(sim::simulate(*kept.plans.back(), number, recording));
    }
  }
  const auto& stations = kept.plans[0]->network.stations();
  kept.replications[0][0].routing_lines = {
      {7, 0, 2, 1, topology::Precedence::immediate, {stations[1].ri, stations[2].ri}, 123'456'789'012},
      {7, 0, 2, 3, topology::Precedence::immediate, {stations[2].ri}, 123'456'789'999}};
  kept.replications[0][0].circuits[1].errors = {1, 2, 3, 4, 5};
  return kept;
}

void check_equal(const sim::Replication& a, const sim::Replication& b) {
  CHECK(a.number == b.number);
  CHECK(a.fingerprint == b.fingerprint);
  CHECK(a.traffic == b.traffic);
  CHECK(a.messages == b.messages);
  CHECK(a.transmissions == b.transmissions);
  CHECK(a.deliveries == b.deliveries);
  CHECK(a.undelivered_by == b.undelivered_by);
  CHECK(a.undelivered == b.undelivered);
  CHECK(a.preempted == b.preempted);
  CHECK(a.lost == b.lost);
  CHECK(a.rerouted == b.rerouted);
  CHECK(a.all_transmissions == b.all_transmissions);
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    for (std::size_t r = 0; r < topology::kRoles; ++r) {
      const sim::LatencyTally& x = a.latencies[p][r];
      const sim::LatencyTally& y = b.latencies[p][r];
      CHECK(std::tie(x.n, x.sum, x.least, x.most, x.within) == std::tie(y.n, y.sum, y.least, y.most, y.within));
      CHECK(x.histogram == y.histogram);
    }
  }
  REQUIRE(a.circuits.size() == b.circuits.size());
  for (std::size_t i = 0; i < a.circuits.size(); ++i) {
    const sim::CircuitTally& x = a.circuits[i];
    const sim::CircuitTally& y = b.circuits[i];
    CHECK(std::tie(x.transmissions, x.waited, x.busy, x.queue_area, x.most_waiting, x.broken, x.wasted) ==
          std::tie(y.transmissions, y.waited, y.busy, y.queue_area, y.most_waiting, y.broken, y.wasted));
    CHECK(x.wait_quantile(0.95) == y.wait_quantile(0.95));
    CHECK(x.waits == y.waits);
    CHECK(x.errors == y.errors);
  }
  REQUIRE(a.addressees.size() == b.addressees.size());
  for (std::size_t i = 0; i < a.addressees.size(); ++i) {
    const sim::AddresseeTally& x = a.addressees[i];
    const sim::AddresseeTally& y = b.addressees[i];
    CHECK(std::tie(x.n, x.sum, x.most, x.within) == std::tie(y.n, y.sum, y.most, y.within));
  }
  REQUIRE(a.routing_lines.size() == b.routing_lines.size());
  for (std::size_t i = 0; i < a.routing_lines.size(); ++i) {
    const sim::RoutingLineRow& x = a.routing_lines[i];
    const sim::RoutingLineRow& y = b.routing_lines[i];
    CHECK(std::tie(x.message, x.telegram, x.section, x.circuit, x.precedence, x.indicators, x.sent) ==
          std::tie(y.message, y.telegram, y.section, y.circuit, y.precedence, y.indicators, y.sent));
  }
}

void write_all(const std::string& path, const Kept& kept) {
  Writer writer = Writer::create(path, kept.campaign, {});
  for (const std::uint32_t number : {2U, 3U, 1U}) {
    for (const std::uint32_t point : {2U, 1U}) writer.add({{point, &kept.replications[point - 1][number - 1]}});
  }
  writer.end(1.5);
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void put(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// How reading the whole file at `path` ends: an empty text, or the line that it ends with.
std::string reading(const std::string& path, std::vector<sim::Results>& results) {
  try {
    results = read_results(path);
    return {};
  } catch (const tools::Failure& failure) {
    CHECK(failure.code() >= tools::kWrongInput);
    CHECK_THAT(failure.what(), Catch::StartsWith(path + ": error: "));
    CHECK(std::string_view(failure.what()).find('\n') == std::string_view::npos);
    return failure.what();
  }
}

/// The rows of all tables whose every figure is vouched for.
class Rows : public RowTaker {
 public:
  explicit Rows(const std::string& path) {
    const Reader reader(path);
    for (const std::string_view table : table_names()) {
      if (table == "runs" || table == "inputs" || table == "sessions") continue;
      read_table(reader, table, *this);
    }
  }
  const std::string& all() const { return text_; }

  void columns(const std::vector<std::string>&) override {}
  void number(const std::string& digits) override { text_ += digits + ','; }
  void text(const std::string& text) override { text_ += text + ','; }
  void nothing() override { text_ += ','; }
  void end_of_row() override { text_ += '\n'; }

 private:
  std::string text_;
};

/// Those rows, or nothing where they are refused.
std::optional<std::string> rows_of(const std::string& path) {
  try {
    return Rows(path).all();
  } catch (const tools::Failure&) {
    return std::nullopt;
  }
}

/// The first line of `a` that `b` has otherwise; empty where there is none.
std::string first_difference(const std::string& a, const std::string& b) {
  const auto at = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  if (at == a.size() && a.size() == b.size()) return "";
  const std::size_t begin = at == 0 ? 0 : a.rfind('\n', at - 1) + 1;
  return "shown: " + a.substr(begin, a.find('\n', at) - begin);
}

}  // namespace

TEST_CASE("a campaign comes back bit by bit, in order, however it was added") {
  const Kept kept = small_campaign();
  const Folder folder;
  write_all(folder / "r.db", kept);
  CHECK_FALSE(fs::exists(folder / "r.db-journal"));
  CHECK_FALSE(fs::exists(folder / "r.db.part"));

  const Reader reader(folder / "r.db");
  CHECK(reader.campaign().version == "0.1.0");
  CHECK(reader.campaign().resolved == "{}");
  CHECK_FALSE(difference(reader.campaign(), kept.campaign));
  const std::vector<sim::Results> points = reader.results();
  REQUIRE(points.size() == 2);
  for (std::size_t p = 0; p < points.size(); ++p) {
    const sim::Results& written = kept.campaign.points[p].results;
    CHECK(points[p].scenario == "kept");
    CHECK(points[p].settings == written.settings);
    CHECK(points[p].seed == 18446744073709551615U);
    CHECK(points[p].window.duration == written.window.duration);
    CHECK(points[p].window.warmup == written.window.warmup);
    CHECK(points[p].window.drain == written.window.drain);
    CHECK(points[p].objectives == written.objectives);
    REQUIRE(points[p].addressees.size() == 5);
    CHECK(points[p].addressees[3].name == "T,W'O");
    CHECK(points[p].addressees[3].station.letters() == "RUEHB");
    REQUIRE(points[p].circuits.size() == 6);
    CHECK(points[p].circuits[1].from == written.circuits[1].from);
    REQUIRE(points[p].replications.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) check_equal(points[p].replications[i], kept.replications[p][i]);
  }
  CHECK(points[0].replications[0].messages > 100);
  CHECK(reader.campaign().points[0].telegrams == std::vector<std::string>{"RUEHA 0001"});
}

TEST_CASE("a file goes on where it was left, and replications beyond a stop are taken out") {
  const Kept kept = small_campaign();
  const Folder folder;
  {
    Writer writer = Writer::create(folder / "r.db", kept.campaign, {});
    writer.add({{1, &kept.replications[0][0]}});
  }
  {
    Writer writer = Writer::resume(folder / "r.db", kept.campaign, {});
    writer.add({{1, &kept.replications[0][2]}});
    writer.add({{1, &kept.replications[0][1]}});
    writer.add({{2, &kept.replications[1][0]}});
    writer.cut(1, 2);
    std::vector<sim::Results> unread;
    CHECK_THAT(reading(folder / "r.db", unread), Contains("a run is writing this file"));
  }
  const std::vector<sim::Results> points = read_results(folder / "r.db");
  REQUIRE(points[0].replications.size() == 2);
  check_equal(points[0].replications[1], kept.replications[0][1]);
  CHECK(points[1].replications.size() == 1);
}

TEST_CASE("stretches of one replication come back, are checked, and go when the campaign is extended") {
  Kept kept = small_campaign();
  sim::Recording recording;
  recording.stretches = true;
  const sim::Replication alone = sim::simulate(*kept.plans[0], 1, recording);
  kept.campaign.replications = 1;
  const Folder folder;
  const std::string path = folder / "r.db";
  Writer::create(path, kept.campaign, {}).add({{1, &alone}});
  std::vector<sim::Results> results;
  REQUIRE(reading(path, results).empty());
  int met = 0;
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    for (std::size_t r = 0; r < topology::kRoles; ++r) {
      const sim::Stretches& stretches = results[0].replications.at(0).stretches[p][r];
      for (std::size_t i = 0; i < stretches.size(); ++i) {
        CHECK(stretches[i].n == alone.stretches[p][r][i].n);
        CHECK(stretches[i].sum == alone.stretches[p][r][i].sum);
        met += stretches[i].n > 0 ? 1 : 0;
      }
    }
  }
  CHECK(met > 50);

  fs::copy_file(path, folder / "damaged.db");
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((folder / "damaged.db").c_str(), &database) == SQLITE_OK);
  REQUIRE(sqlite3_exec(database, "UPDATE stretches SET n = n + 1 WHERE stretch = (SELECT min(stretch) FROM stretches)",
                       nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
  CHECK_THAT(reading(folder / "damaged.db", results), Contains("stretches are damaged"));

  kept.campaign.replications = 2;
  Writer::resume(path, kept.campaign, {}).add({{1, &kept.replications[0][1]}});
  REQUIRE(reading(path, results).empty());
  REQUIRE(results[0].replications.size() == 2);
  for (const auto& roles : results[0].replications[0].stretches) {
    for (const sim::Stretches& stretches : roles) CHECK(stretches.empty());
  }
}

TEST_CASE("what is another campaign is told apart, with the reason") {
  const Campaign stored = small_campaign().campaign;
  const auto differs = [&](const auto& change) {
    Campaign wanted = stored;
    change(wanted);
    return difference(stored, wanted).value_or("");
  };
  CHECK(differs([](Campaign&) {}).empty());
  CHECK(differs([](Campaign& c) { c.replications = 9; }).empty());
  CHECK_THAT(differs([](Campaign& c) { c.replications = 2; }), Contains("3 replications"));
  Campaign ruled = stored;
  ruled.until = true;
  ruled.replications = 1000;
  CHECK_FALSE(difference(ruled, stored).has_value());
  CHECK_THAT(differs([](Campaign& c) { c.version = "0.2.0"; }), Contains("0.1.0"));
  CHECK_THAT(differs([](Campaign& c) { c.text += "seed: 2\n"; }), Contains("line 2"));
  CHECK_THAT(differs([](Campaign& c) { c.settings.clear(); }), Contains("handling.preemption=flash"));
  CHECK_THAT(differs([](Campaign& c) { c.seed = 3; }), Contains("seed"));
  CHECK_THAT(differs([](Campaign& c) { c.inputs[0].sha256[0] = 'b'; }), Contains("messages.csv"));
  CHECK_THAT(differs([](Campaign& c) { c.inputs.clear(); }), Contains("messages.csv is no longer one"));
  CHECK_THAT(differs([](Campaign& c) { c.inputs.push_back({"more.csv", 1, "ab"}); }), Contains("more.csv is new"));
  CHECK_THAT(differs([](Campaign& c) { c.deliveries = true; }), Contains("deliveries"));
  Campaign other = stored;
  other.seed = 3;
  CHECK(run_id(other) != run_id(stored));
  other = stored;
  other.replications = 50;
  CHECK(run_id(other) == run_id(stored));
}

TEST_CASE("no file, no result file, and one of another format are refused") {
  const Folder folder;
  std::vector<sim::Results> results;
  CHECK_THAT(reading(folder / "none.db", results), Contains("there is no such file"));
  CHECK_THAT(reading(folder.path.string(), results), Contains("no file"));
  put(folder / "text.db", std::string(5000, 'x'));
  CHECK_THAT(reading(folder / "text.db", results), Contains("no result file, or a damaged one"));
  put(folder / "empty.db", "");
  CHECK_THAT(reading(folder / "empty.db", results), Contains("no result file, or a damaged one"));
  write_all(folder / "r.db", small_campaign());
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open((folder / "r.db").c_str(), &database) == SQLITE_OK);
  REQUIRE(sqlite3_exec(database, "PRAGMA user_version = 99", nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(database);
  CHECK_THAT(reading(folder / "r.db", results), Contains("format 99"));
}

TEST_CASE("a damaged file is refused, or reads as it was written") {
  const Kept kept = small_campaign();
  const Folder folder;
  write_all(folder / "whole.db", kept);
  const std::string whole = bytes_of(folder / "whole.db");
  const std::string whole_rows = rows_of(folder / "whole.db").value();
  CHECK(whole_rows.size() > 10'000);
  std::mt19937_64 random(11);
  int refused = 0;
  for (int round = 0; round < 150; ++round) {
    std::string bytes = whole;
    if (round % 3 == 0) {
      bytes.resize(random() % bytes.size());
    } else {
      const std::uint64_t many = 1 + random() % (round % 3 == 1 ? 1 : 200);
      for (std::uint64_t i = 0; i < many; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    put(folder / "damaged.db", bytes);
    const auto rows = rows_of(folder / "damaged.db");
    if (rows) CHECK(first_difference(*rows, whole_rows) == "");
    put(folder / "damaged.db", bytes);
    std::vector<sim::Results> results;
    if (!reading(folder / "damaged.db", results).empty()) {
      ++refused;
      CHECK(bytes_of(folder / "damaged.db") == bytes);
      continue;
    }
    REQUIRE(results.size() == 2);
    for (std::size_t p = 0; p < 2; ++p) {
      REQUIRE(results[p].replications.size() == 3);
      for (std::size_t i = 0; i < 3; ++i) check_equal(results[p].replications[i], kept.replications[p][i]);
    }
  }
  CHECK(refused > 75);
}

TEST_CASE("a place that cannot be written is refused") {
  const Folder folder;
  fs::create_directory(folder / "r.db.part");
  fs::create_directory(folder / "r.db.part/in the way");
  put(folder / "r.db", "mine");
  CHECK_THROWS_AS(Writer::create(folder / "r.db", small_campaign().campaign, {}), tools::Failure);
  CHECK(bytes_of(folder / "r.db") == "mine");
}

}  // namespace torntape::results
