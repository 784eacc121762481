#pragma once

#include <optional>
#include <string_view>

#include "topology/telegram/characters.hpp"

namespace torntape::topology {

/// True of a line that begins with a classification, its letters set apart by blanks or not, perhaps with some of them
/// wrong: S E C R E T OTTAWA 000117, UNCLAS//N01000//.
bool begins_with_classification(std::string_view line);

/// True of a classification and nothing else, perhaps two slashes behind it.
bool is_classification(std::string_view line);

/// True of UNCLAS, UNCLAS//N01000//: a text's first word.
bool is_unclas(std::string_view text);

/// Where in `line`, where the end of the line above a text is lost, the text's classification begins: at `word` with
/// its letters set apart, `word` being the second of them (nothing need part it from what stands before), or glued to
/// the front part of `word`; with what a text's first line has behind it: WASHDCUNCLAS OTTAWA 000117. At the BT before
/// it, where that is glued to it.
std::optional<std::size_t> classification_at(std::string_view line, std::string_view word);

/// False of most words for which classification_at gives nothing; quick.
inline bool may_hold_classification(std::string_view word) {
  if (word.size() <= 3) return word.size() == 1;
  const char last = characters::upper(word.back());
  const char before = characters::upper(word[word.size() - 2]);
  switch (last) {
    case 'D':
    case 'T':
      return before == 'E';  // UNCLASSIFIED, LIMITED, SECRET
    case 'S':
    case 'L':
      return before == 'A';  // UNCLAS, CONFIDENTIAL
    case 'P':
      return before == 'O';  // TOP
    default:
      return false;
  }
}

}  // namespace torntape::topology
