// Nothing is lost and nothing comes twice: what is delivered is held against what was filed, as the sources of the
// traffic give it, addressee by addressee.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "endtoend/everything.hpp"
#include "endtoend/program.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/engine.hpp"
#include "sim/streams.hpp"

namespace torntape::endtoend {
namespace {

/// Number of the message and addressee.
using Wanted = std::pair<std::uint32_t, topology::AddresseeId>;

std::unique_ptr<sim::Plan> plan_of(const std::string& path, const std::vector<scenarios::Override>& overrides = {}) {
  topology::Problems problems;
  const auto scenario = scenarios::read_scenario(path, overrides, problems);
  std::unique_ptr<sim::Plan> plan;
  if (scenario) plan = scenarios::resolve(*scenario, problems);
  for (const topology::Problem& problem : problems.sorted()) UNSCOPED_INFO(topology::line_of(problem));
  REQUIRE(plan);
  return plan;
}

/// Who is to have the counted messages of a replication, in order.
std::vector<Wanted> wanted(const sim::Plan& plan, std::uint32_t number) {
  std::vector<Wanted> all;
  sim::Streams streams(plan, number, plan.window.duration);
  sim::Draft draft;
  const auto add = [&](std::uint32_t message, const topology::Destination& destination) {
    const sim::Tag tag(destination.tag);
    if (tag.is_listed()) {
      for (const sim::Listed& listed : plan.listings[tag.index()]) all.emplace_back(message, listed.addressee);
      return;
    }
    const topology::AddresseeId first = plan.directory.first(destination.station);
    for (std::uint32_t i = 0; i < plan.directory.count(destination.station); ++i) all.emplace_back(message, first + i);
  };
  for (std::uint32_t message = 1; streams.next() != sim::kNever; ++message) {
    const bool counts = plan.window.counts(streams.next());
    streams.file(draft);
    if (!counts) continue;
    for (const topology::Destination& destination : draft.line) {
      const sim::Tag tag(destination.tag);
      if (!tag.is_group()) add(message, destination);
      if (!tag.is_group()) continue;
      for (const topology::Destination& member : draft.groups[tag.index()].members) add(message, member);
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

/// What of a replication is not as it must be; empty where everything is.
std::string offence(const sim::Plan& plan, const sim::Replication& replication, std::uint32_t number) {
  const std::vector<Wanted> all = wanted(plan, number);
  std::vector<Wanted> had;
  for (const sim::DeliveryRow& row : replication.rows) {
    had.emplace_back(row.message, row.addressee);
    if (row.delivered < row.filed) return "message " + std::to_string(row.message) + " came before it was filed";
  }
  std::sort(had.begin(), had.end());
  const auto twice = std::adjacent_find(had.begin(), had.end());
  if (twice != had.end()) return "message " + std::to_string(twice->first) + " came twice";
  if (std::adjacent_find(all.begin(), all.end()) != all.end()) return "an addressee is to have a message twice";
  if (!std::includes(all.begin(), all.end(), had.begin(), had.end())) return "somebody has what was not for him";
  if (replication.deliveries != had.size()) return "the deliveries are not counted right";
  if (all.size() - had.size() != replication.undelivered) return "a copy is lost and not counted";
  std::uint64_t by_role = 0;
  for (const auto& roles : replication.undelivered_by) by_role += roles[0] + roles[1];
  if (by_role != replication.undelivered) return "what is undelivered does not add up";
  return "";
}

struct Sums {
  std::uint64_t messages = 0, deliveries = 0, undelivered = 0, preempted = 0, lost = 0, rerouted = 0;
};

void check(const sim::Plan& plan, std::uint32_t number, Sums& sums) {
  sim::Recording recording;
  recording.deliveries = true;
  const sim::Replication replication = sim::simulate(plan, number, recording);
  const std::string offends = offence(plan, replication, number);
  if (!offends.empty()) FAIL_CHECK("replication " << number << ": " << offends);
  sums.messages += replication.messages;
  sums.deliveries += replication.deliveries;
  sums.undelivered += replication.undelivered;
  sums.preempted += replication.preempted;
  sums.lost += replication.lost;
  sums.rerouted += replication.rerouted;
}

}  // namespace

TEST_CASE("in every shipped scenario every addressee has every message once, or is counted") {
  std::size_t scenarios = 0;
  for (const auto& entry : std::filesystem::directory_iterator(TORNTAPE_SOURCE_DIR "/scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    INFO(entry.path());
    // As much as shows every feature of the scenario at work, and with a drain that leaves some undelivered.
    const bool year = entry.path().filename() == "state-2007.yaml";
    std::vector<scenarios::Override> overrides;
    if (year) overrides.push_back({"run.duration", "3 days"});
    Sums sums;
    check(*plan_of(entry.path().string(), overrides), 1, sums);
    CHECK(sums.deliveries > 100);
    CHECK(sums.undelivered == 0);
    overrides.push_back({"run.drain", "10 s"});
    check(*plan_of(entry.path().string(), overrides), 2, sums);
    ++scenarios;
  }
  CHECK(scenarios >= 7);
}

TEST_CASE(
    "every addressee has every message once, or is counted, with every rule at work in networks drawn at random") {
  Sums sums;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    const TemporaryFolder folder;
    check(*plan_of(folder.write("scenario.yaml", everything_at_once(seed, 400))), 1, sums);
  }
  CHECK(sums.messages > 15'000);
  CHECK(sums.preempted > 1'000);
  CHECK(sums.lost > 100);
  CHECK(sums.rerouted > 1'000);
  CHECK(sums.undelivered > 0);
}

TEST_CASE("of a million messages with every rule at work and random outages none is lost and none comes twice",
          "[.slow]") {
  Sums sums;
  for (std::uint64_t seed = 1; sums.messages < 1'000'000; ++seed) {
    INFO("seed " << seed);
    const TemporaryFolder folder;
    check(*plan_of(folder.write("scenario.yaml", everything_at_once(seed, 20'000))), 1, sums);
  }
  CHECK(sums.preempted > 50'000);
  CHECK(sums.lost > 2'000);
  CHECK(sums.rerouted > 50'000);
}

}  // namespace torntape::endtoend
