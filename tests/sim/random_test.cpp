#include "sim/random.hpp"

#include <catch2/catch.hpp>
#include <set>

#include "sim/four_draws.hpp"

namespace torntape::sim {
namespace {

using Bits = Draws::Bits;

/// x ^ x >> shift, undone.
std::uint64_t unshift(std::uint64_t y, int shift) {
  std::uint64_t x = y;
  for (int done = shift; done < 64; done += shift) x = y ^ (x >> shift);
  return x;
}

/// The inverse of an odd number modulo 2^64, by Newton's iteration.
std::uint64_t inverse(std::uint64_t odd) {
  std::uint64_t x = odd;
  for (int i = 0; i < 6; ++i) x *= 2 - odd * x;
  return x;
}

/// The number that Draws::mix turns into `mixed`.
std::uint64_t unmixed(std::uint64_t mixed) {
  std::uint64_t x = unshift(mixed, 31) * inverse(0x94D049BB133111EBULL);
  x = unshift(x, 27) * inverse(0xBF58476D1CE4E5B9ULL);
  return unshift(x, 30) - 0x9E3779B97F4A7C15ULL;
}

/// Draws whose key words are `low` and `high`, by the seed that leads there.
Draws with_key(std::uint32_t low, std::uint32_t high, std::uint32_t replication) {
  const std::uint64_t key = static_cast<std::uint64_t>(high) << 32 | low;
  return Draws(unmixed(unmixed(key) - replication), replication);
}

TEST_CASE("the finaliser is undone by its inverse") {
  for (std::uint64_t x = 0, i = 0; i < 1000; ++i, x = x * 6364136223846793005ULL + 1442695040888963407ULL) {
    if (unmixed(Draws::mix(x)) != x) FAIL(x);
  }
}

TEST_CASE("the finaliser is that of splitmix64") {
  // The first outputs of the generator started at 0.
  CHECK(Draws::mix(0) == 0xE220A8397B1DCDAFULL);
  CHECK(Draws::mix(0x9E3779B97F4A7C15ULL) == 0x6E789E6AA1B965F4ULL);
}

TEST_CASE("draws are Philox 4x32-10: the known answers of Random123's distribution") {
  const std::uint32_t ones = 0xFFFFFFFFU;
  const std::uint64_t all_ones = ~std::uint64_t{0};
  CHECK(with_key(0, 0, 1).bits(0, 0, 0) == Bits{0x6627E8D5U, 0xE169C58DU, 0xBC57AC4CU, 0x9B00DBD8U});
  CHECK(with_key(ones, ones, 7).bits(all_ones, ones, ones) == Bits{0x408F276DU, 0x41C83B0EU, 0xA20BC7C6U, 0x6D5451FDU});
  CHECK(with_key(0xA4093822U, 0x299F31D0U, 3).bits(0x0370734413198A2EULL, 0x243F6A88U, 0x85A308D3U) ==
        Bits{0xD16CFE09U, 0x94FDCCEBU, 0x5001E420U, 0x24126EA1U});
}

TEST_CASE("four blocks drawn side by side are those drawn one by one") {
  for (std::uint64_t x = 1, i = 0; i < 2000; ++i) {
    const auto word = [&] { return static_cast<std::uint32_t>((x = Draws::mix(x)) >> (i % 2 == 0 ? 32 : 60)); };
    const Draws draws = with_key(word(), word(), 1);
    const std::uint64_t entity = static_cast<std::uint64_t>(word()) << 32 | word();
    std::array<DrawnBlock, 4> blocks{};
    for (DrawnBlock& block : blocks) block = {word(), word()};
    const auto four = four_draws(draws, entity, blocks);
    for (std::size_t k = 0; k < 4; ++k) {
      if (four[k] != draws.bits(entity, blocks[k].number, blocks[k].block)) FAIL("round " << i << ", block " << k);
    }
  }
}

TEST_CASE("seed, replication, entity, number and block each change the bits") {
  std::set<Bits> seen;
  std::size_t drawn = 0;
  for (const std::uint64_t seed : {0ULL, 1ULL, 2ULL, 1ULL << 40}) {
    for (const std::uint32_t replication : {1U, 2U, 3U}) {
      for (const std::uint64_t entity : {0ULL, 1ULL, 1ULL << 32, 1ULL << 40}) {
        for (const std::uint32_t number : {0U, 1U, 2U}) {
          for (const std::uint32_t block : {0U, 1U, 2U}) {
            seen.insert(Draws(seed, replication).bits(entity, number, block));
            ++drawn;
          }
        }
      }
    }
  }
  CHECK(seen.size() == drawn);
}

TEST_CASE("uniform numbers lie from 0 up to 1 and without it, the first word the higher") {
  CHECK(uniform(0, 0) == 0);
  CHECK(uniform(0x80000000U, 0) == 0.5);
  CHECK(uniform(0x40000000U, 0xFFFFFFFFU) > 0.25);
  CHECK(uniform(0xFFFFFFFFU, 0xFFFFFFFFU) < 1);
  CHECK(uniform(0xFFFFFFFFU, 0xFFFFFFFFU) == 1 - 0x1p-53);
}

}  // namespace
}  // namespace torntape::sim
