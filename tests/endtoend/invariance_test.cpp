#include <algorithm>
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

using Rows = std::vector<std::vector<std::string>>;

// A region of two relays under a load that makes lines, with a collective and every kind of traffic but telegrams.
const std::string kScenario = R"(name: invariance
seed: 7
network:
  defaults: {rate: 1200 bps, propagation: 20 ms, switching: 1 s}
  stations:
    - {ri: RUEH, relay: true}
    - {ri: RUEK, relay: true}
    - {ri: RUEHA, addressees: [ALPHA ONE, ALPHA TWO]}
    - {ri: RUEHB}
    - {ri: RUEHC}
    - {ri: RUEKD}
    - {ri: RUEKE, circuit: {channels: 2}}
  circuits:
    - {between: [RUEH, RUEK], rate: 2400 bps, channels: 2}
  collectives:
    - {ri: RUCNALL, members: [RUEHC, RUEKD, RUEKE], expand_at: RUEK}
traffic:
  - trace: messages.csv
  - generate:
      from: posts
      rate: 60 per hour
      characters: {exponential: 1500}
      precedence: {FLASH: 0.05, IMMEDIATE: 0.15, PRIORITY: 0.3, ROUTINE: 0.5}
      addressees: {geometric: 2.5}
      action: 1
      info_precedence: lower
run: {duration: 6 h, warmup: 30 min, replications: 4}
)";

const std::string kTrace = R"(filed_s,from,characters,to,info
3600,RUEHA,2000,RUEHB/O,RUCNALL/P
7200,RUEKD,2000,RUCNALL/R,RUEH/R
)";

struct Run {
  nlohmann::json json;
  Rows deliveries;
  std::string csv;
};

Run run_scenario(const std::string& scenario, const std::vector<std::string>& options) {
  const TemporaryFolder folder;
  const std::string csv = folder.path("out.csv");
  folder.write("messages.csv", kTrace);
  std::vector<std::string> arguments{
      "run", folder.write("scenario.yaml", scenario), "--json", "--quiet", "--deliveries", csv};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Outcome run = run_torntape(arguments);
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  Run result{nlohmann::json::parse(run.out), csv_rows(read_text(csv)), read_text(csv)};
  result.deliveries.erase(result.deliveries.begin());
  return result;
}

std::string with(const std::string& what, const std::string& instead) {
  std::string text = kScenario;
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), instead);
}

/// replication to filed_s of each delivery: what the traffic is, whatever becomes of it.
std::set<std::vector<std::string>> traffic_of(const Rows& rows) {
  std::set<std::vector<std::string>> traffic;
  for (const auto& row : rows) traffic.insert({row.begin(), row.begin() + 8});
  return traffic;
}

nlohmann::json without_wall_time(nlohmann::json json) {
  json.erase("wall_s");
  return json;
}

}  // namespace

TEST_CASE("any number of jobs gives the same bits") {
  const Run one = run_scenario(kScenario, {"--jobs", "1"});
  CHECK(one.deliveries.size() > 5000);
  CHECK(one.json.at("replications") == 4);
  for (const std::string jobs : {"2", "3", "8"}) {
    const Run more = run_scenario(kScenario, {"--jobs", jobs});
    CHECK(more.json.at("fingerprint") == one.json.at("fingerprint"));
    CHECK(more.csv == one.csv);
    CHECK(without_wall_time(more.json) == without_wall_time(one.json));
  }
}

TEST_CASE("the seed alone decides, and each replication is its own") {
  const Run base = run_scenario(kScenario, {});
  const Run again = run_scenario(kScenario, {"--seed", "7"});
  const Run other = run_scenario(kScenario, {"--seed", "8"});
  CHECK(again.csv == base.csv);
  CHECK(other.csv != base.csv);
  CHECK(other.json.at("fingerprint") != base.json.at("fingerprint"));

  const Run first = run_scenario(kScenario, {"--replications", "1"});
  Rows of_base;
  std::copy_if(base.deliveries.begin(), base.deliveries.end(), std::back_inserter(of_base),
               [](const auto& row) { return row[0] == "1"; });
  CHECK(first.deliveries == of_base);
  CHECK(first.json.at("fingerprint") != base.json.at("fingerprint"));

  std::map<std::string, std::vector<std::string>> filed;
  for (const auto& row : base.deliveries) filed[row[0]].push_back(row[7]);
  CHECK(filed.size() == 4);
  CHECK(filed["1"] != filed["2"]);
}

