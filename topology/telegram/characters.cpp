#include "topology/telegram/characters.hpp"

#include <algorithm>

namespace torntape::topology::characters {

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string collapsed(std::string_view text) {
  text = trim(text);
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    if (!is_blank(c)) {
      result += c;
    } else if (result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

std::string in_capitals(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), upper);
  return result;
}

bool begins_with(std::string_view text, std::string_view capitals) {
  if (text.size() < capitals.size()) return false;
  for (std::size_t i = 0; i < capitals.size(); ++i) {
    if (upper(text[i]) != capitals[i]) return false;
  }
  return true;
}

bool equals(std::string_view text, std::string_view capitals) {
  return text.size() == capitals.size() && begins_with(text, capitals);
}

bool begins_with_word(std::string_view text, std::string_view capitals) {
  return begins_with(text, capitals) && (text.size() == capitals.size() || !is_alphanumeric(text[capitals.size()]));
}

std::string_view take_word(std::string_view& rest) {
  std::size_t begin = 0;
  while (begin < rest.size() && is_blank(rest[begin])) ++begin;
  std::size_t end = begin;
  while (end < rest.size() && !is_blank(rest[end])) ++end;
  const std::string_view word = rest.substr(begin, end - begin);
  while (end < rest.size() && is_blank(rest[end])) ++end;
  rest.remove_prefix(end);
  return word;
}

std::string_view last_word(std::string_view text) {
  text = trim(text);
  std::size_t begin = text.size();
  while (begin > 0 && !is_blank(text[begin - 1])) --begin;
  return text.substr(begin);
}

bool all_digits(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), is_digit);
}

bool all_letters(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_letter);
}

std::size_t find_word(std::string_view text, std::string_view capitals, std::size_t from) {
  for (std::size_t at = from; at + capitals.size() <= text.size(); ++at) {
    if (at > 0 && !is_blank(text[at - 1])) continue;
    const std::size_t end = at + capitals.size();
    if ((end == text.size() || is_blank(text[end])) && begins_with(text.substr(at), capitals)) return at;
  }
  return std::string_view::npos;
}

}  // namespace torntape::topology::characters
