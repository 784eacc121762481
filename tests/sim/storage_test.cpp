#include "sim/storage.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace torntape::sim {
namespace {

std::uintptr_t cache_line(const void* item) {
  return reinterpret_cast<std::uintptr_t>(item) / 64;
}

TEST_CASE("a message and its first copy share a cache line, and no other message is on it") {
  Cells cells;
  std::vector<std::uint32_t> ids;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    ids.push_back(cells.take_message());
    cells.take_copy();
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto own = cache_line(&cells.message(ids[i]));
    CHECK(own == cache_line(&cells.copy(Cells::first_copy_of(ids[i]))));
    if (i > 0) CHECK(own != cache_line(&cells.message(ids[i - 1])));
  }
}

TEST_CASE("aligned items are moved and grown without loss") {
  struct Item {
    std::uint64_t value = 0;
  };
  for (std::size_t count : {1U, 63U, 1000U, 100'000U}) {
    Growing<Item, 64> first;
    for (std::size_t i = 0; i < count; ++i) first.push_back({i});
    Growing<Item, 64> second = std::move(first);
    second.append(2 * count);
    CHECK(reinterpret_cast<std::uintptr_t>(second.data()) % 64 == 0);
    for (std::size_t i = 0; i < count; ++i) REQUIRE(second[i].value == i);
  }
}

TEST_CASE("cells keep what is put in them while others come and go, and are taken again") {
  struct Held {
    std::uint32_t message;
    std::vector<std::uint32_t> copies;  // all of its own, the first one too until it is given back
    std::uint64_t mark;
  };
  std::mt19937_64 random(7);
  Cells cells;
  std::vector<Held> held;
  std::size_t copies = 0;
  std::size_t most_messages = 0;
  std::size_t most_copies = 0;  // beyond the first ones
  const auto put = [&](std::uint32_t id, const Held& one) {
    cells.copy(id).message = one.message;
    cells.copy(id).joined = static_cast<Time>(one.mark + id);
  };
  for (int step = 0; step < 200'000; ++step) {
    const std::uint64_t what = random() % 4;
    if (held.empty() || (what == 0 && held.size() < 300)) {
      held.push_back({cells.take_message(), {}, random() >> 8});
      cells.message(held.back().message).filed = static_cast<Time>(held.back().mark);
      held.back().copies.push_back(Cells::first_copy_of(held.back().message));
      put(held.back().copies.back(), held.back());
    } else if (Held& one = held[random() % held.size()]; what == 1 && one.copies.size() < 6) {
      one.copies.push_back(cells.take_copy());
      put(one.copies.back(), one);
      ++copies;
    } else {
      std::swap(one.copies[random() % one.copies.size()], one.copies.back());
      const std::uint32_t gone = one.copies.back();
      REQUIRE(cells.copy(gone).joined == static_cast<Time>(one.mark + gone));
      REQUIRE(cells.copy(gone).message == one.message);
      REQUIRE(cells.message(one.message).filed == static_cast<Time>(one.mark));
      cells.give_back_copy(gone);
      one.copies.pop_back();
      if (gone != Cells::first_copy_of(one.message)) --copies;
      if (one.copies.empty()) {
        cells.give_back_message(one.message);
        std::swap(one, held.back());
        held.pop_back();
      }
    }
    most_messages = std::max(most_messages, held.size());
    most_copies = std::max(most_copies, copies);
  }
  // Two cells a message; a copy more where their number is odd.
  CHECK(cells.bytes() == 32 * (2 * most_messages + most_copies + most_copies % 2));
}

}  // namespace
}  // namespace torntape::sim
