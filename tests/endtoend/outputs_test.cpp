#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "endtoend/program.hpp"

namespace torntape::endtoend {
namespace {

using Catch::Matchers::Contains;

const std::string kScenario = R"(name: outputs
network:
  defaults: {rate: 800 bps}
  stations: [{ri: RUEHA}, {ri: RUEHB}]
  circuits: [{between: [RUEHA, RUEHB]}]
traffic:
  - trace: messages.csv
run: {duration: 1 min, warmup: 10 s}
)";
const std::string kTrace = "filed_s,from,characters,to,info\n0,RUEHA,100,RUEHB/O,\n20,RUEHA,100,RUEHB/R,\n";

struct Desk {
  TemporaryFolder folder;
  std::string scenario = folder.write("scenario.yaml", kScenario);
  std::string trace = folder.write("messages.csv", kTrace);

  /// Runs the scenario, which must be refused with the inputs left as they were.
  void refuses(const std::vector<std::string>& options, const std::string& said) const {
    std::vector<std::string> arguments{"run", scenario};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Outcome run = run_torntape(arguments);
    INFO(run.err);
    CHECK(run.exit_code == 2);
    CHECK(run.out.empty());
    CHECK_THAT(run.err, Contains(said));
    CHECK(read_text(scenario) == kScenario);
    CHECK(read_text(trace) == kTrace);
  }
};

}  // namespace

TEST_CASE("no output falls on an input or on another output") {
  const Desk desk;
  desk.refuses({"--deliveries", desk.trace}, "read or written otherwise");
  desk.refuses({"--deliveries", desk.scenario}, "read or written otherwise");
  desk.refuses({"-o", desk.scenario, "--force"}, "read or written otherwise");
  desk.refuses({"-o", desk.folder.path("both"), "--deliveries", desk.folder.path("both")}, "read or written otherwise");
  CHECK_FALSE(desk.folder.has("both"));
}

TEST_CASE("an output in a folder that is not there is refused before anything is simulated") {
  const Desk desk;
  desk.refuses({"-o", desk.folder.path("nowhere/result.json")}, "there is no folder");
  desk.refuses({"--deliveries", desk.folder.path("nowhere/out.csv")}, "there is no folder");
}

TEST_CASE("a result file that is there stays as it is without --force") {
  const Desk desk;
  const std::string result = desk.folder.write("result.json", "mine\n");
  desk.refuses({"-o", result}, "--force");
  CHECK(read_text(result) == "mine\n");
  const Outcome forced = run_torntape({"run", desk.scenario, "-o", result, "--force", "--json"});
  CHECK(forced.exit_code == 0);
  CHECK(forced.out == read_text(result));
}

TEST_CASE("numbers on the command line follow the rules of scenario files") {
  const Desk desk;
  for (const std::string number : {"-1", "18446744073709551616", "010", "0x3", "1e3", "three"}) {
    desk.refuses({"--seed", number}, "--seed " + number + ": error: ");
  }
  desk.refuses({"--replications", "0"}, "--replications 0: error: ");
}

TEST_CASE("a command that is none is named, with the one that was meant") {
  const Outcome run = run_torntape({"rum", "scenario.yaml"});
  CHECK(run.exit_code == 2);
  CHECK(run.err == "torntape: error: there is no command 'rum', did you mean 'run'?\n");
}

TEST_CASE("what a command does not take is told in the order given, with what was meant") {
  const auto said = [](const std::vector<std::string>& arguments) {
    const Outcome run = run_torntape(arguments);
    CHECK(run.exit_code == 2);
    CHECK(run.out.empty());
    return run.err;
  };
  CHECK(said({"run", "a.yaml", "--replication", "5"}) ==
        "torntape: error: run does not take --replication 5, did you mean '--replications'?\n");
  CHECK(said({"check", "a.yaml", "--seeed=5"}) ==
        "torntape: error: check does not take --seeed=5, did you mean '--seed'?\n");
  CHECK(said({"check", "a.yaml", "b.yaml", "c.yaml"}) ==
        "torntape: error: check does not take b.yaml c.yaml; see torntape check --help\n");
  CHECK(said({"--nonsense", "check", "a.yaml"}) ==
        "torntape: error: check does not take --nonsense; see torntape check --help\n");
}

TEST_CASE("a report is HTML, made of result files") {
  const Desk desk;
  const auto said = [&](const std::string& result, const std::string& page) {
    const Outcome run = run_torntape({"report", result, "-o", desk.folder.path(page)});
    CHECK(run.exit_code == 2);
    CHECK_FALSE(desk.folder.has(page));
    return run.err;
  };
  const std::string json = desk.folder.path("r.json");
  REQUIRE(run_torntape({"run", desk.scenario, "-o", json}).exit_code == 0);
  CHECK(said(desk.scenario, "x.html") == desk.scenario + ": error: is not a result file; run -o RESULT.db makes one\n");
  CHECK(said(json, "x.html") == json + ": error: is not a result file; run -o RESULT.db makes one\n");
  CHECK(said("r.db", "x.pdf") ==
        "-o " + desk.folder.path("x.pdf") + ": error: a report is HTML; give a name that ends in .html\n");
}

TEST_CASE("deliveries are written whole: nothing of them is left beside the file") {
  const Desk desk;
  const std::string csv = desk.folder.write("out.csv", "old\n");
  REQUIRE(run_torntape({"run", desk.scenario, "--deliveries", csv}).exit_code == 0);
  CHECK(csv_rows(read_text(csv)).size() == 2);
  CHECK_FALSE(desk.folder.has("out.csv.part"));
}

TEST_CASE("traffic outside the time that counts is told") {
  const Desk desk;
  const Outcome check = run_torntape({"check", desk.scenario});
  CHECK(check.exit_code == 0);
  CHECK(check.out == "ok\n");
  CHECK_THAT(check.err, Contains("messages.csv:1:1: warning: 1 of 2 rows are filed outside the time that counts"));
}

}  // namespace torntape::endtoend
