#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "topology/telegram/characters.hpp"

namespace torntape::topology {

/// What a line of a telegram is, beside the format lines themselves.
enum class Furniture {
  none,
  page,            ///< PAGE 02 RUEHOT 0117 UNCLAS, PAGE 02 POST 00117 ...; or POST 00000117  002 OF 003
  distribution,    ///< ACTION EUR-12, INFO OCT-01 ISO-00 ..., and their further lines
  stamp,           ///< ------------------ 012345; or a date, Friday, 02 October 2009, 13:44
  classification,  ///< a classification and nothing else: UNCLASSIFIED
  accounting,      ///< format line 10: GR 25, STATE GRNC
  text,            ///< a line that only a text has: UNCLAS OTTAWA 000117, SIPDIS, E.O. 12958, SUBJECT ...
};

/// Says what `line` (trimmed) is. A line is `none` unless it shows what it is.
Furniture furniture_of(std::string_view line);

/// True of a field that archives put beside a telegram: `refid: 07OTTAWA117`, `CLASSIFICATION: SECRET`, `header:`.
bool is_archive_field(std::string_view line);

/// The two numbers of `POST 00000117  002 OF 003` (or 001.2 OF 003, the second page of the first section).
std::optional<std::pair<int, int>> read_page_line(std::string_view line);

/// True of PAGE 02 ..., PAGE TWO ...: the head of a printed page.
bool is_page_head(std::string_view line);

/// True of format line 16: NNNN, perhaps with letters glued to it.
bool is_end_of_message(std::string_view line);

/// True of UNCLAS, UNCLAS//N01000//: a text's first word.
bool is_unclas(std::string_view text);

/// True of a line that begins with a classification, spelled out with blanks or not: S E C R E T OTTAWA 000117.
bool begins_with_classification(std::string_view line);

/// Where a text's classification begins inside `line`, past its beginning, at `word`: the word that it is glued to
/// (WASHDCUNCLAS), or its second letter where it is spelled out (C O N F I D E N T I A L, perhaps glued too). 0:
/// nowhere.
std::size_t classification_inside(std::string_view line, std::string_view word);
/// False of most words for which classification_inside is 0.
inline bool may_hold_classification(std::string_view word) {
  constexpr std::string_view kLasts = "SDLT";
  return word.size() == 1 || (word.size() > 6 && kLasts.find(characters::upper(word.back())) != std::string_view::npos);
}

/// True of a general message's number in its series: NAVADMIN 099/19.
bool is_number_in_series(std::string_view line);

}  // namespace torntape::topology
