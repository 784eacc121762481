#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "endtoend/program.hpp"
#include "tools/results/tables.hpp"

namespace torntape::endtoend {
namespace {

using Catch::Matchers::Contains;

const std::string kScenario = R"(name: campaign
network:
  defaults: {rate: 1200 bps, switching: 1 s}
  stations: [{ri: RUEH, relay: true}, {ri: RUEHA, addressees: [ONE, TWO]}, {ri: RUEHB}, {ri: RUEHC}]
traffic:
  - trace: messages.csv
  - generate: {from: posts, rate: 90 per hour, characters: {exponential: 1200}, addressees: 2, action: 1}
run: {duration: 12 h, warmup: 30 min, replications: 12}
sweep:
  handling.preemption: [none, flash]
  network.defaults.rate: [1200 bps, 2400 bps]
)";
const std::string kTrace = "filed_s,from,characters,to,info\n3600,RUEHA,2000,RUEHB/O,RUEHC/P\n";

/// All rows of all tables but the one of hosts and wall time, as text.
class Text : public results::RowTaker {
 public:
  explicit Text(const std::string& path) {
    const results::Reader reader(path);
    for (const std::string_view table : results::table_names()) {
      if (table == "sessions") continue;
      text_ += std::string(table) + '\n';
      results::read_table(reader, table, *this);
    }
  }
  const std::string& text() const { return text_; }

  void columns(const std::vector<std::string>& names) override {
    for (const std::string& name : names) number(name);
    end_of_row();
  }
  void number(const std::string& digits) override { text_ += digits + ','; }
  void text(const std::string& text) override { text_ += '\'' + text + "',"; }
  void nothing() override { text_ += "null,"; }
  void end_of_row() override { text_ += '\n'; }

 private:
  std::string text_;
};

struct Desk {
  TemporaryFolder folder;
  std::string scenario = folder.write("scenario.yaml", kScenario);
  std::string trace = folder.write("messages.csv", kTrace);

  std::string all(const std::string& name) const { return Text(folder.path(name)).text(); }
  Outcome run(const std::string& name, const std::vector<std::string>& options = {}) const {
    std::vector<std::string> arguments{"run", scenario, "-o", folder.path(name), "--quiet"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return run_torntape(arguments);
  }
  /// The rows of a table but the first line.
  std::vector<std::vector<std::string>> rows(const std::string& name, const std::string& table) const {
    const Outcome run = run_torntape({"export", folder.path(name), "--table", table});
    REQUIRE(run.exit_code == 0);
    auto rows = csv_rows(run.out);
    rows.erase(rows.begin());
    return rows;
  }
};

void refused(const Outcome& run, int code, const std::string& said) {
  INFO(run.err);
  CHECK(run.exit_code == code);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, Contains(said));
  CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
}

}  // namespace

