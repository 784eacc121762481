#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace torntape::topology {

/// How urgent a message is, the most urgent first (ACP 127(G) 150): Z, O, P, R.
enum class Precedence : std::uint8_t { flash = 0, immediate = 1, priority = 2, routine = 3 };
inline constexpr int kPrecedences = 4;

/// Whether an addressee must act on the message or is only to know of it (format lines 7 and 8).
enum class Role : std::uint8_t { action = 0, info = 1 };
inline constexpr int kRoles = 2;

/// FLASH, IMMEDIATE, PRIORITY or ROUTINE.
std::string_view word(Precedence precedence);
/// Z, O, P or R.
char letter(Precedence precedence);
/// action or info.
std::string_view word(Role role);

/// The precedence of the word FLASH, IMMEDIATE, PRIORITY or ROUTINE, or of the letter Z, O, P or R.
std::optional<Precedence> precedence_of(std::string_view word_or_letter);

/// The more urgent of the two.
constexpr Precedence higher(Precedence a, Precedence b) {
  return a < b ? a : b;
}
/// One step below, ROUTINE staying ROUTINE.
constexpr Precedence one_below(Precedence p) {
  return p == Precedence::routine ? p : static_cast<Precedence>(static_cast<std::uint8_t>(p) + 1);
}

}  // namespace torntape::topology
