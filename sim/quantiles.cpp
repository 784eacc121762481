#include "sim/quantiles.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <numbers>

namespace torntape::sim {

double lognormal(double median, double sigma, double u) {
  const double normal = std::numbers::sqrt2 * boost::math::erf_inv(std::clamp(2 * u - 1, -1 + 0x1p-52, 1 - 0x1p-52));
  return median * std::exp(sigma * normal);
}

}  // namespace torntape::sim
