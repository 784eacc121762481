#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace torntape::topology::characters {

/// What a character is, as bits; a reading of whole archives asks for every one of them, several times.
enum Kind : std::uint8_t { kBlank = 1, kDigit = 2, kLetter = 4 };
inline constexpr std::array<std::uint8_t, 256> kKinds = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t c = 0; c <= ' '; ++c) kinds[c] = kBlank;
  kinds[0x7f] = kBlank;
  for (std::size_t c = '0'; c <= '9'; ++c) kinds[c] = kDigit;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) kinds[c] = kinds[c - 'A' + 'a'] = kLetter;
  return kinds;
}();
inline constexpr std::array<char, 256> kCapitals = [] {
  std::array<char, 256> capitals{};
  for (std::size_t c = 0; c < capitals.size(); ++c) capitals[c] = static_cast<char>(c);
  for (std::size_t c = 'a'; c <= 'z'; ++c) capitals[c] = static_cast<char>(c - 'a' + 'A');
  return capitals;
}();

inline bool is_any(char c, unsigned kinds) {
  return (kKinds[static_cast<unsigned char>(c)] & kinds) != 0;
}
/// True of blanks, tabs and every other control character: what stands between words.
inline bool is_blank(char c) {
  return is_any(c, kBlank);
}
inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
inline char upper(char c) {
  return kCapitals[static_cast<unsigned char>(c)];
}
inline bool is_letter(char c) {
  return is_any(c, kLetter);
}
inline bool is_alphanumeric(char c) {
  return is_any(c, kLetter | kDigit);
}

/// `text` without the blanks at its ends.
inline std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// `text` trimmed, each run of blanks in it one blank.
std::string collapsed(std::string_view text);

/// `text` in capital letters.
std::string in_capitals(std::string_view text);

/// True where `text` begins with `capitals`, whatever the case of its letters.
inline bool begins_with(std::string_view text, std::string_view capitals) {
  if (text.size() < capitals.size()) return false;
  for (std::size_t i = 0; i < capitals.size(); ++i) {
    if (upper(text[i]) != capitals[i]) return false;
  }
  return true;
}

/// True where `text` is `capitals` but for the case of its letters.
inline bool equals(std::string_view text, std::string_view capitals) {
  return text.size() == capitals.size() && begins_with(text, capitals);
}

/// begins_with, and the word ends there: no letter or digit follows.
inline bool begins_with_word(std::string_view text, std::string_view capitals) {
  return begins_with(text, capitals) && (text.size() == capitals.size() || !is_alphanumeric(text[capitals.size()]));
}

/// Takes the first word (up to a blank) off `rest`, which is left trimmed at its front. Empty where none is left.
inline std::string_view take_word(std::string_view& rest) {
  std::size_t begin = 0;
  while (begin < rest.size() && is_blank(rest[begin])) ++begin;
  std::size_t end = begin;
  while (end < rest.size() && !is_blank(rest[end])) ++end;
  const std::string_view word = rest.substr(begin, end - begin);
  while (end < rest.size() && is_blank(rest[end])) ++end;
  rest.remove_prefix(end);
  return word;
}

/// The last word of `text`, trimmed.
inline std::string_view last_word(std::string_view text) {
  text = trim(text);
  std::size_t begin = text.size();
  while (begin > 0 && !is_blank(text[begin - 1])) --begin;
  return text.substr(begin);
}

/// True where `text` is one to `most` digits and nothing else.
bool all_digits(std::string_view text, std::size_t most = 1000);

/// True where `text` is letters and nothing else, and not empty.
bool all_letters(std::string_view text);

/// Where `capitals` stands in `text` as a whole word from `from` on, between blanks or the ends; npos where it does
/// not.
std::size_t find_word(std::string_view text, std::string_view capitals, std::size_t from = 0);

}  // namespace torntape::topology::characters
