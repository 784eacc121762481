// Keys that have no effect beside the others: each is told where it stands, and is not where it has one.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/reader.hpp"
#include "scenarios/sweep.hpp"

namespace torntape::scenarios {
namespace {

using Catch::Matchers::Contains;

const std::string kHead = "name: x\ntraffic: [{generate: {}}]\n";
const std::string kNetwork = "network: {}\n";
const std::string kRun = "run: {duration: 1 h, drain: 1 h}\n";

/// The warnings of a scenario without errors, of all the points of its sweep.
std::string warnings(const std::string& text, const std::vector<Override>& overrides = {}) {
  topology::Problems problems;
  REQUIRE(read_points(text, "x.yaml", overrides, problems).has_value());
  std::string lines;
  for (const auto& problem : problems.sorted()) lines += line_of(problem) + '\n';
  return lines;
}

/// Those of `more` in a scenario of an hour, the first line of it being line 4.
std::string warnings_of(const std::string& more, const std::string& network = kNetwork) {
  return warnings(kHead + network + more + kRun);
}

/// That `text` has one warning, of its key `key` on line `line`.
void check_idle(const std::string& lines, int line, const std::string& key) {
  INFO(lines);
  CHECK_THAT(lines, Catch::Matchers::StartsWith("x.yaml:" + std::to_string(line) + ":"));
  CHECK_THAT(lines, Contains(": warning: " + key + " "));
  CHECK(lines.find('\n') == lines.size() - 1);
}

}  // namespace

TEST_CASE("rerouting needs reroute_from") {
  check_idle(warnings_of("handling: {reroute_after: 1 min}\n"), 4, "reroute_after");
  check_idle(warnings_of("handling:\n  reroute_backlog: 3\n"), 5, "reroute_backlog");
  CHECK(warnings_of("handling: {reroute_from: none, reroute_after: 1 min}\n").empty());
  CHECK(warnings_of("handling: {reroute_from: FLASH, reroute_after: 1 min, reroute_backlog: 3}\n").empty());
}

TEST_CASE("cancelling needs pre-emption, extra long transmissions that of acp127") {
  check_idle(warnings_of("handling: {cancel_time: 5 s}\n"), 4, "cancel_time");
  check_idle(warnings_of("handling: {extra_long: 5 min}\n"), 4, "extra_long");
  check_idle(warnings_of("handling: {preemption: flash, cancel_time: 5 s, extra_long: 5 min}\n"), 4, "extra_long");
  CHECK(warnings_of("handling: {preemption: flash, cancel_time: 5 s}\n").empty());
  CHECK(warnings_of("handling: {preemption: none, cancel_time: 5 s, extra_long: 5 min}\n").empty());
  CHECK(warnings_of("handling: {preemption: acp127, cancel_time: 5 s, extra_long: 5 min}\n").empty());
}

TEST_CASE("the handling of errors needs errors, silence one that is lost") {
  const std::string silence = "handling: {silence: 10 min}\n";
  const std::string service = "handling: {service_characters: 80}\n";
  check_idle(warnings_of(silence), 4, "silence");
  check_idle(warnings_of(service), 4, "service_characters");
  const auto defaults = [](const std::string& share) { return "network: {defaults: {" + share + "}}\n"; };
  check_idle(warnings_of(silence, defaults("garbled: 0.001")), 4, "silence");
  check_idle(warnings_of(service, defaults("garbled: 0")), 4, "service_characters");
  for (const char* share : {"garbled: 1e-5", "lost: 1 %", "repeated: 1 %"}) {
    CHECK(warnings_of(service, defaults(share)).empty());
  }
  CHECK(warnings_of(silence, defaults("lost: 1 %")).empty());
  CHECK(warnings_of(silence, "network: {stations: [{ri: RUEHA, circuit: {lost: 1 %}}]}\n").empty());
  CHECK(warnings_of(silence, "network: {circuits: [{between: [RUEH, RUEK], lost: 1 %}]}\n").empty());
  CHECK(warnings_of(silence + "faults: [{circuit: [RUEH, RUEK], lost: 3}]\n").empty());
  check_idle(warnings_of(silence + "faults: [{circuit: [RUEH, RUEK], repeated: 3}]\n"), 4, "silence");
  CHECK(warnings_of(service + "faults: [{circuit: [RUEH, RUEK], repeated: 3}]\n").empty());
}

TEST_CASE("what begins after the end is told") {
  const auto fault = [](const std::string& at) {
    return "faults:\n  - {relay: RUEH, mtbf: 1 h, mttr: 1 min}\n  - {relay: RUEH, at: " + at + ", for: 1 min}\n";
  };
  CHECK(warnings_of(fault("2 h")).empty());
  check_idle(warnings_of(fault("121 min")), 6, "at");
  check_idle(warnings_of("minimize: {at: 61 min, keep: 0.5}\n"), 4, "at");
  check_idle(warnings_of("minimize:\n  - {keep: 0.5}\n  - {at: 2 h, keep: 0.5}\n"), 6, "at");
  CHECK(warnings_of("minimize: {at: 60 min, keep: 0.5}\n").empty());
  const auto traffic = [](const std::string& at) {
    return "name: x\nnetwork: {}\ntraffic:\n  - generate: {}\n  - generate: {at: " + at + "}\n" + kRun;
  };
  check_idle(warnings(traffic("1 day")), 5, "at");
  CHECK(warnings(traffic("30 min")).empty());
  CHECK(warnings(traffic("1 day"), {{"run.duration", "2 days"}}).empty());
}

TEST_CASE("what the command line sets is told there") {
  CHECK_THAT(warnings(kHead + kNetwork + kRun, {{"handling.extra_long", "5 min"}}),
             Contains("--set handling.extra_long=5 min: warning: extra_long has no effect without preemption: acp127"));
}

TEST_CASE("in a sweep a key is idle where it is at all points") {
  const std::string handling = "handling: {cancel_time: 5 s, extra_long: 5 min}\n";
  CHECK(warnings_of(handling + "sweep: {handling.preemption: [none, flash, acp127]}\n").empty());
  check_idle(warnings_of(handling + "sweep: {handling.preemption: [flash]}\n"), 4, "extra_long");
  CHECK(warnings_of("faults: [{relay: RUEH, at: 3 h, for: 1 h}]\nsweep: {run.drain: [1 h, 2 h]}\n").empty());
  check_idle(warnings_of("faults: [{relay: RUEH, at: 3 h, for: 1 h}]\nsweep: {run.drain: [1 h, 90 min]}\n"), 4, "at");
  check_idle(warnings_of("sweep: {handling.cancel_time: [1 s, 2 s]}\n"), 4, "cancel_time");
}

TEST_CASE("no shipped scenario has a warning") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(TORNTAPE_SOURCE_DIR "/scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    std::string lines;
    topology::Problems problems;
    REQUIRE(read_scenario(entry.path().string(), {}, problems).has_value());
    for (const auto& problem : problems.sorted()) lines += line_of(problem) + '\n';
    CHECK(lines.empty());
  }
  CHECK(files >= 10);
}

}  // namespace torntape::scenarios
