#include "sim/candidates.hpp"

#include <catch2/catch.hpp>
#include <cmath>

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

}  // namespace
}  // namespace torntape::sim
