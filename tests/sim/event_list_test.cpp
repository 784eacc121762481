#include "sim/event_list.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

namespace torntape::sim {
namespace {

/// The slots by looking at every one.
class NaiveList {
 public:
  explicit NaiveList(std::uint32_t slots) : due_(slots, kNever) {}
  std::uint32_t first() const {
    return static_cast<std::uint32_t>(std::min_element(due_.begin(), due_.end()) - due_.begin());
  }
  Time due(std::uint32_t slot) const { return due_[slot]; }
  void set(std::uint32_t slot, Time due) { due_[slot] = due; }

 private:
  std::vector<Time> due_;
};

/// How far ahead an event is set: often the same instant or the next ones, now and then months away.
Time random_step(std::mt19937& random) {
  switch (random() % 8) {
    case 0:
      return 0;
    case 1:
    case 2:
      return static_cast<Time>(random() % 4);
    case 3:
      return static_cast<Time>(random() % 100) * 86'400 * kSecond;
    default:
      return static_cast<Time>(random());
  }
}

TEST_CASE("the event list agrees with a search through all slots, whatever is set from the first event on") {
  std::mt19937 random(1);
  for (std::uint32_t slots = 1; slots <= 40; ++slots) {
    EventList events(slots);
    NaiveList naive(slots);
    Time now = 0;
    for (int step = 0; step < 2000; ++step) {
      const auto slot = static_cast<std::uint32_t>(random() % slots);
      const Time due = random() % 5 == 0 ? kNever : now + random_step(random);
      events.set(slot, due);
      naive.set(slot, due);
      if (events.due(slot) != due) FAIL("due is not what was set");
      if (random() % 3 == 0) continue;
      const std::uint32_t first = naive.first();
      const std::uint32_t found = events.first();
      if (events.due(found) != naive.due(first)) FAIL("first is not the earliest");
      if (naive.due(first) == kNever) continue;
      if (found != first) FAIL("first is " << found << " of " << slots << ", not " << first);
      now = naive.due(first);
    }
  }
}

TEST_CASE("a simulation's pattern: the first slot moves on, in order of time, then of slot") {
  std::mt19937 random(2);
  for (const std::uint32_t slots : {2U, 3U, 64U, 300U}) {
    EventList events(slots);
    NaiveList naive(slots);
    for (std::uint32_t i = 0; i < slots; ++i) {
      const auto due = static_cast<Time>(random() % 10);
      events.set(i, due);
      naive.set(i, due);
    }
    Time now = 0;
    for (int step = 0; step < 10'000; ++step) {
      const std::uint32_t slot = events.first();
      if (slot != naive.first()) FAIL("step " << step << " of " << slots << " slots");
      if (events.due(slot) < now) FAIL("time went back");
      now = events.due(slot);
      const Time next = now + random_step(random);
      events.set(slot, next);
      naive.set(slot, next);
    }
    CHECK(now > 86'400 * kSecond);
  }
}

TEST_CASE("an event may be set before the one that was looked at as the first, however far that is") {
  for (const std::uint32_t slots : {2U, 700U, 200'000U}) {
    EventList events(slots);
    const Time far = 400 * 86'400 * kSecond;
    events.set(1, far);
    REQUIRE(events.first() == 1);
    events.set(0, 5);
    CHECK(events.first() == 0);
    events.set(1, 3);
    CHECK(events.first() == 1);
    events.set(1, 2 * far);
    CHECK(events.first() == 0);
    events.set(0, kNever);
    CHECK(events.first() == 1);
    CHECK(events.due(1) == 2 * far);
  }
}

TEST_CASE("an empty list has nothing due") {
  for (const std::uint32_t slots : {1U, 2U, 3U, 17U}) {
    EventList events(slots);
    CHECK(events.due(events.first()) == kNever);
    events.set(0, 5);
    CHECK(events.first() == 0);
    CHECK(events.due(0) == 5);
    events.set(0, kNever);
    CHECK(events.due(events.first()) == kNever);
  }
}

}  // namespace
}  // namespace torntape::sim
