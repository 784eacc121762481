#include "topology/telegram/precedence_words.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "topology/telegram/characters.hpp"
#include "topology/telegram/spelling.hpp"

namespace torntape::topology {
namespace {

struct Known {
  std::string_view word;
  char letter;
  int allowed;  // how many letters may be wrong
};
constexpr std::array kWords{Known{"IMMEDIATE", 'O', 2}, Known{"PRIORITY", 'P', 2}, Known{"ROUTINE", 'R', 1},
                            Known{"FLASH", 'Z', 1}, Known{"NIACT", 'O', 1}};
constexpr std::array kShort{Known{"IMMED", 'O', 0}, Known{"IMM", 'O', 0}, Known{"PRIO", 'P', 0}};
// Words of names that lie too near to a precedence word.
constexpr std::array<std::string_view, 4> kOthers{"ROUTING", "SLASH", "CLASH", "FLASHY"};
constexpr std::size_t kLongest = 12;
static_assert(kLongest <= kLongestSpelling);

// A misspelling keeps most of its letters: the first or the last two of them are as they should be.
bool could_be(std::string_view word, const Known& known) {
  const std::size_t longer = std::max(word.size(), known.word.size());
  const std::size_t shorter = std::min(word.size(), known.word.size());
  if (longer - shorter > static_cast<std::size_t>(known.allowed)) return false;
  return characters::upper(word.front()) == known.word.front() ||
         characters::equals(word.substr(word.size() - 2), known.word.substr(known.word.size() - 2));
}

}  // namespace

std::optional<PrecedenceWord> read_right_precedence_word(std::string_view word) {
  for (const Known& known : kWords) {
    if (characters::equals(word, known.word)) return PrecedenceWord{known.letter, known.word == "NIACT", false};
  }
  return std::nullopt;
}

std::optional<PrecedenceWord> read_precedence_word(std::string_view printed) {
  if (printed.size() < 3 || printed.size() > kLongest || !characters::is_letter(printed.front())) return std::nullopt;
  if (const std::optional<PrecedenceWord> right = read_right_precedence_word(printed)) return right;
  for (const Known& known : kShort) {
    if (characters::equals(printed, known.word)) return PrecedenceWord{known.letter, false, true};
  }
  if (printed.size() < 4 ||
      std::none_of(kWords.begin(), kWords.end(), [&](const Known& known) { return could_be(printed, known); })) {
    return std::nullopt;
  }
  const std::string word = characters::in_capitals(printed);
  if (std::find(kOthers.begin(), kOthers.end(), word) != kOthers.end()) return std::nullopt;
  for (const Known& known : kWords) {
    if (!could_be(word, known)) continue;
    const int wrong = letters_wrong(word, known.word);
    // The short words must begin and end right: many a name lies one letter away from them.
    const bool ends_right = word.back() == known.word.back() && (known.word != "FLASH" || word[1] == 'L');
    const bool right = known.word.size() > 5 || (word.front() == known.word.front() && ends_right);
    if (wrong <= known.allowed && right) {
      return PrecedenceWord{known.letter, known.word == "NIACT", true};
    }
  }
  return std::nullopt;
}

bool is_precedence_letter(char c) {
  return c == 'Z' || c == 'O' || c == 'P' || c == 'R' || c == 'Y' || c == 'W';
}

char more_urgent(char a, char b) {
  constexpr std::string_view kOrder = "YWZOPR";
  return kOrder.find(a) <= kOrder.find(b) ? a : b;
}

}  // namespace torntape::topology
