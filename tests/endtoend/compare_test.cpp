#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "endtoend/program.hpp"

namespace torntape::endtoend {
namespace {

using Catch::Matchers::Contains;
using nlohmann::json;

/// Two posts on one relay; `rate` is that of RUEHB's circuit.
std::string scenario_text(const std::string& rate, const std::string& further = {}) {
  return "name: a relay\nnetwork:\n  defaults: {rate: 2400 bps}\n  stations:\n"
         "    - {ri: RUEH, relay: true}\n    - {ri: RUEHA, addressees: [ALPHA]}\n"
         "    - {ri: RUEHB, addressees: [BRAVO, BRAVO STAFF], circuit: {rate: " +
         rate +
         "}}\n    - {ri: RUEHC}\n"
         "traffic:\n  - generate:\n      from: posts\n      to: posts\n      rate: 90 per hour\n"
         "      characters: {exponential: 1500}\n      addressees: {geometric: 2}\n      action: 1\n"
         "      precedence: {IMMEDIATE: 0.3, ROUTINE: 0.7}\n      info_precedence: lower\n" +
         further + "run: {duration: 5 h, warmup: 1 h, replications: 6}\n";
}

struct Desk {
  TemporaryFolder folder;
  std::string slow = folder.write("slow.yaml", scenario_text("2400 bps"));
  std::string fast = folder.write("fast.yaml", scenario_text("4800 bps"));