TEST_CASE("a result file has the same rows for any number of jobs") {
  const Desk desk;
  REQUIRE(desk.run("one.db", {"--jobs", "1", "--store-deliveries"}).exit_code == 0);
  const std::string one = desk.all("one.db");
  CHECK(desk.rows("one.db", "replications").size() == 48);
  CHECK(desk.rows("one.db", "deliveries").size() > 10'000);
  for (const std::string jobs : {"2", "5"}) {
    REQUIRE(desk.run(jobs + ".db", {"--jobs", jobs, "--store-deliveries"}).exit_code == 0);
    CHECK(desk.all(jobs + ".db") == one);
  }
}

TEST_CASE("killed at any instant, a campaign is gone on with to the same file", "[.slow]") {
  const Desk desk;
  const auto start = std::chrono::steady_clock::now();
  REQUIRE(desk.run("whole.db").exit_code == 0);
  const auto took = std::chrono::steady_clock::now() - start;
  const std::string whole = desk.all("whole.db");
  std::mt19937_64 random(3);
  int cut_short = 0;
  for (int round = 0; round < 20; ++round) {
    CAPTURE(round);
    const std::string name = "r" + std::to_string(round) + ".db";
    {
      Running run({"run", desk.scenario, "-o", desk.folder.path(name), "--quiet"});
      std::this_thread::sleep_for(took * static_cast<std::int64_t>(random() % 1000) / 1000);
      run.send(SIGKILL);
      run.wait();
    }
    if (desk.folder.has(name)) {
      const std::size_t kept = desk.rows(name, "replications").size();
      CHECK(kept <= 48);
      if (kept > 0 && kept < 48) ++cut_short;
    }
    REQUIRE(desk.run(name, {"--resume"}).exit_code == 0);
    CHECK(desk.all(name) == whole);
  }
  CHECK(cut_short >= 3);
}

TEST_CASE("an interrupt ends cleanly and says how to go on") {
  const Desk desk;
  REQUIRE(desk.run("whole.db", {"--replications", "100", "--json"}).exit_code == 0);
  Running run({"run", desk.scenario, "-o", desk.folder.path("r.db"), "--replications", "100", "--json"});
  while (!desk.folder.has("r.db")) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  run.send(SIGINT);
  const Outcome ended = run.wait();
  refused(ended, 130, "torntape run --resume " + desk.folder.path("r.db"));
  CHECK_THAT(ended.err, Contains("of 400 replications are in"));
  const Outcome rest = run_torntape({"run", "--resume", desk.folder.path("r.db"), "--json"});
  REQUIRE(rest.exit_code == 0);
  CHECK(desk.all("r.db") == desk.all("whole.db"));
  CHECK_THAT(rest.err, !Contains("error"));

  Running alone({"run", desk.scenario, "--replications", "100000"});
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  alone.send(SIGTERM);
  CHECK(alone.wait().exit_code != 0);
}

TEST_CASE("a campaign is extended by further replications") {
  const Desk desk;
  REQUIRE(desk.run("r.db", {"--replications", "3"}).exit_code == 0);
  REQUIRE(run_torntape({"run", "--resume", desk.folder.path("r.db"), "--replications", "12"}).exit_code == 0);
  REQUIRE(desk.run("whole.db").exit_code == 0);
  CHECK(desk.all("r.db") == desk.all("whole.db"));
}

TEST_CASE("a campaign that a rule ended is extended to any number, and never cut") {
  const Desk desk;
  desk.folder.write("scenario.yaml",
                    kScenario.substr(0, kScenario.find("run:")) +
                        "run: {duration: 12 h, until: {half_width: 90 %, of: ROUTINE mean, at_least: 4}}\n");
  REQUIRE(desk.run("r.db").exit_code == 0);
  CHECK(desk.rows("r.db", "replications").size() == 4);
  refused(run_torntape({"run", "--resume", desk.folder.path("r.db"), "--replications", "3"}), 2,
          "it has 4 replications, more than 3");
  REQUIRE(run_torntape({"run", "--resume", desk.folder.path("r.db"), "--replications", "6"}).exit_code == 0);
  REQUIRE(desk.run("whole.db", {"--replications", "6"}).exit_code == 0);
  CHECK(desk.all("r.db") == desk.all("whole.db"));
}

TEST_CASE("what is resumed is a result file, or stands beside -o") {
  const Desk desk;
  REQUIRE(desk.run("r.db", {"--replications", "2"}).exit_code == 0);
  const std::string file = desk.folder.path("r.db");
  const std::string said = "--resume RESULT.db goes without -o";
  refused(run_torntape({"run", "--resume", file, "-o", desk.folder.path("r2.db")}), 2, said);
  refused(run_torntape({"run", desk.scenario, "-o", desk.folder.path("r2.db"), "--resume", file}), 2, said);
  CHECK_FALSE(desk.folder.has("r2.db"));
  for (const std::vector<std::string>& form :
       std::vector<std::vector<std::string>>{{"run", "--resume", file},
                                             {"run", desk.scenario, "--resume", file, "--replications", "2"},
                                             {"run", desk.scenario, "-o", file, "--replications", "2", "--resume"},
                                             {"run", "-o", file, "--replications", "2", "--resume", desk.scenario}}) {
    const Outcome run = run_torntape(form);
    INFO(run.err);
    CHECK(run.exit_code == 0);
  }
}

TEST_CASE("a file that a pattern newly matches is told as new") {
  const Desk desk;
  desk.folder.write("scenario.yaml",
                    kScenario.substr(0, kScenario.find("traffic:")) + "  directory: posts/*.tsv\ntraffic:\n" +
                        "  - generate: {from: posts, rate: 1 per hour, addressees: 1}\nrun: {duration: 1 h}\n");
  desk.folder.write("posts/1.tsv", "ri\tname\nRUEHD\tFOUR\n");
  REQUIRE(desk.run("r.db").exit_code == 0);
  desk.folder.write("posts/2.tsv", "ri\tname\nRUEHE\tFIVE\n");
  refused(desk.run("r.db", {"--resume", "--replications", "2"}), 2, "posts/2.tsv is new");
}

TEST_CASE("another scenario, setting, seed or input is not gone on with, and the file stays as it is") {
  const Desk desk;
  REQUIRE(desk.run("r.db", {"--replications", "2"}).exit_code == 0);
  const std::string before = desk.all("r.db");
  const std::vector<std::string> goes_on{"--resume", "--replications", "3"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), goes_on.begin(), goes_on.end());
    return desk.run("r.db", more);
  };
  refused(with({"--set", "run.warmup=1 h"}), 2, "other settings");
  refused(with({"--seed", "5"}), 2, "seed 1, not 5");
  refused(with({"--store-deliveries"}), 2, "no deliveries");
  refused(desk.run("r.db", {"--resume", "--replications", "1"}), 2, "2 replications, more than 1");
  refused(with({"--deliveries", desk.folder.path("d.csv")}), 2, "--store-deliveries");
  desk.folder.write("messages.csv", kTrace + "7200,RUEHA,2000,RUEHB/O,\n");
  refused(with({}), 2, "messages.csv has changed");
  desk.folder.write("messages.csv", kTrace);
  desk.folder.write("scenario.yaml", kScenario + "# more\n");
  refused(with({}), 2, "differs in line 12");
  CHECK(desk.all("r.db") == before);
  refused(desk.run("r.db"), 2, "--force");
  CHECK(desk.all("r.db") == before);
}

