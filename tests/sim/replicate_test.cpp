#include "sim/replicate.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>
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

}  // namespace
}  // namespace torntape::sim
