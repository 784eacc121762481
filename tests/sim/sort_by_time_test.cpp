#include "sim/sort_by_time.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <random>
#include <utility>
#include <vector>

namespace torntape::sim {
namespace {

TEST_CASE("arrivals come in order of time, however they lie in their stretch of time") {
  std::mt19937_64 random(3);
  constexpr Time kFrom = Time{5} << 40;
  // The bits of the stretch, and of the part of it in which the arrivals are, all but one of them.
  for (const auto& [bits, within] : std::vector<std::pair<int, int>>{{0, 0}, {3, 3}, {20, 20}, {30, 2}, {40, 12}}) {
    for (const std::size_t count : {0U, 1U, 24U, 25U, 1000U, 20'000U}) {
      CAPTURE(bits, within, count);
      Growing<Arrival> arrivals;
      std::vector<Time> times;
      for (std::size_t i = 0; i < count; ++i) {
        const auto since = static_cast<Time>(random() & ((std::uint64_t{1} << (i == 7 ? bits : within)) - 1));
        arrivals.push_back({kFrom + since, static_cast<std::uint32_t>(i), 0});
        times.push_back(kFrom + since);
      }
      SortByTime sort;
      sort(arrivals, kFrom, bits);
      std::sort(times.begin(), times.end());
      REQUIRE(arrivals.size() == count);
      std::vector<bool> met(count, false);
      for (std::size_t i = 0; i < count; ++i) {
        REQUIRE(arrivals[i].due == times[i]);
        met[arrivals[i].copy] = true;
      }
      CHECK(std::all_of(met.begin(), met.end(), std::identity{}));
    }
  }
}

}  // namespace
}  // namespace torntape::sim