TEST_CASE("a handling knob or a rate changes no traffic") {
  const Run base = run_scenario(kScenario, {});
  REQUIRE(base.json.at("undelivered") == 0);
  for (const std::string setting : {"handling.copy_precedence=copy", "handling.preemption=flash",
                                    "handling.discipline=fifo", "network.circuits[RUEH-RUEK].rate=4800 bps",
                                    "network.defaults.switching=0 s", "network.circuits[RUEH-RUEK].channels=1"}) {
    const Run variant = run_scenario(kScenario, {"--set", setting});
    INFO(setting);
    CHECK(variant.json.at("undelivered") == 0);
    CHECK(traffic_of(variant.deliveries) == traffic_of(base.deliveries));
    CHECK(variant.csv != base.csv);
    CHECK(variant.json.at("fingerprint") != base.json.at("fingerprint"));
    CHECK(variant.json.at("messages") == base.json.at("messages"));
  }
}

TEST_CASE("an override does what the file would") {
  const Run set = run_scenario(kScenario, {"--set", "network.circuits[RUEH-RUEK].rate=1200 bps", "--set",
                                           "handling.preemption=flash", "--set", "run.warmup=1 h"});
  std::string text = with("2400 bps", "1200 bps") + "handling: {preemption: flash}\n";
  text.replace(text.find("30 min"), 6, "1 h");
  const Run edited = run_scenario(text, {});
  CHECK(set.csv == edited.csv);
  CHECK(without_wall_time(set.json) == without_wall_time(edited.json));
}

TEST_CASE("deliveries and undelivered are the expanded address set, however early time ends") {
  const Run base = run_scenario(kScenario, {});
  const std::size_t addressed = base.deliveries.size();
  REQUIRE(base.json.at("undelivered") == 0);
  for (const std::string drain : {"0 s", "10 s", "1 min", "10 min"}) {
    const Run early = run_scenario(kScenario, {"--set", "run.drain=" + drain});
    INFO(drain);
    CHECK(early.json.at("deliveries") == early.deliveries.size());
    CHECK(early.json.at("deliveries").get<std::size_t>() + early.json.at("undelivered").get<std::size_t>() ==
          addressed);
    const auto in_base = traffic_of(base.deliveries);
    const auto in_early = traffic_of(early.deliveries);
    CHECK(std::includes(in_base.begin(), in_base.end(), in_early.begin(), in_early.end()));
    if (drain == "0 s") CHECK(early.json.at("undelivered") > 0);
  }
}

TEST_CASE("each addressee has one delivery, no sooner than it can be") {
  for (const std::string setting : {"handling.preemption=none", "handling.preemption=flash"}) {
    const Run run = run_scenario(kScenario, {"--set", setting});
    std::set<std::vector<std::string>> seen;
    for (const auto& row : run.deliveries) {
      CHECK(seen.insert({row[0], row[1], row[3], row[4]}).second);
      CHECK(row[2] != row[3]);
      CHECK(nanoseconds(row[9]) >= 20'000'000 * std::stoll(row[10]));
    }
  }
}

