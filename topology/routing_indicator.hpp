#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace torntape::topology {

/// Names a station, or a collective, of the relay network: four to eight capital letters, R or Q the first by custom.
///
/// The letters nest: RUEHOT is a tributary of RUEH where RUEH is a relay (ACP 127(G) 123, 438g). A value of one machine
/// word, ordered as its letters. ACP 127 and JANAP 128 have four to seven letters, State's practice up to eight.
class RoutingIndicator {
 public:
  static constexpr std::size_t kShortest = 4;
  static constexpr std::size_t kLongest = 8;

  /// The indicator spelled by `text`, or nothing where `text` is none (length, a character that is no capital letter).
  static std::optional<RoutingIndicator> parse(std::string_view text);

  /// The indicator that the capital letters at the head of `text` spell, whatever follows them; nothing where they are
  /// too few, or too many.
  static std::optional<RoutingIndicator> at_head_of(std::string_view text) {
    std::uint64_t bits = 0;
    std::size_t count = 0;
    for (; count < text.size() && text[count] >= 'A' && text[count] <= 'Z'; ++count) {
      if (count == kLongest) return std::nullopt;
      bits |= static_cast<std::uint64_t>(text[count]) << (56 - 8 * count);
    }
    if (count < kShortest) return std::nullopt;
    return RoutingIndicator(bits);
  }

  std::string letters() const;
  std::size_t size() const;
  /// The first `count` letters as an indicator of their own; `count` from 4 to size().
  RoutingIndicator prefix(std::size_t count) const;
  /// True where this indicator's letters begin with all of `prefix`'s, and it is longer.
  bool below(RoutingIndicator prefix) const;
  /// True where the first letter is R (world-wide relay system) or Q (closed network), as the procedure has it.
  bool customary() const;

  /// The letters, the first in the highest byte, zero bytes after the last.
  std::uint64_t bits() const { return bits_; }
  auto operator<=>(const RoutingIndicator&) const = default;

 private:
  explicit RoutingIndicator(std::uint64_t bits) : bits_(bits) {}
  std::uint64_t bits_;
};

}  // namespace torntape::topology

template <>
struct std::hash<torntape::topology::RoutingIndicator> {
  std::size_t operator()(torntape::topology::RoutingIndicator ri) const noexcept {
    return static_cast<std::size_t>((ri.bits() ^ (ri.bits() >> 31)) * 0x9E3779B97F4A7C15ULL);
  }
};