  static Outcome compare(const std::vector<std::string>& arguments) {
    std::vector<std::string> all{"compare"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return run_torntape(all);
  }
  static json compare_json(std::vector<std::string> arguments) {
    arguments.emplace_back("--json");
    const Outcome outcome = compare(arguments);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    return json::parse(outcome.out);
  }
  static void refuses(const std::vector<std::string>& arguments, const std::string& said) {
    const Outcome outcome = compare(arguments);
    INFO(outcome.err);
    CHECK(outcome.exit_code == 2);
    CHECK_THAT(outcome.err, Contains(said));
  }
};

std::vector<std::string> keys(const json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

}  // namespace

TEST_CASE("compare --json has the fields that are promised, in seconds and shares") {
  const Desk desk;
  const json report = Desk::compare_json({desk.slow, desk.fast});
  CHECK(keys(report) == std::vector<std::string>{"baseline", "others"});
  CHECK(report.at("baseline") == desk.slow);
  REQUIRE(report.at("others").size() == 1);
  const json& other = report.at("others").at(0);
  CHECK(keys(other) == std::vector<std::string>{"name", "paired", "rows"});
  CHECK(other.at("name") == desk.fast);
  CHECK(other.at("paired") == true);
  // IMMEDIATE and ROUTINE; an info copy rides one step lower, so PRIORITY has info alone.
  std::set<std::string> rows;
  for (const json& row : other.at("rows")) {
    CHECK(keys(row) == std::vector<std::string>{"base", "ci95", "difference", "metric", "other", "p_value",
                                                "precedence", "real", "role"});
    rows.insert(row.at("precedence").get<std::string>() + ' ' + row.at("role").get<std::string>() + ' ' +
                row.at("metric").get<std::string>());
    CHECK(row.at("difference").get<double>() == row.at("other").get<double>() - row.at("base").get<double>());
    if (row.at("p_value").is_null()) {
      CHECK(row.at("real") == false);
      continue;
    }
    CHECK(row.at("ci95").at(0) <= row.at("difference"));
    CHECK(row.at("ci95").at(1) >= row.at("difference"));
    CHECK(row.at("real").get<bool>() == (row.at("p_value") <= 0.05));
  }
  CHECK(rows.size() == other.at("rows").size());
  CHECK(rows.size() == 6 * 7);
  CHECK(rows.count("IMMEDIATE action p95") == 1);
  CHECK(rows.count("PRIORITY info within") == 1);
  CHECK(rows.count("ROUTINE all mean") == 1);
}

TEST_CASE("both sides' figures are those that run prints") {
  const Desk desk;
  const json report = Desk::compare_json({desk.slow, desk.fast});
  const std::map<std::string, std::string> fields{{"mean", "mean_s"}, {"p50", "p50_s"}, {"p90", "p90_s"},
                                                  {"p95", "p95_s"},   {"p99", "p99_s"}, {"within", "within_objective"}};
  for (const auto& [file, side] : {std::pair(desk.slow, "base"), std::pair(desk.fast, "other")}) {
    const json run = json::parse(run_torntape({"run", file, "--json"}).out);
    int compared = 0;
    for (const json& row : report.at("others").at(0).at("rows")) {
      for (const json& latency : run.at("latency")) {
        if (latency.at("precedence") != row.at("precedence") || latency.at("role") != row.at("role")) continue;
        CHECK(row.at(side) == latency.at(fields.at(row.at("metric").get<std::string>())));
        ++compared;
      }
    }
    CHECK(compared == 42);
  }
}

TEST_CASE("a faster circuit is found, whatever the number of threads, and the baseline against itself is not") {
  const Desk desk;
  const Outcome one = Desk::compare({desk.slow, desk.fast, desk.slow, "--jobs", "1"});
  const Outcome two = Desk::compare({desk.slow, desk.fast, desk.slow, "--jobs", "2"});
  CHECK(one.exit_code == 0);
  CHECK(one.err.empty());
  CHECK(one.out == two.out);
  CHECK_THAT(one.out, Contains("fast.yaml: 6 pairs of replications, seed 1, the same traffic\n"));
  CHECK_THAT(one.out, Contains("ROUTINE info: ") && Contains(" s sooner (") && Contains("), real\n"));
  CHECK_THAT(one.out, Contains("both sides went the same way, event by event"));
  CHECK_THAT(one.out, Contains("IMMEDIATE action: no difference\n"));
}

TEST_CASE("variants with other keys are sides of the first scenario") {
  const Desk desk;
  const json files = Desk::compare_json({desk.slow, desk.fast});
  const json keys = Desk::compare_json({desk.slow, "--with", "network.stations[RUEHB].circuit.rate=4800 bps", "--with",
                                        "handling.discipline=fifo; handling.copy_precedence=copy"});
  REQUIRE(keys.at("others").size() == 2);
  CHECK(keys.at("others").at(0).at("name") == "network.stations[RUEHB].circuit.rate=4800 bps");
  CHECK(keys.at("others").at(1).at("name") == "handling.discipline=fifo; handling.copy_precedence=copy");
  const auto figures = [](const json& report) {
    std::vector<json> pairs;
    for (const json& row : report.at("others").at(0).at("rows")) pairs.push_back({row.at("base"), row.at("other")});
    return pairs;
  };
  CHECK(figures(files) == figures(keys));
}

TEST_CASE("result files are compared as the scenarios that they are results of, and with them") {
  const Desk desk;
  const auto file_of = [&](const std::string& scenario, const std::string& name,
                           const std::vector<std::string>& further = {}) {
    std::vector<std::string> arguments{"run", scenario, "--quiet", "-o", desk.folder.path(name)};
    arguments.insert(arguments.end(), further.begin(), further.end());
    REQUIRE(run_torntape(arguments).exit_code == 0);
    return desk.folder.path(name);
  };
  const std::string slow = file_of(desk.slow, "slow.db");
  const std::string fast = file_of(desk.fast, "fast.db");
  const json expected = Desk::compare_json({desk.slow, desk.fast});
  for (const auto& [base, other] : {std::pair(slow, fast), std::pair(slow, desk.fast), std::pair(desk.slow, fast)}) {
    const json report = Desk::compare_json({base, other});
    CHECK(report.at("baseline") == base);
    CHECK(report.at("others").at(0).at("name") == other);
    CHECK(report.at("others").at(0).at("rows") == expected.at("others").at(0).at("rows"));
  }
  CHECK_THAT(Desk::compare({slow, desk.slow}).out, Contains("both sides went the same way, event by event"));

  const std::string other_seed = file_of(desk.fast, "other_seed.db", {"--seed", "2"});
  CHECK(Desk::compare_json({slow, other_seed}).at("others").at(0).at("paired") == false);
  const Outcome unpaired = Desk::compare({slow, other_seed});
  CHECK_THAT(unpaired.out,
             Contains("other_seed.db: 6 replications against 6\n- not paired: the seeds differ (1 and 2)"));

  const std::string longer = file_of(desk.fast, "longer.db", {"--replications", "8"});
  const Outcome partly = Desk::compare({slow, longer});
  CHECK_THAT(partly.out, Contains("longer.db: 6 pairs of replications, seed 1") && Contains("- 2 replications of ") &&
                             Contains("longer.db left out"));
  Desk::refuses({slow}, "slow.db: error: is one side only; give a second file\n");
  Desk::refuses({slow, "--with", "handling.discipline=fifo"}, "is a result file");
}

TEST_CASE("the points of a sweep are sides, of a scenario as of its result file") {
  const Desk desk;
  const std::string sweep = desk.folder.write(
      "sweep.yaml",
      scenario_text("2400 bps") + "sweep:\n  'network.stations[RUEHB].circuit.rate': [2400 bps, 4800 bps, 9600 bps]\n");
  const json scenario = Desk::compare_json({sweep});
  CHECK(scenario.at("baseline") == "network.stations[RUEHB].circuit.rate=2400 bps");
  REQUIRE(scenario.at("others").size() == 2);
  CHECK(scenario.at("others").at(1).at("name") == "network.stations[RUEHB].circuit.rate=9600 bps");
  const json with = Desk::compare_json({desk.slow, "--with", "network.stations[RUEHB].circuit.rate=4800 bps", "--with",
                                        "network.stations[RUEHB].circuit.rate=9600 bps"});
  CHECK(scenario.at("others") == with.at("others"));

  const std::string file = desk.folder.path("sweep.db");
  REQUIRE(run_torntape({"run", sweep, "--quiet", "-o", file}).exit_code == 0);
  CHECK(Desk::compare_json({file}) == scenario);
  CHECK(Desk::compare_json({desk.slow, file}).at("others").at(2).at("name") ==
        file + ": network.stations[RUEHB].circuit.rate=9600 bps");
}

TEST_CASE("a stop rule is left aside, and told") {
  const Desk desk;
  std::string text = scenario_text("2400 bps");
  const std::string own = "replications: 6";
  text.replace(text.find(own), own.size(), "until: {half_width: 50 %, of: ROUTINE mean, at_most: 12}");
  const Outcome outcome = Desk::compare({desk.folder.write("until.yaml", text), desk.fast});
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.err, Contains("until.yaml: note: run.until is left aside, for all sides have 12 replications"));
  CHECK_THAT(outcome.out, Contains("12 pairs of replications"));
}

TEST_CASE("scenarios share the baseline's seed and number of replications, and what was typed goes before") {
  const Desk desk;
  const std::string other =
      desk.folder.write("other.yaml", "seed: 7\n" + scenario_text("2400 bps") + "handling: {discipline: fifo}\n");
  const Outcome outcome = Desk::compare({desk.slow, other});
  CHECK_THAT(outcome.err, Contains("other.yaml: note: run with seed 1, as the other sides, not with its own, 7"));
  CHECK_THAT(outcome.out, Contains("6 pairs of replications, seed 1, the same traffic"));
  CHECK_THAT(Desk::compare({other, desk.slow, "--replications", "3"}).out, Contains("3 pairs of replications, seed 7"));
  CHECK_THAT(Desk::compare({other, desk.slow, "--seed", "9"}).out, Contains("6 pairs of replications, seed 9"));
  CHECK(Desk::compare({desk.slow, other, "--quiet"}).err.empty());
}

TEST_CASE("what makes sides unlike is told, beside the table or on stderr") {
  const Desk desk;
  const std::string other = desk.folder.write(
      "other.yaml", scenario_text("2400 bps", "      # another mix\n") + "handling: {objectives: {ROUTINE: 5 h}}\n");
  const std::vector<std::string> arguments{desk.slow, other, "--set", "run.warmup=2 h", "--with", "run.duration=6 h"};
  const Outcome table = Desk::compare(arguments);
  CHECK_THAT(table.out, Contains("- ROUTINE has different objectives, 6 h and 5 h: the shares within them are not "
                                 "compared\n"));
  CHECK_THAT(table.out,
             Contains("- the sides count different times: 3 h after 2 h of warm-up, and 4 h after 2 h of warm-up\n"));
  CHECK_THAT(table.out, Contains("- the sides met different traffic, though of the same random numbers\n"));
  CHECK(table.err.empty());

  std::vector<std::string> csv = arguments;
  csv.emplace_back("--csv");
  const Outcome rows = Desk::compare(csv);
  CHECK_THAT(rows.err, Contains("other.yaml: note: ROUTINE has different objectives"));
  csv.emplace_back("--quiet");
  CHECK(Desk::compare(csv).err.empty());
}

TEST_CASE("one replication gives figures, and a verdict of means at most") {
  const Desk desk;
  const Outcome table = Desk::compare({desk.slow, desk.fast, "--replications", "1"});
  CHECK_THAT(table.out, Contains("- one replication can be judged by its means alone: give --replications 20\n"));
  CHECK_THAT(table.out, Contains("sooner, real or not cannot be told\n"));
  const json report = Desk::compare_json({desk.slow, desk.fast, "--replications", "1"});
  int judged = 0;
  for (const json& row : report.at("others").at(0).at("rows")) {
    if (row.at("metric") == "mean") {
      judged += row.at("ci95").is_null() ? 0 : 1;
      continue;
    }
    CHECK(row.at("ci95").is_null());
    CHECK(row.at("p_value").is_null());
    CHECK(row.at("real") == false);
  }
  CHECK(judged > 0);
  const Outcome brief = Desk::compare({desk.slow, desk.fast, "--replications", "1", "--set", "run.duration=2 h"});
  CHECK_THAT(brief.out, Contains("- one replication cannot tell a difference from chance: give --replications 20\n"));
}

TEST_CASE("what one side alone has is named") {
  const Desk desk;
  std::string text = scenario_text("2400 bps");
  text.insert(text.find("    - {ri: RUEHC}"), "    - {ri: RUEHD, addressees: [DELTA]}\n");
  const Outcome outcome = Desk::compare({desk.slow, desk.folder.write("larger.yaml", text)});
  CHECK_THAT(outcome.out, Contains("larger.yaml: 2 circuits: RUEHD -> RUEH, RUEH -> RUEHD; 1 addressee: RUEHD DELTA"));
}

TEST_CASE("compare --csv has a row a figure, the same as --json") {
  const Desk desk;
  const auto rows = csv_rows(Desk::compare({desk.slow, desk.fast, "--csv"}).out);
  const json report = Desk::compare_json({desk.slow, desk.fast});
  const json& expected = report.at("others").at(0).at("rows");
  CHECK(rows.at(0) == std::vector<std::string>{"name", "paired", "precedence", "role", "metric", "base", "other",
                                               "difference", "ci95_low", "ci95_high", "p_value", "real"});
  REQUIRE(rows.size() == expected.size() + 1);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const json& row = expected.at(i - 1);
    REQUIRE(rows[i].size() == 12);
    CHECK(rows[i][0] == desk.fast);
    CHECK(rows[i][1] == "true");
    CHECK(rows[i][2] == row.at("precedence"));
    CHECK(rows[i][3] == row.at("role"));
    CHECK(rows[i][4] == row.at("metric"));
    CHECK(std::stod(rows[i][5]) == row.at("base").get<double>());
    CHECK(std::stod(rows[i][7]) == row.at("difference").get<double>());
    CHECK(rows[i][8].empty() == row.at("ci95").is_null());
    CHECK(rows[i][11] == (row.at("real").get<bool>() ? "true" : "false"));
  }
}

TEST_CASE("compare --fail-if exits with 1 where a real change is large enough, and only there") {
  const Desk desk;
  const auto code = [&](const std::string& base, const std::string& other, const std::string& condition) {
    return Desk::compare({base, other, "--fail-if", condition}).exit_code;
  };
  CHECK(code(desk.fast, desk.slow, "ROUTINE mean +1%") == 1);
  CHECK(code(desk.fast, desk.slow, "ROUTINE info mean +1 %") == 1);
  CHECK(code(desk.fast, desk.slow, "R all mean +100 ms") == 1);
  CHECK(code(desk.fast, desk.slow, "routine mean +0%") == 1);
  CHECK(code(desk.fast, desk.slow, "ROUTINE mean +900%") == 0);
  CHECK(code(desk.fast, desk.slow, "ROUTINE mean +10 min") == 0);
  CHECK(code(desk.fast, desk.slow, "ROUTINE mean -1%") == 0);
  CHECK(code(desk.slow, desk.fast, "ROUTINE mean +0%") == 0);
  CHECK(code(desk.slow, desk.fast, "ROUTINE mean -100ms") == 1);
  CHECK(code(desk.slow, desk.slow, "ROUTINE mean +0%") == 0);
  CHECK(code(desk.slow, desk.fast, "ROUTINE within -1 %") == 0);

  const Outcome two =
      Desk::compare({desk.fast, desk.slow, "--fail-if", "ROUTINE mean +900%", "--fail-if", "ROUTINE mean +1%"});
  CHECK(two.exit_code == 1);
  CHECK(two.err == "--fail-if 'ROUTINE mean +1%': holds for " + desk.slow + "\n");
}

TEST_CASE("a share in time that falls is found by --fail-if") {
  const Desk desk;
  const std::vector<std::string> arguments{desk.fast, desk.slow, "--set", "handling.objectives.ROUTINE=15 s",
                                           "--fail-if"};
  const auto code = [&](const std::string& condition) {
    std::vector<std::string> all = arguments;
    all.push_back(condition);
    return Desk::compare(all).exit_code;
  };
  CHECK(code("ROUTINE within -1 %") == 1);
  CHECK(code("ROUTINE within -90 %") == 0);
  CHECK(code("ROUTINE within +1 %") == 0);
}

TEST_CASE("what cannot be answered is refused, never passed") {
  const Desk desk;
  Desk::refuses({desk.slow, desk.fast, "--fail-if", "FLASH p95 +10%"}, "there is no row FLASH all p95");
  Desk::refuses({desk.slow, desk.fast, "--replications", "1", "--fail-if", "ROUTINE p95 +10%"},
                "one replication does not tell");
  Desk::refuses({desk.slow, "--with", "handling.objectives.ROUTINE=1 h", "--fail-if", "ROUTINE within -1%"},
                "the objectives of the two sides differ");
  Desk::refuses({desk.slow, desk.fast, "--fail-if", "URGENT mean +10%"}, "'URGENT' is no precedence");
  Desk::refuses({desk.slow, desk.fast, "--fail-if", "ROUTINE p94 +10%"}, "'p94' is no figure");
  Desk::refuses({desk.slow, desk.fast, "--fail-if", "ROUTINE info"}, "expected a figure");
  Desk::refuses({desk.slow, desk.fast, "--fail-if", "ROUTINE mean 10%"}, "begins with + or -");
  Desk::refuses({desk.slow, desk.fast, "--fail-if", "ROUTINE mean +10"}, "unit");
  Desk::refuses({desk.slow, desk.fast, "--fail-if", "ROUTINE mean +ten%"}, "--fail-if 'ROUTINE mean +ten%': error: ");
  Desk::refuses({desk.slow, desk.fast, "--fail-if", "ROUTINE within -3 s"}, "hundredths of all deliveries");
  Desk::refuses({desk.slow, desk.fast, "--fail-if", ""}, "expected a precedence");
}

TEST_CASE("sides that are none are refused in one line, before anything is simulated") {
  const Desk desk;
  Desk::refuses({desk.slow}, "slow.yaml: error: is one side only");
  Desk::refuses({desk.slow, "--with", "nothing"}, "--with 'nothing': error: expected KEY=VALUE");
  Desk::refuses({desk.slow, "--with", "handling.discipline=lifo"}, "handling.discipline");
  Desk::refuses({desk.slow, desk.folder.path("absent.yaml")}, "absent.yaml");
  Desk::refuses({desk.slow, desk.folder.path("absent.db")}, "absent.db");
  Desk::refuses({desk.slow, desk.folder.write("damaged.db", "SQLite format 3")}, "damaged.db");
  Desk::refuses({desk.slow, desk.fast, "--json", "--csv"}, "--csv");
  Desk::refuses({desk.slow, "--with", "run.warmup=1 h; network.default.rate=75 bps"},
                "--with network.default.rate=75 bps: error: unknown key 'default', did you mean 'defaults'?");
  const std::string printed = desk.folder.path("printed.json");
  REQUIRE(run_torntape({"run", desk.fast, "-o", printed}).exit_code == 0);
  const Outcome outcome = Desk::compare({desk.slow, printed});
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.err == printed +
                           ": error: this is what run prints as JSON; a result file to compare ends in .db: run -o "
                           "RESULT.db\n");
  Desk::refuses({desk.slow, desk.fast, "--replications", "0"}, "--replications 0");
}

}  // namespace torntape::endtoend
