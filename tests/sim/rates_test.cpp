// When generated messages are filed: by hour and weekday, in bursts, at rates from a table, for a time.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <map>

#include "sampling.hpp"
#include "sim/weekly_shape.hpp"

namespace torntape::sim {
namespace {

using namespace testing;

constexpr Time kHour = 3600 * kSecond;
constexpr Time kDay = 24 * kHour;
constexpr Time kWeek = 7 * kDay;

std::vector<Time> times(const Plan& plan, std::size_t count) {
  std::vector<Time> found;
  for (const Filed& message : messages_of(plan, 0, "RUEHA", count)) found.push_back(message.filed);
  return found;
}

std::array<double, 24> all_hours() {
  std::array<double, 24> hours{};
  hours.fill(1);
  return hours;
}
std::array<double, 7> all_days() {
  std::array<double, 7> days{};
  days.fill(1);
  return days;
}

TEST_CASE("a shape that is flat is no shape") {
  const WeeklyShape flat(all_hours(), all_days(), 3 * kDay + 5);
  for (const Time time : {Time{0}, Time{1}, kHour - 1, kHour, 17 * kDay + 12345, 3000 * kWeek + 1}) {
    CHECK(flat.clock(time) == time);
    CHECK(flat.operational(time) == time);
  }
}

TEST_CASE("half the hours at twice the rate, begun in the middle of them") {
  // Hours 12 to 23 of every day have all the traffic, at rate 2. The run begins on a Tuesday at 18 hours.
  auto hours = all_hours();
  std::fill(hours.begin(), hours.begin() + 12, 0);
  const WeeklyShape shape(hours, all_days(), kDay + 18 * kHour);
  CHECK(shape.clock(0) == 0);
  CHECK(shape.clock(2 * kHour) == kHour);
  CHECK(shape.clock(12 * kHour - 2) == 6 * kHour - 1);
  CHECK(shape.clock(12 * kHour) == 18 * kHour);  // midnight comes, then noon
  CHECK(shape.clock(12 * kHour + 2) == 18 * kHour + 1);
  CHECK(shape.operational(6 * kHour) == 12 * kHour);
  CHECK(shape.operational(9 * kHour) == 12 * kHour);
  CHECK(shape.operational(18 * kHour) == 12 * kHour);
  CHECK(shape.clock(500 * kWeek) == 500 * kWeek);
  CHECK(shape.operational(500 * kWeek + 2 * kHour) == 500 * kWeek + 4 * kHour);
}

TEST_CASE("one hour of the week may have all the traffic") {
  std::array<double, 24> hours{};
  std::array<double, 7> days{};
  hours[23] = 5;
  days[6] = 0.1;
  const WeeklyShape shape(hours, days, 0);
  CHECK(shape.clock(0) == kWeek - kHour);
  CHECK(std::abs(shape.clock(kWeek / 2) - (kWeek - kHour / 2)) <= 1);
  CHECK(shape.clock(kWeek) == 2 * kWeek - kHour);
  CHECK(shape.operational(kWeek - kHour) == 0);
  CHECK(shape.operational(kWeek) == kWeek);
}

TEST_CASE("clock and operational time never go backwards, and undo each other") {
  std::array<double, 24> hours{};
  for (std::size_t i = 0; i < hours.size(); ++i) hours[i] = static_cast<double>((i * 7 + 3) % 24) / 7;
  const WeeklyShape shape(hours, {1, 0, 3, 0.1, 7, 0.3, 2}, 2 * kDay + 7 * kHour + 1);
  Time last_clock = 0;
  Time last_operational = 0;
  for (Time time = 0; time < 3 * kWeek; time += 13 * 60 * kSecond + 7) {
    const Time clock = shape.clock(time);
    const Time operational = shape.operational(time);
    if (clock < last_clock || operational < last_operational) FAIL("backwards at " << time);
    // One nanosecond of the slower of the two is up to 7 * 7 * 3 of the other.
    if (std::abs(shape.operational(clock) - time) > 150) FAIL("not undone at " << time);
    last_clock = clock;
    last_operational = operational;
  }
}

/// Checks Poisson counts against their means: a normed sum of squares, whose mean is the number of cells.
void check_counts(const std::vector<double>& counts, const std::vector<double>& means) {
  double sum = 0;
  double cells = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (means[i] == 0) {
      if (counts[i] != 0) FAIL("filed in hour " << i << ", whose weight is 0");
      continue;
    }
    sum += (counts[i] - means[i]) * (counts[i] - means[i]) / means[i];
    ++cells;
  }
  CHECK(std::abs(sum - cells) < 4 * std::sqrt(2 * cells));
}

TEST_CASE("messages are filed by hour and weekday as their weights say, in UTC, with the mean rate unchanged") {
  // 2026-02-25 is a Wednesday.
  constexpr std::size_t kWeeks = 200;
  const auto plan = plan_of(
      "name: shape\nnetwork: {stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB}]}\n"
      "traffic: [{generate: {from: [RUEHA], rate: 10 per hour, weekdays: [1, 2, 3, 4, 5, 0, 6],\n"
      "  hours: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]}}]\n"
      "run: {duration: 2000 days, start: 2026-02-25T09:00Z}\n");
  std::vector<double> counts(168, 0);
  std::vector<double> means(168, 0);
  for (std::size_t hour = 0; hour < 168; ++hour) {
    const std::size_t of_week = (hour + 2 * 24 + 9) % 168;
    const std::size_t day = of_week / 24;
    const double weight = day == 5 ? 0 : day == 6 ? 6 : static_cast<double>(day + 1);
    means[hour] = 10 * kWeeks * static_cast<double>(of_week % 24) / 11.5 * weight / 3;
  }
  double counted = 0;
  for (const Time time : times(*plan, 10 * 168 * kWeeks + 10'000)) {
    if (time >= static_cast<Time>(kWeeks) * kWeek) break;
    ++counts[static_cast<std::size_t>(time % kWeek / kHour)];
    ++counted;
  }
  check_counts(counts, means);
  CHECK(std::abs(counted - 10.0 * 168 * kWeeks) < 4 * std::sqrt(10.0 * 168 * kWeeks));
}

TEST_CASE("within its hours a varying rate is Poisson too") {
  // Half of every day: the gaps in operational time are exponential, in clock time those of a day are at double rate.
  const auto plan = generating("rate: 60 per hour, hours: [0,0,0,0,0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1,1,1,1,1]");
  std::vector<double> gaps;
  Time last = 12 * kHour;
  for (const Time time : times(*plan, 40'000)) {
    if (time / kDay > last / kDay) last = time / kDay * kDay + 12 * kHour;
    if (time % kDay < 23 * kHour) gaps.push_back(seconds(time - last));
    last = time;
  }
  // A gap is at most an hour in all but e^-120 of the cases, so what the day's end cuts off does not show.
  CHECK(kolmogorov(gaps, [](double gap) { return 1 - std::exp(-gap / 30); }) < 1.95);
}

TEST_CASE("hours and weekdays change nothing but filing times") {
  const auto plain = messages_of(*generating("rate: 2 per hour"), 0, "RUEHA", 500);
  const auto shaped =
      messages_of(*generating("rate: 2 per hour, hours: observed, weekdays: observed"), 0, "RUEHA", 500);
  const auto flat = messages_of(*generating("rate: 2 per hour, weekdays: [3, 3, 3, 3, 3, 3, 3]"), 0, "RUEHA", 500);
  bool moved = false;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (flat[i].filed != plain[i].filed) FAIL("a flat week moved message " << i);
    moved = moved || shaped[i].filed != plain[i].filed;
    for (const auto* other : {&shaped, &flat}) {
      const Draft& draft = (*other)[i].draft;
      if (draft.sections.at(0).characters != plain[i].draft.sections.at(0).characters ||
          draft.precedence != plain[i].draft.precedence || draft.deliveries != plain[i].draft.deliveries ||
          roles_of(draft) != roles_of(plain[i].draft)) {
        FAIL("message " << i << " changed");
      }
      for (std::size_t k = 0; k < draft.line.size(); ++k) {
        if (draft.line[k].station != plain[i].draft.line[k].station) FAIL("message " << i << " changed");
      }
    }
  }
  CHECK(moved);
}

/// The distribution of the gaps of an interrupted Poisson process: two exponentials (Kuczura 1973, equation 5).
struct InterruptedGaps {
  double p, fast, slow;
  InterruptedGaps(double rate_on, double length, double pause) {
    const double off = 1 / length;
    const double on = 1 / pause;
    const double sum = rate_on + off + on;
    const double root = std::sqrt(sum * sum - 4 * rate_on * on);
    fast = (sum + root) / 2;
    slow = (sum - root) / 2;
    p = (rate_on - slow) / (fast - slow);
  }
  double operator()(double gap) const { return 1 - p * std::exp(-fast * gap) - (1 - p) * std::exp(-slow * gap); }
};

TEST_CASE("bursts make an interrupted Poisson process of the mean rate") {
  // 60 an hour in the mean; bursts of 10 min and pauses of 30 min: 240 an hour within a burst.
  constexpr std::size_t kMany = 40'000;
  const auto filed = times(*generating("rate: 60 per hour, bursts: {length: 10 min, pause: 30 min}"), kMany);
  std::vector<double> gaps;
  for (std::size_t i = 1; i < filed.size(); ++i) gaps.push_back(seconds(filed[i] - filed[i - 1]));
  const InterruptedGaps exact(240.0 / 3600, 600, 1800);
  CHECK(kolmogorov(gaps, exact) < 1.95);
  // A Poisson process of that rate is far from it.
  CHECK(kolmogorov(gaps, [](double gap) { return 1 - std::exp(-gap / 60); }) > 20);
  // It is a renewal process: a gap tells nothing of the next.
  const std::vector<double> first(gaps.begin(), gaps.end() - 1);
  const std::vector<double> second(gaps.begin() + 1, gaps.end());
  CHECK(std::abs(correlation(first, second)) < 4 / std::sqrt(static_cast<double>(kMany)));
  // Mean of two exponentials; deviation likewise.
  const double wanted = exact.p / exact.fast + (1 - exact.p) / exact.slow;
  CHECK(wanted == Approx(60));
  CHECK(std::abs(mean(gaps) - 60) < 4 * std::sqrt(variance(gaps) / kMany));
}

TEST_CASE("an origin begins within a burst as often as bursts take time") {
  // Bursts of 1 h and pauses of 3 h with a message a second within: the first is filed in the first minute where the
  // burst is on at t = 0, or begins then.
  const auto plan = generating("rate: 0.25 per second, bursts: {length: 1 h, pause: 3 h}");
  double within = 0;
  constexpr std::uint32_t kMany = 4000;
  for (std::uint32_t replication = 1; replication <= kMany; ++replication) {
    const auto source = plan->traffic[0]->make(Draws(7, replication));
    within += source->next(0) < 60 * kSecond ? 1 : 0;
  }
  const double share = 0.25 + 0.75 * (1 - std::exp(-59.0 / 10'800));
  CHECK(std::abs(within / kMany - share) < 4 * std::sqrt(share * (1 - share) / kMany));
}

TEST_CASE("bursts and hours together keep the mean rate") {
  const auto filed =
      times(*generating("rate: 20 per hour, bursts: {length: 1 h, pause: 2 h}, hours: observed, weekdays: observed"),
            120'000);
  constexpr Time kWeeks = 30;
  double counted = 0;
  for (const Time time : filed) counted += time < kWeeks * kWeek ? 1 : 0;
  REQUIRE(filed.back() > kWeeks * kWeek);
  // Bursts add variance: at most 1 + 2 r v / (u + v)^2 with the highest rate, u and v those of switching off and on.
  const double expected = 20.0 * 168 * kWeeks;
  const double highest = 60 * 667 / 249.9167 * 1267 / 863.857;
  CHECK(std::abs(counted - expected) < 4 * std::sqrt(expected * (1 + 2 * highest * 1 / 2.25)));
  // Sunday from midnight to six has almost nothing: weights 172 of 6047 a week, and 220 of 5998 a day.
  double sunday = 0;
  for (const Time time : filed) {
    if (time < kWeeks * kWeek && time % kWeek >= 6 * kDay && time % kWeek < 6 * kDay + 6 * kHour) ++sunday;
  }
  CHECK(sunday < expected * 172 / 6047 * 220 / 5998 * 3);
}

TEST_CASE("a generator files from `at` on, `for` so long, the messages that it would file then without") {
  const auto whole = times(*generating("rate: 10 per hour"), 2000);
  const auto part = generating("rate: 10 per hour, at: 50 h, for: 20 h");
  std::vector<Time> wanted;
  for (const Time time : whole) {
    if (time >= 50 * kHour && time < 70 * kHour) wanted.push_back(time);
  }
  wanted.push_back(kNever);
  CHECK(wanted.size() > 150);
  CHECK(times(*part, wanted.size()) == wanted);
}

}  // namespace
}  // namespace torntape::sim
