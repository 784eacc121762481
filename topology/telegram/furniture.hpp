#pragma once

#include <optional>
#include <string_view>
#include <utility>

namespace torntape::topology {

/// What a line of a telegram is, beside the format lines themselves.
enum class Furniture {
  none,
  page,            ///< PAGE 02 RUEHOT 0117 UNCLAS, PAGE 02 POST 00117 ...; or POST 00000117  002 OF 003
  distribution,    ///< ACTION EUR-12, INFO OCT-01 ISO-00 ..., and their further lines
  stamp,           ///< ------------------ 012345; or a date, Sunday, 03 May 2009, 12:00
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

/// True of a general message's number in its series: NAVADMIN 099/19.
bool is_number_in_series(std::string_view line);

}  // namespace torntape::topology
