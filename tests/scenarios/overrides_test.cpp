#include <catch2/catch.hpp>
#include <string>

#include "scenarios/reader.hpp"

namespace torntape::scenarios {
namespace {

const std::string kText =
    "name: x\n"
    "network:\n"
    "  homing: prefix\n"
    "  stations:\n"
    "    - {ri: RUEH, relay: true}\n"
    "    - {ri: RUEHC, circuit: {rate: 75 bps}}\n"
    "  circuits:\n"
    "    - {between: [RUEH, RUEK], rate: 9600 bps}\n"
    "    - {between: [RUEK, RUEA], rate: 4800 bps}\n"
    "traffic:\n"
    "  - generate: {rate: 4 per day}\n"
    "  - generate: {rate: 5 per day}\n"
    "run: {duration: 1 h}\n";

Scenario with(const std::vector<Override>& overrides) {
  topology::Problems problems;
  auto scenario = read_scenario_text(kText, "x.yaml", overrides, problems);
  for (const auto& problem : problems.sorted()) FAIL_CHECK(line_of(problem));
  REQUIRE(scenario.has_value());
  return std::move(*scenario);
}

std::string error_with(const Override& change) {
  topology::Problems problems;
  CHECK_FALSE(read_scenario_text(kText, "x.yaml", {change}, problems).has_value());
  std::string lines;
  for (const auto& problem : problems.sorted()) lines += line_of(problem) + '\n';
  return lines;
}

TEST_CASE("an override replaces a value, or adds a key with the maps around it") {
  CHECK(with({{"run.duration", "2 h"}}).window.duration == 7200 * sim::kSecond);
  CHECK(with({{"seed", "7"}}).seed == 7);
  CHECK(with({{"handling.preemption", "flash"}}).handling.preemption == sim::Preemption::flash);
  CHECK(with({{"handling.objectives.FLASH", "1 min"}}).handling.objectives[0] == 60 * sim::kSecond);
  CHECK(with({{"network.defaults", "{rate: 75 bps, channels: 2}"}}).network.channels == 2);
  CHECK(with({{"network.homing", "explicit"}}).network.homing.prefix == false);
}

TEST_CASE("an override finds a list's item by its indicator, its ends or its place") {
  CHECK(with({{"network.stations[RUEHC].circuit.rate", "50 bps"}}).network.stations[1].circuit->rate == 50);
  CHECK(with({{"network.stations[RUEH].switching", "1 s"}}).network.stations[0].switching == sim::kSecond);
  CHECK(with({{"network.circuits[RUEK-RUEA].rate", "50 bps"}}).network.links[1].circuit.rate == 50);
  CHECK(with({{"network.circuits[RUEA-RUEK].rate", "50 bps"}}).network.links[1].circuit.rate == 50);
  CHECK(with({{"network.circuits[1].channels", "3"}}).network.links[0].circuit.channels == 3);
  const Scenario scenario = with({{"traffic[2].generate.rate", "1 per second"}});
  CHECK(std::get<sim::GenerateSpec>(scenario.traffic[1].source).rate == 1);
  const Scenario other = with({{"network.circuits[2].between[1]", "RUEH"}});
  CHECK(other.network.links[1].a.letters() == "RUEH");
}

TEST_CASE("of several overrides the last one holds, each on what the ones before left") {
  const Scenario scenario = with({{"network.defaults", "{rate: 75 bps}"},
                                  {"network.defaults.channels", "2"},
                                  {"network.defaults.rate", "50 bps"}});
  CHECK(scenario.network.rate == 50);
  CHECK(scenario.network.channels == 2);
}

TEST_CASE("an override is named by the option that it was typed after") {
  CHECK(error_with({"run.warmup", "2", "--with"}) ==
        "--with run.warmup=2: error: warmup: '2' has no unit; a time needs a unit: ns, us, ms, s, min, h or days, such "
        "as '30 min'\n");
}

TEST_CASE("what is wrong with an override is said of the override") {
  const auto error = [](const std::string& key, const std::string& value, const std::string& text) {
    CHECK(error_with({key, value}) == "--set " + key + "=" + value + ": error: " + text + "\n");
  };
  error("run.duraton", "2 h", "unknown key 'duraton', did you mean 'duration'?");
  error("run.warmup", "2",
        "warmup: '2' has no unit; a time needs a unit: ns, us, ms, s, min, h or days, such as '30 min'");
  error("run.warmup", "", "'warmup' has no value; here belongs: time");
  error("seed", "[1, 2]", "'seed' must be a single value, not a list");
  error("seed", "[1, 2", "not valid YAML: end of sequence flow not found");
  error("sweep.seed", "1", "'seed' must be a list, not a single value");
  error("name.of", "1", "'name' is a single value, it has no key 'of'");
  error("traffic.generate", "1", "'traffic' is a list; name an item, such as traffic[1].generate");
  error("run[1]", "1", "'run' is no list, it has no item '1'");
  error("network.circuits[RUEH-RUEA].rate", "1 bps",
        "'network.circuits' has no item 'RUEH-RUEA'; name one by its ri, its ends (RUEH-RUEK) or its place from 1");
  error("network.circuits[0].rate", "1 bps",
        "'network.circuits' has no item '0'; name one by its ri, its ends (RUEH-RUEK) or its place from 1");
  error("traffic[3]", "1", "'traffic' has no item '3'; name one by its ri, its ends (RUEH-RUEK) or its place from 1");
  for (const char* key : {"", ".", "a.", ".a", "a..b", "a[", "a[]", "a[1", "a]b", "a[1]b", "[1]"}) {
    error(key, "1",
          "'" + std::string(key) + "' is no key; write one such as run.duration or network.circuits[RUEH-RUEK].rate");
  }
}

}  // namespace
}  // namespace torntape::scenarios
