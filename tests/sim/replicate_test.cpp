#include "sim/replicate.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "plans.hpp"

namespace torntape::sim {
namespace {

using testing::plan_of;

std::unique_ptr<Plan> small_plan() {
  return plan_of(
      "name: small\n"
      "network: {defaults: {rate: 600 bps}, stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB}]}\n"
      "traffic: [{generate: {rate: 60 per hour, characters: {exponential: 1000}}}]\n"
      "run: {duration: 2 h, warmup: 10 min}\n");
}

struct Taken {
  std::vector<std::uint32_t> numbers;
  std::vector<std::uint64_t> fingerprints;
  std::vector<std::uint64_t> deliveries;
};

Taken taken_with(const Plan& plan, std::uint32_t count, unsigned jobs) {
  Taken taken;
  replicate(plan, count, jobs, {}, [&](const Replication& replication) {
    taken.numbers.push_back(replication.number);
    taken.fingerprints.push_back(replication.fingerprint);
    taken.deliveries.push_back(replication.deliveries);
  });
  return taken;
}

TEST_CASE("replications come in order of number, the same for any number of jobs") {
  const auto plan = small_plan();
  const Taken alone = taken_with(*plan, 12, 1);
  REQUIRE(alone.numbers.size() == 12);
  for (std::uint32_t i = 0; i < 12; ++i) {
    CHECK(alone.numbers[i] == i + 1);
    const Replication itself = simulate(*plan, i + 1, {});
    CHECK(itself.fingerprint == alone.fingerprints[i]);
    CHECK(itself.messages > 50);
    CHECK(itself.deliveries + itself.undelivered == itself.messages);
    for (std::uint32_t j = 0; j < i; ++j) CHECK(alone.fingerprints[j] != alone.fingerprints[i]);
  }
  for (const unsigned jobs : {0U, 2U, 3U, 50U}) {
    CAPTURE(jobs);
    const Taken together = taken_with(*plan, 12, jobs);
    CHECK(together.numbers == alone.numbers);
    CHECK(together.fingerprints == alone.fingerprints);
    CHECK(together.deliveries == alone.deliveries);
  }
}

TEST_CASE("an exception of the taker ends the others and comes out") {
  const auto plan = small_plan();
  for (const unsigned jobs : {1U, 3U}) {
    CAPTURE(jobs);
    std::vector<std::uint32_t> numbers;
    const auto take = [&](const Replication& replication) {
      numbers.push_back(replication.number);
      if (replication.number == 4) throw std::runtime_error("the disk is full");
    };
    CHECK_THROWS_WITH(replicate(*plan, 20, jobs, {}, take), "the disk is full");
    CHECK(numbers == std::vector<std::uint32_t>{1, 2, 3, 4});
  }
}

/// All that happened to the replications of several series.
struct Log {
  std::vector<std::vector<std::uint64_t>> taken;  ///< fingerprints by series, in the order of taking
  std::set<std::pair<std::size_t, std::uint32_t>> kept;
  bool in_order = true;
  bool kept_before_taken = true;
};

Log log_of(std::vector<Series> series, unsigned jobs, std::uint32_t enough = 1000) {
  Log log;
  log.taken.resize(series.size());
  std::vector<std::map<std::uint32_t, Replication>> ready;
  for (const Series& one : series) ready.push_back(one.ready);
  const Takers takers{[&](const Takers::Finished& finished) {
                        for (const auto& [index, replication] : finished) log.kept.emplace(index, replication.number);
                      },
                      [&](std::size_t index, const Replication& replication) {
                        const std::uint32_t number = replication.number;
                        log.taken[index].push_back(replication.fingerprint);
                        log.in_order = log.in_order && number == log.taken[index].size();
                        if (!ready[index].contains(number) && !log.kept.contains({index, number})) {
                          log.kept_before_taken = false;
                        }
                        return number < enough;
                      }};
  Monitor monitor(jobs);
  CHECK(replicate(std::move(series), {}, takers, monitor));
  CHECK(log.in_order);
  CHECK(log.kept_before_taken);
  return log;
}

std::vector<Series> three_series(const Plan& plan, const Plan& other) {
  std::vector<Series> series(3);
  series[0] = {&plan, 5, 5, {}};
  series[1] = {&other, 7, 2, {}};
  series[2] = {&plan, 3, 3, {}};
  return series;
}

TEST_CASE("several series share the threads, each in its order, the same for any number of jobs") {
  const auto plan = small_plan();
  const auto other = plan_of(
      "name: other\nseed: 9\n"
      "network: {defaults: {rate: 300 bps}, stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB}]}\n"
      "traffic: [{generate: {rate: 60 per hour, characters: {exponential: 1000}}}]\n"
      "run: {duration: 2 h, warmup: 10 min}\n");
  const Log alone = log_of(three_series(*plan, *other), 1);
  REQUIRE(alone.taken[0].size() == 5);
  REQUIRE(alone.taken[1].size() == 7);
  REQUIRE(alone.taken[2].size() == 3);
  CHECK(std::equal(alone.taken[2].begin(), alone.taken[2].end(), alone.taken[0].begin()));
  CHECK(alone.kept.size() == 15);
  for (const unsigned jobs : {2U, 3U, 8U}) {
    CAPTURE(jobs);
    const Log together = log_of(three_series(*plan, *other), jobs);
    CHECK(together.taken == alone.taken);
    CHECK(together.kept == alone.kept);
  }
}

TEST_CASE("a series ends with the replication that is enough, whatever is under way") {
  const auto plan = small_plan();
  for (const unsigned jobs : {1U, 4U}) {
    CAPTURE(jobs);
    const Log log = log_of(three_series(*plan, *plan), jobs, 4);
    CHECK(log.taken[0].size() == 4);
    CHECK(log.taken[1].size() == 4);
    CHECK(log.taken[2].size() == 3);
  }
}

TEST_CASE("what is ready is taken in its place and not simulated again") {
  const auto plan = small_plan();
  const Log whole = log_of(three_series(*plan, *plan), 2);
  for (const unsigned jobs : {1U, 3U}) {
    std::vector<Series> series = three_series(*plan, *plan);
    for (const std::uint32_t number : {1U, 2U, 5U}) series[1].ready.emplace(number, simulate(*plan, number, {}));
    for (const std::uint32_t number : {1U, 2U, 3U}) series[2].ready.emplace(number, simulate(*plan, number, {}));
    const Log rest = log_of(std::move(series), jobs);
    CHECK(rest.taken == whole.taken);
    CHECK(rest.kept.size() == 15 - 6);
    CHECK_FALSE(rest.kept.contains({1, 5}));
    CHECK(rest.kept.contains({1, 3}));
  }
}

TEST_CASE("a monitor's word ends what is under way, and tells how far it has come") {
  const auto plan = plan_of(
      "name: long\n"
      "network: {defaults: {rate: 9600 bps}, stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB}]}\n"
      "traffic: [{generate: {rate: 6000 per hour, characters: {exponential: 100}}}]\n"
      "run: {duration: 10000 days}\n");
  for (const unsigned jobs : {1U, 3U}) {
    Monitor monitor(jobs);
    std::vector<Series> series(1);
    series[0] = {plan.get(), 4, 4, {}};
    bool taken = false;
    const Takers takers{{}, [&](std::size_t, const Replication&) { return taken = true; }};
    std::jthread other([&] {
      while (monitor.pulses[0].transmissions < 1000) std::this_thread::yield();
      CHECK(monitor.pulses[0].clock > 0);
      monitor.stop = true;
    });
    CHECK_FALSE(replicate(std::move(series), {}, takers, monitor));
    CHECK_FALSE(taken);
    CHECK(monitor.simulated == 0);
  }
}

}  // namespace
}  // namespace torntape::sim
