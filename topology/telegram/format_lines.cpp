#include "topology/telegram/format_lines.hpp"

#include <algorithm>

#include "topology/telegram/characters.hpp"
#include "topology/telegram/precedence_words.hpp"

namespace torntape::topology {
namespace {

using characters::is_digit;
using characters::is_letter;
using characters::take_word;
using characters::upper;

// Routing indicators up to DE or a word that is none; false where the line has such a word.
bool take_indicators(std::string_view line, std::vector<std::string>& indicators, std::string_view& rest) {
  while (!line.empty()) {
    std::string_view after = line;
    std::string_view word = take_word(after);
    if (characters::equals(word, "DE") && !after.empty()) {
      rest = line;
      return true;
    }
    while (!word.empty() && (word.back() == '.' || word.back() == ',')) word.remove_suffix(1);
    if (!looks_like_ri(word)) return false;
    indicators.emplace_back(word);
    line = after;
  }
  return true;
}

std::string_view take_digits(std::string_view& text, std::size_t most) {
  std::size_t end = 0;
  while (end < text.size() && end < most && is_digit(text[end])) ++end;
  const std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  return digits;
}

int number_of(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

// #0117/01, 0117, 107A, 0117/01: the serial and the section; false where `word` is no serial.
bool read_serial(std::string_view word, OriginLine& line) {
  if (!word.empty() && word.front() == '#') word.remove_prefix(1);
  const std::string_view digits = take_digits(word, 6);
  if (digits.empty()) return false;
  std::string ssn(digits);
  if (!word.empty() && is_letter(word.front()) && (word.size() == 1 || word[1] == '/')) {
    ssn += word.front();
    word.remove_prefix(1);
  }
  if (!word.empty()) {
    if (word.front() != '/') return false;
    word.remove_prefix(1);
    const std::string_view section = take_digits(word, 3);
    if (section.empty() || !word.empty()) return false;
    line.section = number_of(section);
  }
  line.ssn = ssn;
  return true;
}

// 0222139, 0222139Z, 11/1215Z or 022/2139, perhaps two words of three and four digits.
bool take_filing_time(std::string_view& rest, OriginLine& line) {
  std::string_view after = rest;
  const std::string_view word = take_word(after);
  std::string_view body = word;
  if (!body.empty() && upper(body.back()) == 'Z') body.remove_suffix(1);
  const std::size_t slash = body.find('/');
  const bool dated = slash != std::string_view::npos && characters::all_digits(body.substr(0, slash), 3) &&
                     characters::all_digits(body.substr(slash + 1)) && body.size() - slash == 5;
  if (dated || (characters::all_digits(body) && body.size() == 7)) {
    line.filing_time = std::string(word);
    rest = after;
    return true;
  }
  std::string_view beyond = after;
  const std::string_view second = take_word(beyond);
  std::string_view hours = second;
  if (!hours.empty() && upper(hours.back()) == 'Z') hours.remove_suffix(1);
  if (word.size() == 3 && characters::all_digits(word) && hours.size() == 4 && characters::all_digits(hours)) {
    line.filing_time = std::string(word) + std::string(second);
    rest = beyond;
    return true;
  }
  return false;
}

bool is_signal(std::string_view word) {
  if (word.size() != 3 && !(word.size() == 4 && is_digit(word[3]))) return false;
  return upper(word[0]) == 'Z' && is_letter(word[1]) && is_letter(word[2]);
}

}  // namespace

bool looks_like_ri(std::string_view word) {
  if (word.size() < 4 || word.size() > 8) return false;
  const char first = upper(word.front());
  if ((first != 'R' && first != 'Q') || !is_letter(word[1]) || !is_letter(word[2])) return false;
  std::size_t digits = 0;
  for (const char c : word.substr(3)) {
    if (!characters::is_alphanumeric(c)) return false;
    if (is_digit(c)) ++digits;
  }
  return digits <= 2;
}

std::optional<std::string> read_transmission_line(std::string_view line, std::string_view& rest) {
  if (!characters::begins_with(line, "VZCZC") && !characters::begins_with(line, "ZCZC")) return std::nullopt;
  std::string_view after = line;
  std::string id(take_word(after));
  while (!after.empty()) {
    std::string_view beyond = after;
    const std::string_view word = take_word(beyond);
    const bool number = std::any_of(word.begin(), word.end(), is_digit) || id.size() <= 5;
    if (!number || looks_like_ri(word) || characters::begins_with(word, "ZNR")) break;
    (id += ' ') += word;
    after = beyond;
  }
  rest = after;
  return id;
}

std::optional<RoutingLine> read_routing_line(std::string_view line) {
  std::string_view rest = line;
  const std::string_view digraph = take_word(rest);
  if (digraph.size() != 2 || rest.empty()) return std::nullopt;
  if (!is_precedence_letter(upper(digraph[0])) || !is_precedence_letter(upper(digraph[1]))) return std::nullopt;
  RoutingLine result;
  result.precedence = characters::in_capitals(digraph);
  if (!take_indicators(rest, result.indicators, result.rest) || result.indicators.empty()) return std::nullopt;
  return result;
}

std::optional<RoutingLine> read_routing_continuation(std::string_view line) {
  RoutingLine result;
  if (!take_indicators(line, result.indicators, result.rest) || result.indicators.empty()) return std::nullopt;
  return result;
}

std::optional<OriginLine> read_origin_line(std::string_view line) {
  std::string_view rest = line;
  if (!characters::equals(take_word(rest), "DE")) return std::nullopt;
  std::string_view station = take_word(rest);
  OriginLine result;
  const std::size_t glued = std::min(station.find('#'), station.find_first_of("0123456789"));
  if (glued != std::string_view::npos && glued >= 4 && station.size() - glued >= 4) {
    const std::string_view serial = station.substr(glued);
    if (!read_serial(serial, result)) return std::nullopt;
    station = station.substr(0, glued);
  }
  if (!looks_like_ri(station)) return std::nullopt;
  result.ri = station;
  if (!result.ssn && !take_filing_time(rest, result)) {
    std::string_view after = rest;
    std::string_view word = take_word(after);
    if (word == "#") word = take_word(after);
    if (read_serial(word, result)) rest = after;
  }
  if (!result.filing_time) take_filing_time(rest, result);
  result.rest = characters::trim(rest);
  return result;
}

std::optional<std::string> read_classification_line(std::string_view line, std::string_view& rest) {
  std::string_view after = line;
  const std::string_view prosign = take_word(after);
  if (!characters::begins_with(prosign, "ZNR") && !characters::begins_with(prosign, "ZNY")) return std::nullopt;
  if (prosign.size() != 3) {
    if (!characters::all_letters(prosign) || prosign.size() > 8) return std::nullopt;
    rest = after;
    return std::string(prosign);
  }
  std::string_view beyond = after;
  const std::string_view group = take_word(beyond);
  if (group.empty() || is_signal(group)) {
    rest = after;
    return std::string(prosign);
  }
  rest = beyond;
  return std::string(prosign) + ' ' + std::string(group);
}

std::vector<std::string> operating_signals(std::string_view remark, bool& others) {
  std::vector<std::string> signals;
  while (!remark.empty()) {
    const std::string_view word = take_word(remark);
    if (is_signal(word)) {
      signals.emplace_back(word);
    } else if (!word.empty()) {
      others = true;
    }
  }
  return signals;
}

std::vector<Zui> read_zui(std::string_view remark) {
  std::vector<Zui> chain;
  while (!remark.empty()) {
    if (!characters::equals(take_word(remark), "ZUI")) continue;
    std::string_view after = remark;
    const std::string_view station = take_word(after);
    const std::size_t digits = station.find_first_of("0123456789");
    if (digits == std::string_view::npos || digits < 4 || !characters::all_digits(station.substr(digits))) continue;
    Zui link{std::string(station.substr(0, digits)), std::string(station.substr(digits)), {}};
    std::string_view beyond = after;
    const std::string_view time = take_word(beyond);
    if (characters::all_digits(time)) {
      link.time = time;
      after = beyond;
    }
    chain.push_back(std::move(link));
    remark = after;
  }
  return chain;
}

}  // namespace torntape::topology
