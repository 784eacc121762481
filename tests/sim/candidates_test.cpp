#include "sim/candidates.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <utility>

#include "sim/placed_draw.hpp"

namespace torntape::sim {
namespace {

/// Cumulative weights, the last 1.
std::vector<double> cumulative(std::vector<double> weights) {
  double total = 0;
  for (double& weight : weights) weight = total += weight;
  for (double& weight : weights) weight /= total;
  return weights;
}

TEST_CASE("a guide finds what a search finds, at every step and beside it") {
  std::vector<std::vector<double>> cases{{1}, {1, 1}, {1e-300, 1}, {1, 1e-300}, {1e12, 1, 1e12}, {0.5, 0.25, 0.25}};
  cases.emplace_back(1000, 1.0);
  cases.emplace_back();
  for (int i = 1; i <= 777; ++i) cases.back().push_back(1.0 / i / i);
  cases.emplace_back(cases.back().rbegin(), cases.back().rend());
  for (const auto& weights : cases) {
    const std::vector<double> shares = cumulative(weights);
    const Guide guide(shares);
    const auto check = [&](double u) {
      if (u >= 0 && u < 1 && guide.pick(shares, u) != pick(shares, u)) FAIL("of " << shares.size() << " at " << u);
    };
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const double part = static_cast<double>(i) / static_cast<double>(shares.size());
      for (const double step : {shares[i], part}) {
        check(step);
        check(std::nextafter(step, 0));
        check(std::nextafter(step, 2));
      }
    }
    for (std::uint32_t i = 0; i < 10'000; ++i) {
      const Draws::Bits bits = Draws(1, 1).bits(shares.size(), i, 0);
      check(uniform(bits[0], bits[1]));
    }
    check(1 - 0x1p-53);
  }
}

TEST_CASE("drawing in order of place draws whom drawing one by one does, and gives up where that takes long") {
  const Draws draws(7, 1);
  std::size_t given_up = 0;
  for (std::uint32_t round = 0; round < 4000; ++round) {
    Words shape{draws, 1, round, 0};
    const std::uint32_t size = 2 + below(shape, round % 3 == 0 ? 500 : 9);
    const std::uint32_t count = 1 + below(shape, round % 5 == 0 ? size - 1 : std::min(size - 1, 8U));
    const std::uint32_t own = below(shape, 2) == 0 ? kNone : below(shape, size);
    Candidates candidates;
    std::vector<std::uint32_t> places(2 * size);
    for (std::uint32_t i = 0; i < places.size(); ++i) {
      places[i] = i;
      std::swap(places[i], places[below(shape, i + 1)]);
    }
    std::uint32_t deliveries = 0;
    for (std::uint32_t i = 0; i < size; ++i) {
      candidates.stations.push_back(2 * size - 1 - 2 * i);
      candidates.addressees_at.push_back(1 + i % 3);
    }
    CandidateDraw one_by_one(candidates);
    one_by_one.begin_message();
    one_by_one.leave_out(own);
    Words words{draws, 2, round, 0};
    std::set<std::pair<std::uint32_t, StationId>> expected;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t place = one_by_one.draw(words);
      expected.emplace(places[candidates.stations[place]], candidates.stations[place]);
      deliveries += candidates.addressees_at[place];
    }
    Words again{draws, 2, round, 0};
    Draft draft;
    draft.line.resize(3);
    if (!PlacedDraw(candidates, places).draw(count, own, 77, again, draft)) {
      ++given_up;
      continue;
    }
    REQUIRE(draft.line.size() == count);
    auto wanted = expected.begin();
    for (const topology::Destination& destination : draft.line) {
      if (destination.station != wanted->second || destination.tag != 77) FAIL("round " << round);
      ++wanted;
    }
    if (draft.deliveries != deliveries) FAIL("round " << round);
    CHECK(again.used == words.used);
  }
  CHECK(given_up > 0);
  CHECK(given_up < 400);
}

}  // namespace
}  // namespace torntape::sim
