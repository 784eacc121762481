#include "topology/telegram/dtg.hpp"

#include <algorithm>
#include <array>

#include "topology/telegram/characters.hpp"
#include "topology/telegram/precedence_words.hpp"

namespace torntape::topology {
namespace {

using characters::is_blank;
using characters::is_digit;
using characters::is_letter;
using characters::upper;

constexpr std::array<std::string_view, 12> kMonths{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                   "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 12> kWholeMonths{"JANUARY",   "FEBRUARY", "MARCH",    "APRIL",
                                                        "MAY",       "JUNE",     "JULY",     "AUGUST",
                                                        "SEPTEMBER", "OCTOBER",  "NOVEMBER", "DECEMBER"};
constexpr std::array<int, 12> kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

// The month whose name, or a beginning of it of three letters or more, is all of the letters at `at`.
std::optional<std::size_t> month_at(std::string_view text, std::size_t at, std::size_t& end) {
  end = at;
  while (end < text.size() && is_letter(text[end])) ++end;
  const std::string_view name = text.substr(at, end - at);
  if (name.size() < 3) return std::nullopt;
  for (std::size_t month = 0; month < kMonths.size(); ++month) {
    if (!characters::begins_with(name, kMonths[month])) continue;
    const bool whole = name.size() <= kWholeMonths[month].size() &&
                       characters::equals(name, kWholeMonths[month].substr(0, name.size()));
    if (whole) return month;
  }
  return std::nullopt;
}

// Letters such as `O`, `P R`, `O/P`, `OO`, or a precedence word, up to the first digit; false where something else is
// there. A word counts only where no letters do.
bool take_precedences(std::string_view line, std::size_t& at, std::vector<char>& letters) {
  std::optional<char> by_word;
  while (true) {
    at = skip_blanks(line, at);
    if (at >= line.size()) return false;
    if (is_digit(line[at])) {
      if (letters.empty() && by_word) letters.push_back(*by_word);
      return true;
    }
    std::size_t end = at;
    while (end < line.size() && is_letter(line[end])) ++end;
    const std::string_view word = line.substr(at, end - at);
    if (word.empty() || letters.size() > 3) return false;
    if (word.size() <= 2) {
      for (const char c : word) {
        if (!is_precedence_letter(upper(c))) return false;
      }
      for (const char c : word) {
        if (word.size() == 1 || letters.empty() || letters.back() != upper(c)) letters.push_back(upper(c));
      }
    } else {
      const std::optional<PrecedenceWord> read = read_right_precedence_word(word);
      if (!read) return false;
      by_word = read->letter;
    }
    at = end;
    const bool joined = at + 1 < line.size() && (line[at] == '/' || line[at] == '-') && is_letter(line[at + 1]);
    if (joined && word.size() == 1) ++at;
  }
}

// Six digits, blanks allowed among them, at most one run of blanks between two digits.
bool take_six_digits(std::string_view line, std::size_t& at, std::string& digits) {
  while (digits.size() < 6) {
    at = skip_blanks(line, at);
    if (at >= line.size() || !is_digit(line[at])) return false;
    digits += line[at++];
  }
  return at >= line.size() || !is_digit(line[at]);
}

bool is_time(const std::string& digits, std::optional<std::size_t> month) {
  const auto number = [&](std::size_t i) { return (digits[i] - '0') * 10 + (digits[i + 1] - '0'); };
  const int day = number(0);
  return day >= 1 && day <= (month ? kDays[*month] : 31) &&
         (number(2) <= 23 ? number(4) <= 59 : digits.ends_with("2400"));
}

void take_year(std::string_view line, std::size_t& at, std::string& year) {
  std::size_t begin = skip_blanks(line, at);
  if (begin < line.size() && line[begin] == '\'') ++begin;
  std::size_t end = begin;
  while (end < line.size() && is_digit(line[end])) ++end;
  const bool ends = end == line.size() || is_blank(line[end]) || !characters::is_alphanumeric(line[end]);
  if (!ends || (end - begin != 2 && end - begin != 4)) return;
  year = line.substr(end - 2, 2);
  at = end;
}

// Where a month with one wrong letter and its year end, which are all that stands from `at` on before FM or the line's
// end; `at` where they are not.
std::size_t end_of_misspelt_month(std::string_view line, std::size_t at) {
  const std::size_t begin = skip_blanks(line, at);
  const std::string_view name = line.substr(begin, std::min<std::size_t>(3, line.size() - begin));
  if (!characters::all_letters(name) || name.size() < 3) return at;
  const bool near = std::any_of(kMonths.begin(), kMonths.end(), [&](std::string_view month) {
    int wrong = 0;
    for (std::size_t i = 0; i < 3; ++i) wrong += upper(name[i]) == month[i] ? 0 : 1;
    return wrong == 1;
  });
  std::string year;
  std::size_t end = begin + 3;
  if (near) take_year(line, end, year);
  const std::string_view rest = characters::trim(line.substr(end));
  return year.empty() || (!rest.empty() && !characters::begins_with_word(rest, "FM")) ? at : end;
}

// 0 311200Z: where nothing else stands before the six digits, the digit can only be meant for the letter.
bool begins_with_zero(std::string_view line) {
  return line.size() > 9 && line[0] == '0' && is_blank(line[1]) && characters::all_digits(line.substr(2, 6)) &&
         is_letter(line[8]);
}

}  // namespace

std::optional<DtgLine> read_dtg_line(std::string_view line) {
  DtgLine result;
  std::size_t at = 0;
  if (begins_with_zero(line)) {
    result.zero = true;
    result.precedences.push_back('O');
    at = 2;
  } else if (!take_precedences(line, at, result.precedences)) {
    return std::nullopt;
  }
  const std::size_t begin = at;
  std::string digits;
  if (!take_six_digits(line, at, digits)) return std::nullopt;

  std::size_t zone_at = skip_blanks(line, at);
  char zone = 'Z';
  std::size_t month_end = 0;
  std::optional<std::size_t> month = month_at(line, zone_at, month_end);
  if (!month && zone_at < line.size() && is_letter(line[zone_at])) {
    const std::size_t after = skip_blanks(line, zone_at + 1);
    month = month_at(line, after, month_end);
    const bool alone = zone_at + 1 == line.size() || !characters::is_alphanumeric(line[zone_at + 1]);
    if (month || alone) {
      zone = upper(line[zone_at]);
      result.zone = true;
      at = zone_at + 1;
    }
  }
  if (!month && !(result.zone && zone == 'Z')) return std::nullopt;
  std::string year;
  if (month) {
    result.month = true;
    at = month_end;
    take_year(line, at, year);
    result.year = !year.empty();
  }
  const std::size_t misspelt = month ? at : end_of_misspelt_month(line, at);
  const bool garbled = misspelt != at;
  at = misspelt;
  result.printed = line.substr(begin, at - begin);
  while (at < line.size() && (is_blank(line[at]) || line[at] == '.' || line[at] == ',')) ++at;
  result.rest = characters::trim(line.substr(at));
  if (garbled || !is_time(digits, month)) return result;
  result.dtg = digits + zone;
  if (month) (*result.dtg += ' ') += kMonths[*month];
  if (!year.empty()) (*result.dtg += ' ') += year;
  return result;
}

bool is_whole_dtg_line(std::string_view line) {
  const std::optional<DtgLine> dtg = read_dtg_line(line);
  return dtg && dtg->whole();
}

bool is_month(std::string_view word) {
  std::size_t end = 0;
  return month_at(word, 0, end) && end == word.size();
}

std::string_view without_dtg_label(std::string_view text) {
  if (!characters::begins_with_word(text, "DTG")) return text;
  text.remove_prefix(3);
  while (!text.empty() && (text.front() == ':' || is_blank(text.front()))) text.remove_prefix(1);
  return text;
}

std::optional<DtgLine> read_garbled_dtg_line(std::string_view line) {
  if (std::optional<DtgLine> right = read_dtg_line(line)) return right;
  DtgLine result;
  std::string_view rest = line;
  while (true) {
    std::string_view after = rest;
    const std::string_view word = characters::take_word(after);
    if (word.size() != 1 || !is_precedence_letter(upper(word[0])) || result.precedences.size() == 3) break;
    result.precedences.push_back(upper(word[0]));
    rest = after;
  }
  if (result.precedences.empty() || rest.empty()) return std::nullopt;
  result.printed = rest;
  return result;
}

}  // namespace torntape::topology
