#include "topology/telegram/precedence_words.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "topology/telegram/characters.hpp"

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

// Letters wrong, two neighbours exchanged counting once (optimal string alignment); both at most kLongest long.
int letters_wrong(std::string_view a, std::string_view b) {
  std::array<std::array<int, kLongest + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& two_above = rows[(i + 1) % 3];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
  }
  return rows[a.size() % 3][b.size()];
}

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
