#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace torntape::topology {

/// Format line 5: precedences, date-time group, and what follows (ACP 127(G) 113, 152).
struct DtgLine {
  std::vector<char> precedences;
  std::optional<std::string> dtg;  ///< ddhhmmZ MMM yy, yy only where a year is printed; nothing where it is no time
  std::string_view printed;        ///< the date-time group as it stands
  std::string_view rest;           ///< what follows it, trimmed
  bool zone = false;               ///< Z (or another zone's letter) is printed
  bool month = false;
  bool year = false;
  bool zero = false;  ///< the digit 0 stands where the letter O should

  /// It can only be a date-time group.
  bool dated() const { return zone && month; }
  /// ... and only format line 5.
  bool whole() const { return dated() && !precedences.empty(); }
};

/// Reads a line that may be format line 5. Nothing where it is none: it does not begin with up to three precedence
/// letters and then six digits (blanks among them allowed) and a zone letter or a month.
std::optional<DtgLine> read_dtg_line(std::string_view line);

/// True of a line that read_dtg_line reads whole.
bool is_whole_dtg_line(std::string_view line);

/// What follows the label of a form's field: DTG: R 311200Z JAN 25.
std::string_view without_dtg_label(std::string_view text);

/// True of a month's name, or of a beginning of it of three letters or more.
bool is_month(std::string_view word);

/// As read_dtg_line, of a line known to stand in format line 5's place: one whose letters are right and whose
/// date-time group is garbled is read with `dtg` absent.
std::optional<DtgLine> read_garbled_dtg_line(std::string_view line);

}  // namespace torntape::topology
