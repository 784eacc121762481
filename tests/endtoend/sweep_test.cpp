#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "endtoend/program.hpp"

namespace torntape::endtoend {
namespace {

using Catch::Matchers::Contains;
using nlohmann::json;

const std::string kBase = R"(name: sweep
network:
  defaults: {rate: 1200 bps}
  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB}]
traffic:
  - generate: {from: posts, rate: 60 per hour, characters: {exponential: 1500}, precedence: {FLASH: 0.2, ROUTINE: 0.8}}
)";

json run_json(const TemporaryFolder& folder, const std::string& rest, const std::vector<std::string>& options = {}) {
  std::vector<std::string> arguments{"run", folder.write("s.yaml", kBase + rest), "--json", "--quiet"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Outcome run = run_torntape(arguments);
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  json result = json::parse(run.out);
  for (json& one : result.is_array() ? result : result = json::array({result})) one.erase("wall_s");
  return result;
}

void refused(const std::string& rest, const std::string& said, const std::vector<std::string>& options = {}) {
  const TemporaryFolder folder;
  std::vector<std::string> arguments{"run", folder.write("s.yaml", kBase + rest), "--quiet"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Outcome run = run_torntape(arguments);
  INFO(run.err);
  CHECK(run.exit_code == 2);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, Contains(said));
}

const std::string kRun = "run: {duration: 4 h, warmup: 10 min, replications: 3}\n";

}  // namespace

TEST_CASE("each point of a sweep is what the scenario with these settings is") {
  const TemporaryFolder folder;
  const json sweep = run_json(folder,
                              kRun +
                                  "sweep:\n  handling.preemption: [none, flash]\n"
                                  "  network.circuits[1].rate: [600 bps, 2400 bps]\n"
                                  "  network.defaults.propagation: [0 s]\n",
                              {"--set", "network.circuits=[{between: [RUEH, RUEHA]}]"});
  REQUIRE(sweep.size() == 4);
  CHECK(sweep[1].at("point") ==
        "handling.preemption=none, network.circuits[1].rate=2400 bps, network.defaults.propagation=0 s");
  CHECK(sweep[2].at("settings").at("handling.preemption") == "flash");
  std::size_t at = 0;
  for (const std::string preemption : {"none", "flash"}) {
    for (const std::string rate : {"600 bps", "2400 bps"}) {
      json point = sweep[at++];
      point.erase("point");
      point.erase("settings");
      const json alone = run_json(folder, kRun,
                                  {"--set", "network.circuits=[{between: [RUEH, RUEHA]}]", "--set",
                                   "handling.preemption=" + preemption, "--set", "network.circuits[1].rate=" + rate});
      CHECK(point == alone[0]);
    }
  }
  for (const std::string jobs : {"1", "3"}) {
    CHECK(run_json(folder, kRun + "sweep: {run.warmup: [0 s, 1 h], seed: [1, 2]}\n", {"--jobs", jobs}).size() == 4);
  }
}

TEST_CASE("a sweep that cannot be is refused at its place") {
  refused(kRun + "sweep: {handling.premption: [none]}\n",
          "s.yaml:8:9: error: unknown key 'premption', did you mean 'preemption'?");
  refused(kRun + "sweep: {handling.preemption: [none, flsh]}\n", "s.yaml:8:37: error: preemption: 'flsh' is unknown");
  refused(kRun + "sweep: {handling.preemption: none}\n", "must be a list");
  refused(kRun + "sweep: {handling.preemption: []}\n", "an empty list");
  refused(kRun + "sweep: {handling.preemption: [none, none]}\n", "stands twice");
  refused(kRun + "sweep: {handling.preemption: [[none]]}\n", "single values");
  refused(kRun + "sweep:\n  network.stations[RUEHX].name: [X]\n",
          "s.yaml:9:3: error: 'network.stations' has no item 'RUEHX'");
  refused(kRun + "sweep: {run.replications: [2, 3]}\n", "the same at all points");
  refused(kRun + "sweep: {handling: [1], handling.preemption: [none]}\n", "set the same");
  refused(kRun + "sweep: {handling.preemption: [none]}\n", "so does --set", {"--set", "handling.preemption=flash"});
  refused(kRun + "sweep: {seed: [1, 2]}\n", "sets the seed", {"--seed", "3"});
  refused(kRun + "sweep: {run.warmup: [0 s, 5 h]}\n", "(at run.warmup=5 h)");
}

TEST_CASE("a rule ends the replications at the same one for any number of jobs") {
  const TemporaryFolder folder;
  const std::string rule =
      "run: {duration: 4 h, until: {half_width: 5 %, of: ROUTINE mean, at_least: 4, at_most: 60}}\n"
      "sweep: {network.defaults.rate: [1200 bps, 2400 bps]}\n";
  const json one = run_json(folder, rule, {"--jobs", "1"});
  const json more = run_json(folder, rule, {"--jobs", "4"});
  CHECK(one == more);
  for (const json& point : one) {
    const int replications = point.at("replications");
    CHECK(point.at("until").at("reached") == true);
    CHECK(replications > 4);
    CHECK(replications < 60);
    for (const int count : {replications - 1, replications}) {
      const json alone =
          run_json(folder, "run: {duration: 4 h}\n",
                   {"--replications", std::to_string(count), "--set",
                    "network.defaults.rate=" + point.at("settings").at("network.defaults.rate").get<std::string>()});
      for (const json& row : alone[0].at("latency")) {
        if (row.at("precedence") != "ROUTINE" || row.at("role") != "all") continue;
        const double half = (row.at("ci95_s")[1].get<double>() - row.at("ci95_s")[0].get<double>()) / 2;
        CHECK((half <= 0.05 * row.at("mean_s").get<double>()) == (count == replications));
      }
    }
  }
}

TEST_CASE("a rule that is not reached says so, and its words are checked") {
  const TemporaryFolder folder;
  const std::string never = "run: {duration: 1 h, until: {half_width: 1 ms, of: FLASH action p95, at_most: 12}}\n";
  const json result = run_json(folder, never);
  CHECK(result[0].at("replications") == 12);
  CHECK(result[0].at("until").at("reached") == false);
  CHECK(result[0].at("until").at("of") == "FLASH action p95");
  const Outcome table = run_torntape({"run", folder.path("s.yaml")});
  CHECK_THAT(table.out, Contains("after 12 replications: 1 ms was not reached"));
  CHECK(run_json(folder, never, {"--replications", "2"})[0].at("replications") == 2);
  refused("run: {duration: 1 h, until: {half_width: 2 %, of: URGENT mean}}\n", "'URGENT mean' is no figure");
  refused("run: {duration: 1 h, until: {half_width: 2, of: FLASH mean}}\n", "'2' is no half width");
  refused("run: {duration: 1 h, until: {half_width: 2 s, of: FLASH within}}\n", "'within' is a share");
  refused("run: {duration: 1 h, until: {of: FLASH mean}}\n", "missing key 'half_width'");
  refused("run: {duration: 1 h, replications: 3, until: {half_width: 2 s, of: FLASH mean}}\n", "both say");
  refused("run: {duration: 1 h, until: {half_width: 2 s, of: FLASH mean, at_least: 9, at_most: 5}}\n",
          "more than at_most");
}

}  // namespace torntape::endtoend
