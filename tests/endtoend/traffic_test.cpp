// Generated traffic with its tables, from the file to the deliveries.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "endtoend/program.hpp"

namespace torntape::endtoend {
namespace {

const std::string kNetwork = R"(name: tables
network:
  defaults: {rate: 1 Mbps}
  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB}, {ri: RUEHC}, {ri: RUEHD}]
  collectives: [{ri: RUCNA, members: [RUEHA, RUEHB], expand_at: RUEH}]
)";

const std::string kTable =
    "ri\tname\ttelegrams_per_year\ttimes_action\ttimes_info\n"
    "RUEHA\tONE\t36500\t3\t0\n"
    "RUEHB\tTWO\t73000\t\t1\n"
    "RUEHC\tTHREE\t\t1\t3\n"
    "RUEHD\tFOUR\t0\t0\t2\n"
    "RUCNA\tALL COLLECTIVE\t\t0\t7\n"
    "-\tNOBODY\t5\t5\t5\n";

struct Run {
  nlohmann::json json;
  std::vector<std::vector<std::string>> rows;
};

/// Runs a generator over the table; `more` are lines after it.
Run run(const std::string& generate, const std::string& more, const std::string& jobs = "1") {
  const TemporaryFolder folder;
  folder.write("posts.tsv", kTable);
  const std::string file =
      folder.write("scenario.yaml", kNetwork + "traffic:\n  - generate: {" + generate + "}\n" + more);
  const std::string csv = folder.path("out.csv");
  const Outcome outcome = run_torntape({"run", file, "--json", "--quiet", "--deliveries", csv, "--jobs", jobs});
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  auto rows = csv_rows(read_text(csv));
  rows.erase(rows.begin());
  return {nlohmann::json::parse(outcome.out), rows};
}

/// What `torntape check` says of it, without the folder.
std::string complaint(const std::string& generate, const std::string& table = kTable, const std::string& more = {}) {
  const TemporaryFolder folder;
  folder.write("posts.tsv", table);
  const std::string text = kNetwork + "traffic:\n  - generate: {" + generate + "}\n" + more + "run: {duration: 1 h}\n";
  const Outcome outcome = run_torntape({"check", folder.write("scenario.yaml", text)});
  CHECK(outcome.exit_code == (outcome.err.find("error: ") == std::string::npos ? 0 : 2));
  std::string err = outcome.err;
  for (std::size_t at = err.find(folder.path("")); at != std::string::npos; at = err.find(folder.path(""))) {
    err.erase(at, folder.path("").size());
  }
  return err;
}

/// How many messages each origin filed, and how many deliveries each station had in each role.
struct Counts {
  std::map<std::string, double> filed;
  std::map<std::string, double> action;
  std::map<std::string, double> info;

  explicit Counts(const Run& run) {
    std::set<std::string> messages;
    for (const auto& row : run.rows) {
      if (messages.insert(row.at(1)).second) ++filed[row.at(2)];
      ++(row.at(5) == "action" ? action : info)[row.at(3)];
    }
  }
};

bool near(double counted, double expected, double variance) {
  INFO(counted << " for " << expected);
  return std::abs(counted - expected) < 4 * std::sqrt(variance);
}

const std::string kRun = "run: {duration: 100 days}\n";

}  // namespace

TEST_CASE("origins file at the rates of the table") {
  // 100 and 200 a day, in 100 days.
  Counts counts(run("rates: posts.tsv, addressees: 1", kRun));
  CHECK(counts.filed.size() == 2);
  CHECK(near(counts.filed["RUEHA"], 10'000, 10'000));
  CHECK(near(counts.filed["RUEHB"], 20'000, 20'000));

  // RUEHC has no figure and files at the rate; RUEHD has 0 and files nothing.
  counts = Counts(run("rates: {table: posts.tsv, scale: 0.5}, rate: 20 per day, except: [RUEHB], addressees: 1", kRun));
  CHECK(counts.filed.size() == 2);
  CHECK(near(counts.filed["RUEHA"], 5'000, 5'000));
  CHECK(near(counts.filed["RUEHC"], 2'000, 2'000));
}