TEST_CASE("the interval is Student's around the mean of all deliveries, by leaving out each replication") {
  const Run run = run_scenario(kScenario, {});
  constexpr double kStudent = 3.182446305;  // 0.975 quantile at 3 degrees of freedom
  std::map<std::pair<std::string, std::string>, std::map<std::string, std::vector<double>>> latencies;
  for (const auto& row : run.deliveries) {
    for (const std::string& role : {row[5], std::string("all")}) {
      latencies[{row[6], role}][row[0]].push_back(static_cast<double>(nanoseconds(row[9])) / 1e9);
    }
  }
  CHECK(run.json.at("latency").size() == latencies.size());
  for (const nlohmann::json& row : run.json.at("latency")) {
    const auto& replications =
        latencies.at({row.at("precedence").get<std::string>(), row.at("role").get<std::string>()});
    REQUIRE(replications.size() == 4);
    const auto mean_without = [&](const std::string& left_out) {
      double latencies_s = 0;
      double n = 0;
      for (const auto& [replication, values] : replications) {
        if (replication == left_out) continue;
        for (const double value : values) latencies_s += value;
        n += static_cast<double>(values.size());
      }
      return latencies_s / n;
    };
    double sum = 0;
    double squares = 0;
    for (const auto& [replication, values] : replications) {
      const double without = mean_without(replication);
      sum += without;
      squares += without * without;
    }
    const double mean = mean_without("none");
    const double half = kStudent * std::sqrt((squares - sum * sum / 4) * 3 / 4);
    INFO(row.dump());
    CHECK(row.at("ci95_s").at(0).get<double>() == Approx(mean - half).epsilon(1e-6));
    CHECK(row.at("ci95_s").at(1).get<double>() == Approx(mean + half).epsilon(1e-6));
  }
}

TEST_CASE("posts that take no part change nothing, however seldom messages are filed") {
  const TemporaryFolder folder;
  folder.write("trace.csv",
               "filed_s,from,characters,to,info\n0,RUEHAA,100,RUEHAB/O,\n34560000,RUEHAA,100,RUEHAB/O,\n"
               "69120000,RUEHAA,100,RUEHAB/O,\n103680000,RUEHAA,100,RUEHAB/O,\n");
  const auto deliveries = [&](int posts) {
    std::string text =
        "name: seldom\nnetwork:\n  defaults: {rate: 800 bps, switching: 8 s}\n  stations:\n"
        "    - {ri: RUEH, relay: true}\n";
    for (int i = 0; i < posts; ++i) {
      text +=
          std::string("    - {ri: RUEH") + static_cast<char>('A' + i / 26) + static_cast<char>('A' + i % 26) + "}\n";
    }
    text += "traffic: [{trace: trace.csv}]\nrun: {duration: 1300 days}\n";
    const std::string csv = folder.path("deliveries.csv");
    REQUIRE(run_torntape({"run", folder.write("scenario.yaml", text), "--deliveries", csv}).exit_code == 0);
    return read_text(csv);
  };
  const std::string few = deliveries(2);
  CHECK_THAT(few, Catch::Matchers::Contains(",103680000.000000000,103680010.000000000,10.000000000,2\n"));
  CHECK(deliveries(600) == few);
}

TEST_CASE("the same serial in two months is two messages") {
  const TemporaryFolder folder;
  std::string telegrams;
  for (const std::string month : {"JAN", "FEB"}) {
    telegrams += "VZCZCXYZ0001\nRR RUEHAB\nDE RUEHAA 0117 11/1215Z\nZNR UUUUU\nR 111215Z " + month +
                 " 07\nFM POST ALPHA\nTO RUEHAB/POST BRAVO\nBT\nUNCLAS SECTION 01 OF 02\nINVENTED TEXT\nBT\nNNNN\n";
  }
  folder.write("telegrams.txt", telegrams);
  const std::string scenario =
      folder.write("scenario.yaml",
                   "name: serials\nnetwork:\n  stations: [{ri: RUEH, relay: true}, {ri: RUEHAA}, {ri: RUEHAB}]\n"
                   "traffic: [{telegrams: [telegrams.txt]}]\nrun: {duration: 60 days}\n");
  const Outcome run = run_torntape({"run", scenario, "--json"});
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  CHECK(nlohmann::json::parse(run.out)["messages"] == 2);
}

}  // namespace torntape::endtoend
