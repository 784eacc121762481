#include "endtoend/noise.hpp"

#include <cstdint>
#include <utility>

#include "sim/random.hpp"
#include "topology/routing_indicator.hpp"

namespace torntape::endtoend {

oracle::Noise drawn_noise() {
  return [](const oracle::Exposed& exposed) {
    using sim::Draws;
    const auto bits_of = [](const std::string& ri) { return topology::RoutingIndicator::parse(ri)->bits(); };
    const std::uint64_t line = Draws::mix(Draws::mix(bits_of(exposed.from) ^ 0x6E6F697365) + bits_of(exposed.to));
    const std::uint64_t entity = Draws::mix(line + bits_of(exposed.first)) | std::uint64_t{1} << 63;
    const std::uint32_t kind = 2U * static_cast<std::uint32_t>(exposed.corrects) + (exposed.repeats ? 1U : 0U);
    const auto block = static_cast<std::uint32_t>(static_cast<std::uint32_t>(exposed.failed) << 19 | kind << 13 |
                                                  static_cast<std::uint32_t>(exposed.section));
    const Draws::Bits bits = Draws(1, 1).bits(entity, static_cast<std::uint32_t>(exposed.message), block);
    return std::pair(sim::uniform(bits[0], bits[1]), sim::uniform(bits[2], bits[3]));
  };
}

}  // namespace torntape::endtoend
