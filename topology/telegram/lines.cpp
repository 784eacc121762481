#include "topology/telegram/lines.hpp"

#include <algorithm>
#include <cstring>

#include "topology/telegram/characters.hpp"

namespace torntape::topology {
namespace {

// Pages that quote telegrams in tables leave a bar at a line's end.
std::string_view without_bar(std::string_view line) {
  if (!line.ends_with('|') || (line.size() > 1 && !characters::is_blank(line[line.size() - 2]))) return line;
  return characters::trim(line.substr(0, line.size() - 1));
}

}  // namespace

bool LineCursor::next(Line& line) {
  if (offset_ >= text_.size()) return false;
  const char* const begin = text_.data() + offset_;
  const void* const feed = std::memchr(begin, '\n', text_.size() - offset_);
  const std::size_t length =
      feed == nullptr ? text_.size() - offset_ : static_cast<std::size_t>(static_cast<const char*>(feed) - begin);
  std::size_t content = length;
  if (feed != nullptr) {
    while (content > 0 && begin[content - 1] == '\r') --content;
  }
  line.text = without_bar(characters::trim(std::string_view(begin, content)));
  line.begin = offset_;
  line.number = ++number_;
  line.before = characters_;
  line.after_blank = after_blank_;
  after_blank_ = line.blank();
  characters_ += content + (feed == nullptr ? 0 : 3);
  offset_ += length + (feed == nullptr ? 0 : 1);
  return true;
}

bool LineCursor::next_filled(Line& line) {
  while (next(line)) {
    if (!line.blank()) return true;
  }
  return false;
}

Span LineCursor::span_of(std::string_view part, const Line& line) const {
  const auto begin = static_cast<std::size_t>(part.data() - text_.data());
  return {begin, begin + part.size(), line.number, static_cast<int>(begin - line.begin) + 1};
}

std::string_view with_plain_blanks(std::string_view text, std::string& storage) {
  const auto has = [&](int byte) { return !text.empty() && std::memchr(text.data(), byte, text.size()) != nullptr; };
  unsigned char bits = 0;
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  const bool beyond_ascii = (bits & 0x80) != 0;
  const bool marks = beyond_ascii && has(0xEF);
  const bool no_break = beyond_ascii && has(0xA0);
  const bool lone_returns = !has('\n') && has('\r');
  if (!marks && !no_break && !lone_returns) return text;
  storage.assign(text);
  if (lone_returns) std::replace(storage.begin(), storage.end(), '\r', '\n');
  for (std::size_t at = 0; at < storage.size(); ++at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
    if (byte(at) == 0xEF && byte(at + 1) == 0xBB && byte(at + 2) == 0xBF) {
      storage.replace(at, 3, "   ");
    } else if (byte(at) == 0xC2 && byte(at + 1) == 0xA0) {
      storage.replace(at, 2, "  ");
    } else if (byte(at) == 0xA0 && (at == 0 || static_cast<unsigned char>(storage[at - 1]) < 0x80)) {
      storage[at] = ' ';
    }
  }
  return storage;
}

}  // namespace torntape::topology
