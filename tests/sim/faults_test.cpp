#include "sim/faults.hpp"

#include <catch2/catch.hpp>
#include <vector>

namespace torntape::sim {
namespace {

const Draws kDraws(7, 1);

Fault given(Time at, Time lasting) {
  return {{}, at * kSecond, lasting * kSecond, std::nullopt, 0};
}
Fault random(Time between, Time lasting, std::uint64_t entity) {
  return {{}, 0, 0, RandomOutages{between * kSecond, lasting * kSecond}, entity};
}

std::vector<std::pair<Time, Time>> outages(const std::vector<Fault>& faults, std::size_t most = 100) {
  OutageSchedule schedule(kDraws);
  for (const Fault& fault : faults) schedule.add(fault);
  std::vector<std::pair<Time, Time>> spans;
  for (Outage outage = schedule.next(); outage.from != kNever && spans.size() < most; outage = schedule.next()) {
    spans.emplace_back(outage.from / kSecond, outage.to / kSecond);
  }
  return spans;
}

using Spans = std::vector<std::pair<Time, Time>>;

TEST_CASE("outages that overlap or touch are one, whatever the order in which they are told") {
  CHECK(outages({}) == Spans{});
  CHECK(outages({given(10, 5)}) == Spans{{10, 15}});
  CHECK(outages({given(30, 5), given(10, 5)}) == Spans{{10, 15}, {30, 35}});
  CHECK(outages({given(10, 5), given(12, 10), given(40, 1)}) == Spans{{10, 22}, {40, 41}});
  CHECK(outages({given(10, 50), given(12, 10), given(40, 1)}) == Spans{{10, 60}});
  CHECK(outages({given(15, 5), given(10, 5)}) == Spans{{10, 20}});
  CHECK(outages({given(0, 1), given(0, 1)}) == Spans{{0, 1}});
}

TEST_CASE("random outages alternate with exponential times of the means that were asked for") {
  constexpr std::size_t kMany = 20'000;
  OutageSchedule schedule(kDraws);
  const Fault fault = random(1000, 50, 42);
  schedule.add(fault);
  double up = 0;
  double down = 0;
  double down_squares = 0;
  Time last = 0;
  for (std::size_t i = 0; i < kMany; ++i) {
    const Outage outage = schedule.next();
    REQUIRE(outage.from > last);
    REQUIRE(outage.to > outage.from);
    up += seconds(outage.from - last);
    down += seconds(outage.to - outage.from);
    down_squares += seconds(outage.to - outage.from) * seconds(outage.to - outage.from);
    last = outage.to;
  }
  // Four standard errors of a mean of 20,000 exponentials are 2.83 %; the square's mean is 2 m^2, its error 6.3 %.
  CHECK(up / kMany == Approx(1000).epsilon(0.0283));
  CHECK(down / kMany == Approx(50).epsilon(0.0283));
  CHECK(down_squares / kMany == Approx(2 * 50 * 50).epsilon(0.0633));
}

TEST_CASE("random outages belong to their subject, the replication and the seed") {
  const Spans one = outages({random(100, 10, 1)});
  CHECK(one == outages({random(100, 10, 1)}));
  CHECK(one != outages({random(100, 10, 2)}));
  OutageSchedule other(Draws(7, 2));
  const Fault fault = random(100, 10, 1);
  other.add(fault);
  CHECK(other.next().from / kSecond != one[0].first);
}

TEST_CASE("an outage that outlasts everything ends the schedule") {
  Fault forever = given(10, 0);
  forever.lasting = kNever;
  OutageSchedule schedule(kDraws);
  schedule.add(forever);
  const Fault noise = random(1, 1, 3);
  schedule.add(noise);
  for (Outage outage = schedule.next(); outage.to != kNever; outage = schedule.next())
    REQUIRE(outage.to < 10 * kSecond);
  CHECK(schedule.next().from == kNever);
}

}  // namespace
}  // namespace torntape::sim
