#pragma once

#include <optional>
#include <string_view>
#include <utility>

namespace torntape::topology {

/// A number of up to three digits or a word (SEVEN), a mark behind it or not.
std::optional<int> read_number(std::string_view word);

/// SECTION 01 OF 02, FINAL SECTION OF 2 (both numbers 2), SECTION ONE OF TWO; anywhere in `line`.
std::optional<std::pair<int, int>> read_section_line(std::string_view line);

/// As read_section_line, with a letter of SECTION wrong, missing or too many, blanks missing, or 0F for OF: of lines
/// that begin with a classification, where nothing else can be meant.
std::optional<std::pair<int, int>> read_garbled_section_line(std::string_view line);

/// True where `line` has the word SECTION and a number without what must follow: the line goes on below.
bool section_line_is_broken(std::string_view line);

}  // namespace torntape::topology
