#pragma once

#include <cstdint>

namespace torntape::sim::block {

// What each block of an origin's random bits is for: of its `number`th message, but for bursts, which count by
// themselves. A purpose keeps its block whatever the other settings are; a range leaves room for more than is ever
// drawn.

inline constexpr std::uint32_t kGapAndSize = 0;
inline constexpr std::uint32_t kPrecedenceAndCount = 1;
inline constexpr std::uint32_t kAddressees = 2;                 ///< and on
inline constexpr std::uint32_t kInfoAddressees = 0x4000'0000;   ///< and on, where they are drawn apart
inline constexpr std::uint32_t kInfoPrecedences = 0x8000'0000;  ///< and on, two addressees a block
inline constexpr std::uint32_t kMinimize = 0xC000'0000;         ///< and on, a block an order
inline constexpr std::uint32_t kActionAndSections = 0xF000'0000;
inline constexpr std::uint32_t kCollective = 0xF000'0001;
inline constexpr std::uint32_t kBursts = 0xF000'0002;
inline constexpr std::uint32_t kClassification = 0xF000'0003;
inline constexpr std::uint32_t kNiact = 0xF000'0004;

}  // namespace torntape::sim::block
