#include "topology/telegram/characters.hpp"

#include <algorithm>

namespace torntape::topology::characters {

std::string collapsed(std::string_view text) {
  text = trim(text);
  std::size_t as_it_is = 0;
  for (; as_it_is < text.size(); ++as_it_is) {
    if (is_blank(text[as_it_is]) && (text[as_it_is] != ' ' || is_blank(text[as_it_is + 1]))) break;
  }
  std::string result(text.substr(0, as_it_is));
  for (const char c : text.substr(as_it_is)) {
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
