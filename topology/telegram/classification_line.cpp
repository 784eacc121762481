#include "topology/telegram/classification_line.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "topology/telegram/section_line.hpp"

namespace torntape::topology {
namespace {

using characters::begins_with;
using characters::is_blank;

struct Level {
  std::string_view letters;
  bool open;  // something else may follow without a blank
};
// Longer ones before those they begin with.
constexpr std::array kLevels{Level{"UNCLASSIFIED", true},  Level{"UNCLAS", false},
                             Level{"CONFIDENTIAL", false}, Level{"LIMITEDOFFICIALUSE", false},
                             Level{"LIMITEDOFF", true},    Level{"TOPSECRET", false},
                             Level{"SECRET", false}};
// How one may begin that is garbled further on, or glued to what follows.
constexpr std::array<std::string_view, 7> kBeginnings{"U N C L A S", "C O N F I D", "S E C R E T",  "T O P  S E C",
                                                      "T O P S E C", "TOP SECRET",  "L I M I T E D"};
// How a classification's first word may end a word that it is glued to.
constexpr std::array<std::string_view, 6> kFirstWords{"UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL",
                                                      "SECRET",       "TOP",    "LIMITED"};

// The length of the letters at the front of `text`, blanks among them or not; 0 where they are not there.
std::size_t length_of(const Level& level, std::string_view text) {
  std::size_t at = 0;
  for (const char letter : level.letters) {
    while (at > 0 && at < text.size() && is_blank(text[at])) ++at;
    if (at == text.size() || characters::upper(text[at]) != letter) return 0;
    ++at;
  }
  return level.open || at == text.size() || !characters::is_alphanumeric(text[at]) ? at : 0;
}

std::size_t classification_length(std::string_view text) {
  if (text.empty() || std::string_view("UCLTS").find(characters::upper(text.front())) == std::string_view::npos)
    return 0;
  for (const Level& level : kLevels) {
    const std::size_t length = length_of(level, text);
    if (length > 0) return begins_with(text, "SECRET SERVICE") ? 0 : length;
  }
  return 0;
}

// CQO N F I D E N T I A L: six letters in a row of a classification, each standing alone.
bool is_spaced_out(std::string_view line) {
  constexpr std::size_t kLooked = 24;
  constexpr std::size_t kLetters = 6;
  std::string letters;
  for (std::size_t at = 1; at + 1 < std::min(line.size(), kLooked) && letters.size() < kLetters; ++at) {
    if (is_blank(line[at])) continue;
    if (characters::is_letter(line[at]) && is_blank(line[at - 1]) && is_blank(line[at + 1])) {
      letters += characters::upper(line[at]);
    } else {
      letters.clear();
    }
  }
  return letters.size() == kLetters && std::any_of(kLevels.begin(), kLevels.end(), [&](const Level& level) {
           return level.letters.find(letters) != std::string_view::npos;
         });
}

// What stands behind the classification on a text's first line: a post and its number, a section, an office.
bool is_rest_of_first_line(std::string_view rest) {
  constexpr std::size_t kLooked = 80;
  rest = characters::trim(rest.substr(0, kLooked));
  if (rest.starts_with("//") || read_section_line(rest)) return true;
  while (!rest.empty()) {
    const std::string_view word = characters::take_word(rest);
    if (word.size() >= 3 && characters::all_digits(word, 8)) return true;
  }
  return false;
}

}  // namespace

bool begins_with_classification(std::string_view line) {
  if (classification_length(line) > 0 || is_spaced_out(line)) return true;
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return begins_with(line, beginning); });
}

bool is_classification(std::string_view line) {
  const std::size_t length = classification_length(line);
  return length > 0 && (length == line.size() || line.substr(length) == "//");
}

bool is_unclas(std::string_view text) {
  return begins_with(text, "UNCLAS") && (text.size() == 6 || is_blank(text[6]) || begins_with(text, "UNCLAS//"));
}

std::optional<std::size_t> classification_at(std::string_view line, std::string_view word) {
  const auto at = static_cast<std::size_t>(word.data() - line.data());
  if (word.size() == 1) {
    const std::size_t length = at < 2 ? 0 : classification_length(line.substr(at - 2));
    if (length == 0 || !is_rest_of_first_line(line.substr(at - 2 + length))) return std::nullopt;
    const std::size_t first = at - 2;
    const std::string_view before = characters::trim(line.substr(0, first));
    const std::string_view last = characters::last_word(before);
    const bool parted = first == 0 || is_blank(line[first - 1]) || characters::is_alphanumeric(line[first - 1]);
    if (!parted || characters::equals(last, "P")) return std::nullopt;  // T O P before it, which is none
    return characters::equals(last, "TOP") ? static_cast<std::size_t>(last.data() - line.data()) : first;
  }
  for (const std::string_view front : kFirstWords) {
    if (word.size() <= front.size() || !characters::equals(word.substr(word.size() - front.size()), front)) continue;
    const std::size_t begin = at + word.size() - front.size();
    const std::size_t length = classification_length(line.substr(begin));
    const bool glued = characters::is_alphanumeric(line[begin - 1]);
    if (!glued || length == 0 || !is_rest_of_first_line(line.substr(begin + length))) continue;
    return begin == at + 2 && begins_with(word, "BT") ? at : begin;
  }
  return std::nullopt;
}

}  // namespace torntape::topology