TEST_CASE("addressees are drawn by the weights of the table, those of action by their own column") {
  const Counts counts(
      run("from: [RUEH], rate: 100 per day, addressees: 2, action: 1, to: {table: posts.tsv, RUEHB: 4}, "
          "info_to: {table: posts.tsv}",
          kRun));
  double messages = 0;
  for (const auto& [ri, count] : counts.action) messages += count;
  const std::map<std::string, double> action{{"RUEHA", 3.0 / 8}, {"RUEHB", 4.0 / 8}, {"RUEHC", 1.0 / 8}};
  for (const auto& [ri, share] : action) {
    INFO(ri);
    CHECK(near(counts.action.at(ri), messages * share, messages * share * (1 - share)));
  }
  // Info: weights B 1, C 3, D 2, without the one that is action.
  const double b = 3.0 / 8 * 1 / 6 + 1.0 / 8 * 1 / 3;
  const double c = 3.0 / 8 * 3 / 6 + 4.0 / 8 * 3 / 5;
  for (const auto& [ri, share] : std::map<std::string, double>{{"RUEHB", b}, {"RUEHC", c}, {"RUEHD", 1 - b - c}}) {
    INFO(ri);
    CHECK(near(counts.info.at(ri), messages * share, messages * share * (1 - share)));
  }
}

