#pragma once

#include <Random123/philox.h>

#include <array>
#include <cstdint>

namespace torntape::sim {

/// Random bits by counter (Philox 4x32-10; Salmon and others, "Parallel random numbers: as easy as 1, 2, 3", 2011).
///
/// A pure function of seed, replication, entity, number and block: nothing that happens in a run changes what another
/// draw gets, so that variants of a scenario meet the same traffic and any number of threads gives the same bits.
class Draws {
 public:
  using Bits = std::array<std::uint32_t, 4>;

  Draws(std::uint64_t seed, std::uint32_t replication) {
    const std::uint64_t mixed = mix(mix(seed) + replication);
    key_ = {{static_cast<std::uint32_t>(mixed), static_cast<std::uint32_t>(mixed >> 32)}};
  }

  /// The bits of `block` of the `number`th thing that `entity` draws.
  Bits bits(std::uint64_t entity, std::uint32_t number, std::uint32_t block) const {
    const r123::Philox4x32::ctr_type counter{
        {number, block, static_cast<std::uint32_t>(entity), static_cast<std::uint32_t>(entity >> 32)}};
    const auto out = r123::Philox4x32()(counter, key_);
    return {out[0], out[1], out[2], out[3]};
  }

  /// Philox's key.
  std::array<std::uint32_t, 2> key() const { return {key_[0], key_[1]}; }

  /// A finaliser of 64 bits (splitmix64; Steele, Lea and Flood, 2014).
  static constexpr std::uint64_t mix(std::uint64_t x) {
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
  }

 private:
  r123::Philox4x32::key_type key_;
};

/// A number uniform in [0, 1), of 53 bits.
constexpr double uniform(std::uint32_t high, std::uint32_t low) {
  return static_cast<double>((static_cast<std::uint64_t>(high) << 32 | low) >> 11) * 0x1p-53;
}

}  // namespace torntape::sim
