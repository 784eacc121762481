#include "topology/telegram/section_line.hpp"

#include <algorithm>
#include <array>

#include "topology/telegram/characters.hpp"
#include "topology/telegram/spelling.hpp"

namespace torntape::topology {
namespace {

using characters::begins_with;
using characters::is_digit;
using characters::take_word;

constexpr std::array<std::string_view, 11> kNumbers{"ZERO", "ONE",   "TWO",   "THREE", "FOUR", "FIVE",
                                                    "SIX",  "SEVEN", "EIGHT", "NINE",  "TEN"};

// The number at the front of `word`, which the name behind it may be glued to: 4, 04, 4RUETOWN.
std::optional<int> leading_number(std::string_view word) {
  std::size_t digits = 0;
  while (digits < word.size() && is_digit(word[digits])) ++digits;
  const bool glued = digits > 0 && digits < 3 && digits + 3 < word.size() && characters::is_letter(word[digits]);
  return read_number(glued ? word.substr(0, digits) : word);
}

// Where the word SECTION (or what a lost first letter leaves of it) ends in `line`.
std::size_t after_section_word(std::string_view line, std::size_t from) {
  for (std::size_t at = from; at + 7 <= line.size(); ++at) {
    if (characters::upper(line[at]) != 'E' || !begins_with(line.substr(at), "ECTION")) continue;
    const bool whole = at > 0 && characters::upper(line[at - 1]) == 'S';
    const std::size_t begin = whole ? at - 1 : at;
    if (begin == 0 || !characters::is_letter(line[begin - 1]) || whole) return at + 6;
  }
  return std::string_view::npos;
}

// True where what ends in SECTION is FINAL SECTION.
bool ends_in_final(std::string_view before) {
  const std::string_view section = characters::last_word(before.substr(before.size() > 24 ? before.size() - 24 : 0));
  const auto begin = static_cast<std::size_t>(section.data() - before.data());
  return characters::equals(
      characters::last_word(before.substr(begin > 24 ? begin - 24 : 0, std::min<std::size_t>(begin, 24))), "FINAL");
}

// One to three digits at the front of `text` after blanks, taken off it.
std::optional<int> take_digits(std::string_view& text) {
  text = characters::trim(text);
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  if (digits == 0 || digits > 3) return std::nullopt;
  const std::optional<int> value = read_number(text.substr(0, digits));
  text.remove_prefix(digits);
  return value;
}

// `01 OF 02` with blanks missing or a digit for the letter: 01OF 02, 01 0F02.
std::optional<std::pair<int, int>> numbers_behind(std::string_view text) {
  const std::optional<int> place = take_digits(text);
  text = characters::trim(text);
  if (!place || (!begins_with(text, "OF") && !begins_with(text, "0F"))) return std::nullopt;
  text.remove_prefix(2);
  const std::optional<int> total = take_digits(text);
  if (!total || *place < 1 || *place > *total) return std::nullopt;
  return std::pair{*place, *total};
}

}  // namespace

std::optional<int> read_number(std::string_view word) {
  while (!word.empty() && (word.back() == '.' || word.back() == ',' || word.back() == ':' || word.back() == '/')) {
    word.remove_suffix(1);
  }
  if (characters::all_digits(word, 3)) {
    int value = 0;
    for (const char c : word) value = value * 10 + (c - '0');
    return value;
  }
  for (std::size_t i = 1; i < kNumbers.size(); ++i) {
    if (characters::equals(word, kNumbers[i])) return static_cast<int>(i);
  }
  return std::nullopt;
}

std::optional<std::pair<int, int>> read_section_line(std::string_view line) {
  std::size_t after = after_section_word(line, 0);
  while (after != std::string_view::npos) {
    std::string_view rest = line.substr(after);
    const std::string_view first = take_word(rest);
    const bool final = characters::equals(first, "OF");
    if (!final && read_number(first) && characters::equals(take_word(rest), "OF")) {
      const std::optional<int> total = leading_number(take_word(rest));
      if (total) return std::pair{*read_number(first), *total};
    } else if (final && ends_in_final(line.substr(0, after))) {
      if (const std::optional<int> total = read_number(take_word(rest))) return std::pair{*total, *total};
    }
    after = after_section_word(line, after);
  }
  return std::nullopt;
}

std::optional<std::pair<int, int>> read_garbled_section_line(std::string_view line) {
  constexpr std::string_view kSection = "SECTION";
  for (std::size_t at = 0; at < line.size(); ++at) {
    std::size_t end = at;
    while (end < line.size() && characters::is_letter(line[end])) ++end;
    const std::size_t letters = end - at;
    if (letters + 1 >= kSection.size() && letters <= kSection.size() + 1 &&
        letters_wrong(characters::in_capitals(line.substr(at, letters)), kSection) <= 1) {
      if (const auto numbers = numbers_behind(line.substr(end))) return numbers;
    }
    at = end;
  }
  return std::nullopt;
}

bool section_line_is_broken(std::string_view line) {
  const std::size_t after = after_section_word(line, 0);
  if (after == std::string_view::npos || read_section_line(line)) return false;
  std::string_view rest = line.substr(after);
  const std::string_view first = take_word(rest);
  if (first.empty() || (read_number(first) && rest.empty())) return true;
  return read_number(first) && characters::equals(rest, "OF");
}

}  // namespace torntape::topology
