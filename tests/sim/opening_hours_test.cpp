#include "sim/opening_hours.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "plans.hpp"
#include "sim/addressing.hpp"
#include "sim/engine.hpp"

namespace torntape::sim {
namespace {

using namespace testing;

constexpr Time kMinute = 60 * kSecond;
constexpr Time kHour = 60 * kMinute;
constexpr Time kDay = 24 * kHour;
constexpr std::uint8_t kWorkdays = 0b0011111;
constexpr std::uint8_t kSaturday = 0b0100000;
constexpr std::uint8_t kSunday = 0b1000000;

DailyHours hours(int from, int to, std::uint8_t days) {
  return {60 * from, 60 * (to - from), days};
}

TEST_CASE("a station opens and closes as its notice says") {
  const std::vector<DailyHours> notice{hours(8, 17, kWorkdays), hours(9, 12, kSaturday)};
  const OpeningHours office(notice, 0, 0);
  CHECK_FALSE(office.always());
  CHECK(office.next_open(0) == 8 * kHour);
  CHECK(office.next_open(8 * kHour - 1) == 8 * kHour);
  CHECK(office.next_open(8 * kHour) == 8 * kHour);
  CHECK(office.next_open(17 * kHour - 1) == 17 * kHour - 1);
  CHECK(office.next_open(17 * kHour) == kDay + 8 * kHour);
  CHECK(office.next_open(4 * kDay + 17 * kHour) == 5 * kDay + 9 * kHour);
  CHECK(office.next_open(5 * kDay + 12 * kHour) == 7 * kDay + 8 * kHour);
  CHECK(office.next_open(100 * 7 * kDay + 3 * kHour) == 100 * 7 * kDay + 8 * kHour);
}

TEST_CASE("local time and the weekday of t = 0 shift the week") {
  const std::vector<DailyHours> notice{hours(8, 17, kWorkdays)};
  CHECK(OpeningHours(notice, -5 * 60, 0).next_open(0) == 13 * kHour);
  CHECK(OpeningHours(notice, 5 * 60 + 30, 0).next_open(0) == 2 * kHour + 30 * kMinute);
  // Monday 0800 at +1400 is Sunday 1800 UTC.
  CHECK(OpeningHours(notice, 14 * 60, 6 * kDay).next_open(0) == 18 * kHour);
  // From Friday 1650.
  CHECK(OpeningHours(notice, 0, 4 * kDay + 16 * kHour + 50 * kMinute).next_open(10 * kMinute) ==
        2 * kDay + 15 * kHour + 10 * kMinute);
}

TEST_CASE("hours run over midnight, over Sunday, and into each other") {
  const std::vector<DailyHours> night{{22 * 60, 8 * 60, kSunday}};
  const OpeningHours watch(night, 0, 0);
  CHECK(watch.next_open(0) == 0);
  CHECK(watch.next_open(6 * kHour) == 6 * kDay + 22 * kHour);
  CHECK(watch.next_open(7 * kDay) == 7 * kDay);
  CHECK(watch.open_between(0, 7 * kDay) == 8 * kHour);

  const std::vector<DailyHours> shifts{hours(0, 12, 127), hours(12, 24, 127)};
  CHECK(OpeningHours(shifts, 7 * 60, 0).always());
  const std::vector<DailyHours> overlapping{hours(8, 12, 1), hours(10, 14, 1)};
  CHECK(OpeningHours(overlapping, 0, 0).open_between(0, 7 * kDay) == 6 * kHour);
}

TEST_CASE("how long a station is open adds up") {
  const std::vector<DailyHours> notice{hours(8, 17, kWorkdays), hours(9, 12, kSaturday)};
  const OpeningHours office(notice, 0, 3 * kDay);  // from Thursday 0000 on
  CHECK(office.open_between(0, 7 * kDay) == 48 * kHour);
  CHECK(office.open_between(0, 21 * kDay) == 3 * 48 * kHour);
  CHECK(office.open_between(9 * kHour, 9 * kHour) == 0);
  CHECK(office.open_between(9 * kHour, 20 * kHour) == 8 * kHour);
  CHECK(office.open_between(kDay + 18 * kHour, 4 * kDay + 9 * kHour) == 4 * kHour);
  Time sum = 0;
  for (Time at = 0; at < 14 * kDay; at += kHour) sum += office.open_between(at, at + kHour);
  CHECK(sum == office.open_between(0, 14 * kDay));
}

TEST_CASE("of IMMEDIATE messages the share that is NIACT is delivered by night, and traffic is the same without it") {
  const auto plan = [](const std::string& niact) {
    return plan_of(
        "name: night\nnetwork:\n  defaults: {hours: 0800-1700}\n"
        "  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB}]\n"
        "traffic: [{generate: {rate: 20 per hour, characters: 10, addressees: 1, action: 1, precedence: {IMMEDIATE: "
        "1}" +
        niact + "}}]\nrun: {duration: 60 days, drain: 2 days}\n");
  };
  const auto usual = plan("");
  const auto some = plan(", niact: 25 %");
  const Replication without = simulate(*usual, 1, {});
  const Replication with = simulate(*some, 1, {});
  const LatencyTally& all = with.latencies[1][0];
  CHECK(without.traffic == with.traffic);
  CHECK(without.fingerprint == with.fingerprint);
  CHECK((*with.network)[1][0].sum == (*without.network)[1][0].sum);
  REQUIRE(all.n > 50'000);
  const auto share = [](const LatencyTally& tally) {
    return static_cast<double>(tally.within) / static_cast<double>(tally.n);
  };
  // Delivered within 30 minutes is what comes in within the 9 hours or in the half hour before, and a quarter of the
  // rest. With 57,600 messages the standard error is 0.2 %.
  CHECK(share(without.latencies[1][0]) == Approx(9.5 / 24).margin(0.008));
  CHECK(share(all) == Approx(9.5 / 24 + 0.25 * 14.5 / 24).margin(0.008));
}

TEST_CASE("who is addressed NIACT by any line is, all of a collective's members too") {
  const auto plan = plan_of(
      "name: night\nnetwork:\n  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB}]\n"
      "  collectives: [{ri: RUCNA, members: [RUEHA, RUEHB]}]\n"
      "traffic: [{generate: {}}]\nrun: {duration: 1 h}\n");
  Addressing addressing(plan->network, plan->directory);
  Draft draft;
  draft.origin = 0;
  const std::vector<Target> targets{{false, 1, Precedence::immediate, Role::action},
                                    {true, 0, Precedence::immediate, Role::info, true},
                                    {false, 2, Precedence::flash, Role::info}};
  addressing.address(targets, draft);
  REQUIRE(draft.line.size() == 2);
  CHECK(Tag(draft.line[0].tag).is_niact());
  CHECK(Tag(draft.line[0].tag).role() == Role::action);
  CHECK(Tag(draft.line[1].tag).precedence() == Precedence::flash);
}

}  // namespace
}  // namespace torntape::sim