TEST_CASE("a table of rates is an input: with another one a campaign is not gone on with") {
  const TemporaryFolder folder;
  const std::string scenario = folder.write(
      "rates.yaml", kScenario.substr(0, kScenario.find("traffic:")) +
                        "traffic:\n  - generate: {from: posts, rates: posts.tsv, addressees: 1, to: {table: posts.tsv, "
                        "column: weight}}\nrun: {duration: 12 h, replications: 2}\n");
  folder.write("posts.tsv", "ri\ttelegrams_per_year\tweight\nRUEHA\t36500\t1\nRUEHB\t36500\t2\nRUEHC\t36500\t3\n");
  REQUIRE(run_torntape({"run", scenario, "-o", folder.path("r.db")}).exit_code == 0);
  const Outcome inputs = run_torntape({"export", folder.path("r.db"), "--table", "inputs"});
  CHECK_THAT(inputs.out, Contains("posts.tsv"));
  folder.write("posts.tsv", "ri\ttelegrams_per_year\tweight\nRUEHA\t99999\t1\nRUEHB\t36500\t2\nRUEHC\t36500\t3\n");
  refused(run_torntape({"run", "--resume", folder.path("r.db"), "--replications", "3"}), 2, "posts.tsv has changed");
}

TEST_CASE("deliveries in the file are those of the table of deliveries") {
  const Desk desk;
  const std::vector<std::string> single{"--set", "sweep={}", "--replications", "2"};
  std::vector<std::string> options = single;
  options.insert(options.end(), {"--store-deliveries", "--deliveries", desk.folder.path("d.csv")});
  REQUIRE(desk.run("r.db", options).exit_code == 0);
  auto rows = desk.rows("r.db", "deliveries");
  for (auto& row : rows) row.erase(row.begin(), row.begin() + 2);
  auto expected = csv_rows(read_text(desk.folder.path("d.csv")));
  expected.erase(expected.begin());
  CHECK(rows.size() > 1000);
  CHECK(rows == expected);
}

TEST_CASE("a disk that is full ends a campaign with what fits, and it goes on when there is room") {
  const Desk desk;
  REQUIRE(desk.run("whole.db").exit_code == 0);
  const std::string whole = desk.all("whole.db");
  for (const std::string blocks : {"20", "300", "700"}) {
    CAPTURE(blocks);
    const std::string name = "full" + blocks + ".db";
    const std::string command = "trap '' XFSZ; ulimit -f " + blocks + "; '" + program_path() + "' run '" +
                                desk.scenario + "' -o '" + desk.folder.path(name) + "' --quiet >/dev/null 2>'" +
                                desk.folder.path("err") + "'";
    const int status = std::system(("bash -c \"" + command + "\"").c_str());
    CHECK(WEXITSTATUS(status) == 3);
    const std::string said = read_text(desk.folder.path("err"));
    CHECK_THAT(said, Contains(name + ": error: cannot be written"));
    CHECK(std::count(said.begin(), said.end(), '\n') == 1);
    CHECK_FALSE(desk.folder.has(name + ".part"));
    REQUIRE(desk.run(name, {"--resume"}).exit_code == 0);
    CHECK(desk.all(name) == whole);
  }
}

TEST_CASE("places that cannot be written, and files that are no results, get one line") {
  const Desk desk;
  refused(run_torntape({"run", desk.scenario, "-o", "/proc/r.db", "--quiet"}), 3,
          "/proc/r.db: error: cannot be written");
  const std::string text = desk.folder.write("text.db", "not a database\n");
  refused(desk.run("text.db", {"--resume"}), 2, "no result file");
  CHECK(read_text(text) == "not a database\n");
  refused(run_torntape({"export", text, "--table", "runs"}), 2, "no result file");
  refused(run_torntape({"export", desk.folder.path("none.db"), "--table", "runs"}), 2, "there is no such file");
  refused(run_torntape({"export", text, "--table", "latency"}), 2, "did you mean 'latencies'?");
  refused(run_torntape({"run", "--resume"}), 2, "name the result file");
  refused(run_torntape({"run", desk.scenario, "--store-deliveries"}), 2, "-o RESULT.db");
  REQUIRE(desk.run("r.db", {"--replications", "1"}).exit_code == 0);
  refused(run_torntape({"export", desk.folder.path("r.db"), "--table", "circuits", "-o", "/dev/full", "--force"}), 3,
          "/dev/full: error: cannot be written");
}

}  // namespace torntape::endtoend
