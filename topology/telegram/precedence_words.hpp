#pragma once

#include <optional>
#include <string_view>

namespace torntape::topology {

/// A precedence word as a careful reader takes it.
struct PrecedenceWord {
  char letter = 'R';      ///< Z O P R
  bool niact = false;     ///< the word is NIACT
  bool misspelt = false;  ///< it is not spelled as it should be
};

/// Reads FLASH, IMMEDIATE, PRIORITY, ROUTINE or NIACT, in any case, the usual short forms (IMMED, PRIO) and
/// misspellings by up to two letters (one for the short words); nothing where `printed` is none of them. NIACT is read
/// as IMMEDIATE.
std::optional<PrecedenceWord> read_precedence_word(std::string_view printed);

/// As read_precedence_word, of words that are spelled in full and as they should be; quicker.
std::optional<PrecedenceWord> read_right_precedence_word(std::string_view word);

/// True of the letters that stand for a precedence: Z O P R, and the Y and W of command traffic.
bool is_precedence_letter(char c);

/// The more urgent of two precedence letters: Y W Z O P R.
char more_urgent(char a, char b);

}  // namespace torntape::topology
