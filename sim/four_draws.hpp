#pragma once

#include <array>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "sim/random.hpp"

namespace torntape::sim {

/// One block of an entity's random bits: that of its `number`th thing.
struct DrawnBlock {
  std::uint32_t number;
  std::uint32_t block;
};

/// The bits of four blocks of one entity, each what Draws::bits gives: side by side, for half of what they cost one by
/// one.
inline std::array<Draws::Bits, 4> four_draws(const Draws& draws, std::uint64_t entity,
                                             const std::array<DrawnBlock, 4>& blocks) {
#if defined(__SSE2__)
  // Each word of a counter stands in the lower half of a lane of 64 bits, two counters a register; what is in the upper
  // half does not count.
  struct Two {
    __m128i x0, x1, x2, x3;
  };
  const auto begin = [&](const DrawnBlock& a, const DrawnBlock& b) {
    return Two{_mm_set_epi64x(b.number, a.number), _mm_set_epi64x(b.block, a.block),
               _mm_set1_epi64x(static_cast<long long>(entity)), _mm_set1_epi64x(static_cast<long long>(entity >> 32))};
  };
  const __m128i m0 = _mm_set1_epi64x(0xD2511F53);
  const __m128i m1 = _mm_set1_epi64x(0xCD9E8D57);
  const __m128i step0 = _mm_set1_epi64x(0x9E3779B9);
  const __m128i step1 = _mm_set1_epi64x(0xBB67AE85);
  __m128i key0 = _mm_set1_epi64x(draws.key()[0]);
  __m128i key1 = _mm_set1_epi64x(draws.key()[1]);
  const auto round = [&](Two& t) {
    const __m128i p0 = _mm_mul_epu32(t.x0, m0);
    const __m128i p1 = _mm_mul_epu32(t.x2, m1);
    t = {_mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(p1, 32), t.x1), key0), p1,
         _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(p0, 32), t.x3), key1), p0};
  };
  Two one = begin(blocks[0], blocks[1]);
  Two other = begin(blocks[2], blocks[3]);
  for (int i = 0; i < 10; ++i) {
    if (i > 0) {
      key0 = _mm_add_epi32(key0, step0);
      key1 = _mm_add_epi32(key1, step1);
    }
    round(one);
    round(other);
  }
  std::array<Draws::Bits, 4> result;
  const auto end = [](const Two& t, Draws::Bits& a, Draws::Bits& b) {
    const __m128i lower = _mm_set1_epi64x(0xFFFFFFFF);
    const __m128i first = _mm_or_si128(_mm_and_si128(t.x0, lower), _mm_slli_epi64(t.x1, 32));
    const __m128i second = _mm_or_si128(_mm_and_si128(t.x2, lower), _mm_slli_epi64(t.x3, 32));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(a.data()), _mm_unpacklo_epi64(first, second));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(b.data()), _mm_unpackhi_epi64(first, second));
  };
  end(one, result[0], result[1]);
  end(other, result[2], result[3]);
  return result;
#else
  std::array<Draws::Bits, 4> result;
  for (std::size_t i = 0; i < 4; ++i) result[i] = draws.bits(entity, blocks[i].number, blocks[i].block);
  return result;
#endif
}

}  // namespace torntape::sim
