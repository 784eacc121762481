#include "topology/precedence.hpp"

#include <array>

namespace torntape::topology {
namespace {
constexpr std::array<std::string_view, kPrecedences> kWords{"FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE"};
constexpr std::string_view kLetters = "ZOPR";
}  // namespace

std::string_view word(Precedence precedence) {
  return kWords[static_cast<std::size_t>(precedence)];
}

char letter(Precedence precedence) {
  return kLetters[static_cast<std::size_t>(precedence)];
}

std::string_view word(Role role) {
  return role == Role::action ? "action" : "info";
}

std::optional<Precedence> precedence_of(std::string_view word_or_letter) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (word_or_letter == kWords[i] || word_or_letter == kLetters.substr(i, 1)) return static_cast<Precedence>(i);
  }
  return std::nullopt;
}

}  // namespace torntape::topology
