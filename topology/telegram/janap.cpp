#include <algorithm>

#include "topology/telegram/characters.hpp"
#include "topology/telegram/dtg.hpp"
#include "topology/telegram/format_lines.hpp"
#include "topology/telegram/precedence_words.hpp"

namespace torntape::topology {
namespace {

using characters::is_digit;
using characters::is_letter;

// RTTUZYUW: precedence, media, classification, content indicator (positions 1 to 8).
bool is_first_group(std::string_view word) {
  return word.size() == 8 && is_precedence_letter(characters::upper(word[0])) &&
         characters::all_letters(word.substr(1, 4)) &&
         std::all_of(word.begin(), word.end(), characters::is_alphanumeric);
}

// A group's name that stands where an indicator should: ALARACT, NAVADMIN.
bool is_group_name(std::string_view word) {
  return word.size() >= 4 && word.size() <= 8 && characters::all_letters(word);
}

// True where format line 4 or 5 begins at the front of `text`.
bool begins_next_line(std::string_view text) {
  return characters::begins_with_word(text, "ZNR") || characters::begins_with_word(text, "ZNY") ||
         is_whole_dtg_line(text.substr(0, 40));
}

// The indicators of `text`, up to a full stop or the next format line, which is left in the heading's `rest`;
// `complete` where either has come. False where a word is no indicator (or, with `names`, no group's name either).
bool take_routing(std::string_view text, JanapHeading& heading, bool names) {
  while (!text.empty() && !heading.complete) {
    if (!heading.indicators.empty() && begins_next_line(text)) {
      heading.complete = true;
      heading.rest = text;
      break;
    }
    std::string_view after = text;
    std::string_view word = characters::take_word(after);
    const std::size_t stop = word.find('.');
    if (stop != std::string_view::npos) {
      heading.complete = true;
      heading.line.terminator = ".";
      const std::string_view beyond = characters::trim(text.substr(stop + 1));
      if (begins_next_line(beyond)) heading.rest = beyond;
      word = word.substr(0, stop);
    }
    if (!word.empty()) {
      if (!looks_like_ri(word) && !(names && is_group_name(word))) return false;
      heading.indicators.emplace_back(word);
    }
    text = after;
  }
  return true;
}

// What follows the hyphens at the front of `text`, which web pages make long dashes (bytes beyond ASCII).
std::string_view without_dashes(std::string_view text) {
  while (!text.empty() && (text.front() == '-' || characters::is_blank(text.front()) ||
                           static_cast<unsigned char>(text.front()) >= 0x80)) {
    text.remove_prefix(1);
  }
  return text;
}

}  // namespace

std::optional<JanapHeading> read_janap_line(std::string_view printed) {
  std::string_view rest = printed;
  const std::string_view first = characters::take_word(rest);
  if (!is_first_group(first)) return std::nullopt;
  const std::string_view station = characters::take_word(rest);
  const std::size_t digits = station.find_first_of("0123456789");
  const std::string_view ri = station.substr(0, std::min(digits, station.size()));
  if (!looks_like_ri(ri)) return std::nullopt;

  JanapHeading heading;
  heading.originator_ri = ri;
  if (digits != std::string_view::npos) heading.ssn = station.substr(digits);
  if (heading.ssn.empty() && !rest.empty() && is_digit(rest.front())) {
    std::string_view after = rest;
    const std::string_view serial = characters::take_word(after);
    if (characters::all_digits(serial, 4)) {
      heading.ssn = serial;
      rest = after;
    }
  }
  std::size_t time = 0;
  while (time < rest.size() && is_digit(rest[time])) ++time;
  heading.filing_time = rest.substr(0, time);
  if (time == 0 || time > 8) return std::nullopt;
  std::string_view tail = without_dashes(rest.substr(time));
  std::size_t letters = 0;
  while (letters < tail.size() && is_letter(tail[letters])) ++letters;
  heading.redundancy = tail.substr(0, letters);
  if (letters != 4 || tail.size() + time == rest.size()) return std::nullopt;
  tail = without_dashes(tail.substr(letters));
  if (!take_routing(tail, heading, /*names=*/true)) return std::nullopt;

  heading.line.raw = characters::collapsed(printed.substr(0, printed.size() - heading.rest.size()));
  heading.line.precedence = characters::upper(first[0]);
  heading.line.lmf = first.substr(1, 2);
  heading.line.security = first.substr(3, 1);
  heading.line.cic = first.substr(4, 4);
  return heading;
}

bool continue_janap_line(std::string_view line, JanapHeading& heading) {
  if (heading.complete) return false;
  const std::size_t before = heading.indicators.size();
  if (!take_routing(line, heading, /*names=*/false) || heading.indicators.size() == before) {
    heading.indicators.resize(before);
    heading.complete = false;
    heading.rest = {};
    heading.line.terminator.clear();
    return false;
  }
  heading.line.raw += ' ' + characters::collapsed(line.substr(0, line.size() - heading.rest.size()));
  return true;
}

}  // namespace torntape::topology