TEST_CASE("every message of every feature is delivered once, whatever the threads") {
  const std::string keys =
      "rates: posts.tsv, hours: observed, weekdays: observed, bursts: {length: 1 h, pause: 2 h}, characters: 4000, "
      "sections: observed, precedence: observed, info_precedence: observed, addressees: {lognormal: {median: 2, sigma: "
      "0.8}}, action: {empirical: [[1, 9], [2, 1]]}, to: {table: posts.tsv}, info_to: {table: posts.tsv}, "
      "collectives: {share: 62 %, of: {table: posts.tsv}}";
  const std::string more =
      "minimize: {at: 5 days, for: 3 days, keep: {ROUTINE: 20 %, PRIORITY: 60 %}, raise: 10 %, from: [RUEHB]}\n"
      "handling: {preemption: flash, copy_precedence: copy}\n"
      "run: {duration: 20 days, replications: 3}\n";
  const Run once = run(keys, more);
  CHECK(once.json.at("undelivered") == 0);
  CHECK(once.json.at("messages") > 10'000);
  CHECK(once.rows.size() == once.json.at("deliveries"));
  std::set<std::vector<std::string>> delivered;
  for (const auto& row : once.rows) {
    if (row.at(2) == row.at(3)) FAIL("delivered to its origin");
    delivered.insert({row.at(0), row.at(1), row.at(4)});
  }
  CHECK(delivered.size() == once.rows.size());
  const Run again = run(keys, more, "3");
  CHECK(again.json.at("fingerprint") == once.json.at("fingerprint"));
  CHECK(again.rows == once.rows);
}

TEST_CASE("what is wrong with a table is told at its place") {
  const std::string good = "rates: posts.tsv";
  CHECK(complaint(good) == "");
  CHECK(complaint(good, "\xEF\xBB\xBF" + kTable) == "");
  const auto with = [](const std::string& row) { return "ri\tname\ttelegrams_per_year\n" + row + "\n"; };
  CHECK(complaint(good, with("RUEHA\tONE\tmany")) ==
        "posts.tsv:2:11: error: telegrams_per_year: 'many' is not a number\n");
  CHECK(complaint(good, with("RUEHA\tONE\t-1")) ==
        "posts.tsv:2:11: error: telegrams_per_year: '-1' is out of range; it must be from 0 to 1000000000000\n");
  CHECK(complaint(good, with("RUEHA\tONE")) ==
        "posts.tsv:2:1: error: the row lacks telegrams_per_year; fields have tabs between them\n");
  CHECK(complaint(good, with("rueha\tONE\t1")) ==
        "posts.tsv:2:1: error: 'rueha' is no routing indicator; one has 4 to 8 capital letters\n");
  CHECK(complaint(good, with("RUEHA\tONE\t1\nRUEHA\tTWO\t2")) ==
        "posts.tsv:3:1: error: RUEHA is listed twice, first on line 2; list it once\n");
  CHECK(complaint(good, "ri\tname\n") ==
        "posts.tsv:1:1: error: the table has no field 'telegrams_per_year'; its first line names 'ri, name'\n");
  CHECK(complaint(good, "") ==
        "posts.tsv:1:1: error: the table has no field 'ri'; its first line names ''\n"
        "posts.tsv:1:1: error: the table has no field 'telegrams_per_year'; its first line names ''\n");
  CHECK(
      complaint(good, with("RUEHA\tONE\t1\nRUEHX\tTWO\t2\nRUEHY\tTHREE\t2\nRUEHZ\tFOUR\t")) ==
      "scenario.yaml:7:23: warning: rates: 2 rows name no station of this network and are left out, the first RUEHX\n");
  CHECK(complaint(good, with("RUEHA\tONE\t0")) ==
        "scenario.yaml:7:5: error: generate: rates: none of the stations in `from` has a figure in the table\n");
}

TEST_CASE("what a generator cannot do is refused") {
  CHECK(complaint("to: [RUCNA]").find("RUCNA is a collective") != std::string::npos);
  CHECK(complaint("to: [RUEHX]") ==
        "scenario.yaml:7:21: error: to: RUEHX is no station of this network; list it under stations\n");
  CHECK(complaint("to: [RUEHA, RUEHB], addressees: 2") ==
        "scenario.yaml:7:48: error: addressees: 2 are wanted of 1 candidates; ask for fewer, or widen `to`\n");
  CHECK(complaint("addressees: {fixed: 9}") ==
        "scenario.yaml:7:28: error: addressees: 9 are wanted of 3 candidates; ask for fewer, or widen `to`\n");
  CHECK(complaint("except: [RUEHX]").find("scenario.yaml:7:25: error: except: RUEHX is no station") !=
        std::string::npos);
  CHECK(complaint("collectives: {share: 0.5, of: [RUEHA]}").find("7:47: error: collectives: RUEHA is no collective") !=
        std::string::npos);
  CHECK(complaint("collectives: {share: 0.5, of: {table: posts.tsv, column: times_action}}")
            .find("error: generate: collectives: there is none to draw") != std::string::npos);
  CHECK(complaint("addressees: 3, action: 1, to: {table: posts.tsv}, info_to: [RUEHC]")
            .find("2 info addressees are wanted of 1 candidates") != std::string::npos);
  CHECK(complaint("addressees: 4, action: 3, to: {table: posts.tsv}, info_to: [RUEHB, RUEHC]")
            .find("3 action addressees are wanted of 1 candidates") != std::string::npos);
  CHECK(complaint("rate: 1 per day, bursts: {length: 100 ms, pause: 100 ms}")
            .find("error: generate: bursts: an origin") != std::string::npos);
  CHECK(complaint("rate: 1 per day", kTable, "minimize: {from: [RUEHA, RUEK*]}\n")
            .find("scenario.yaml:8:26: error: minimize: RUEK* names no station") != std::string::npos);
}

TEST_CASE("MINIMIZE without generated traffic is refused") {
  const TemporaryFolder folder;
  folder.write("messages.csv", "filed_s,from,characters,to,info\n0,RUEHA,100,RUEHB/O,\n");
  const Outcome outcome = run_torntape(
      {"check", folder.write("scenario.yaml", kNetwork + "traffic: [{trace: messages.csv}]\nminimize: {keep: 0.5}\n" +
                                                  "run: {duration: 1 h}\n")});
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.err.find("scenario.yaml:7:11: error: minimize acts on generated traffic") != std::string::npos);
}

}  // namespace torntape::endtoend
