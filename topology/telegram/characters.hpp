#pragma once

#include <string>
#include <string_view>

namespace torntape::topology::characters {

/// True of blanks, tabs and every other control character: what stands between words.
inline bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
}
inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
inline bool is_letter(char c) {
  const char u = upper(c);
  return u >= 'A' && u <= 'Z';
}
inline bool is_alphanumeric(char c) {
  return is_letter(c) || is_digit(c);
}

/// `text` without the blanks at its ends.
std::string_view trim(std::string_view text);

/// `text` trimmed, each run of blanks in it one blank.
std::string collapsed(std::string_view text);

/// `text` in capital letters.
std::string in_capitals(std::string_view text);

/// True where `text` is `capitals` but for the case of its letters.
bool equals(std::string_view text, std::string_view capitals);

/// True where `text` begins with `capitals`, whatever the case of its letters.
bool begins_with(std::string_view text, std::string_view capitals);

/// begins_with, and the word ends there: no letter or digit follows.
bool begins_with_word(std::string_view text, std::string_view capitals);

/// Takes the first word (up to a blank) off `rest`, which is left trimmed at its front. Empty where none is left.
std::string_view take_word(std::string_view& rest);

/// The last word of `text`, trimmed.
std::string_view last_word(std::string_view text);

/// True where `text` is one to `most` digits and nothing else.
bool all_digits(std::string_view text, std::size_t most = 1000);

/// True where `text` is letters and nothing else, and not empty.
bool all_letters(std::string_view text);

/// Where `capitals` stands in `text` as a whole word from `from` on, between blanks or the ends; npos where it does
/// not.
std::size_t find_word(std::string_view text, std::string_view capitals, std::size_t from = 0);

}  // namespace torntape::topology::characters
