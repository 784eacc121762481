#include "topology/telegram/furniture.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "topology/telegram/addresses.hpp"
#include "topology/telegram/characters.hpp"
#include "topology/telegram/classification_line.hpp"
#include "topology/telegram/dtg.hpp"
#include "topology/telegram/section_line.hpp"

namespace torntape::topology {
namespace {

using characters::begins_with;
using characters::begins_with_word;
using characters::is_blank;
using characters::is_digit;
using characters::take_word;

// Words that begin a line of text and never an address line.
constexpr std::array<std::string_view, 28> kTextWords{
    "SIPDIS",     "NOFORN",     "SENSITIVE", "EXDIS",    "NODIS",   "LIMDIS",      "STADIS",
    "LOU",        "RESTRICTED", "TAGS",      "TAG",      "SUBJECT", "SUBJ",        "REF",
    "REFS",       "REFTEL",     "MSGID",     "PASS",     "SECTION", "SUMMARY",     "QQQQ",
    "CLASSIFIED", "STATE PASS", "STATE FOR", "DEPT FOR", "FOR",     "PLEASE PASS", "DEPT PASS"};
constexpr std::array<std::string_view, 3> kTextBeginnings{"E.O.", "E. O.", "EO 1"};
constexpr std::array<std::string_view, 9> kArchiveFields{"ID",     "DATE",           "REFID",       "ORIGIN", "SOURCE",
                                                         "HEADER", "CLASSIFICATION", "DESTINATION", "MISC"};
constexpr std::array<std::string_view, 7> kDays{"MONDAY", "TUESDAY",  "WEDNESDAY", "THURSDAY",
                                                "FRIDAY", "SATURDAY", "SUNDAY"};
// Messages to all of a service are numbered; their texts begin with it.
constexpr std::array<std::string_view, 9> kSeries{"NAVADMIN", "ALNAV",    "ALCOAST", "ALCGOFF",  "ALCGENL",
                                                  "ALARACT",  "MARADMIN", "ALMAR",   "COMDTNOTE"};

// EUR-12, ISO-00, H-02, SSO-00, L-03: an office and its number of copies.
bool is_office_count(std::string_view word) {
  while (!word.empty() && (word.back() == ',' || word.back() == '.')) word.remove_suffix(1);
  const std::size_t hyphen = word.rfind('-');
  if (hyphen == std::string_view::npos || hyphen == 0 || hyphen > 6) return false;
  return characters::all_digits(word.substr(hyphen + 1), 3) &&
         std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(hyphen), characters::is_alphanumeric);
}

// /001W, /061, and the words between offices and totals.
bool is_total(std::string_view word) {
  if (word == "/" || word == "A1" || (word.size() == 1 && characters::is_letter(word[0]))) return true;
  if (word.size() < 2 || word.front() != '/') return false;
  return std::all_of(word.begin() + 1, word.end(), characters::is_alphanumeric) && is_digit(word[1]);
}

bool is_distribution(std::string_view line) {
  std::string_view rest = line;
  std::string_view first = rest;
  const std::string_view head = take_word(first);
  if (characters::equals(head, "ACTION") || characters::equals(head, "INFO") || characters::equals(head, "ORIGIN") ||
      characters::equals(head, "COPY")) {
    rest = first;
  }
  std::size_t counts = 0;
  std::size_t words = 0;
  while (!rest.empty()) {
    const std::string_view word = take_word(rest);
    ++words;
    if (is_office_count(word)) {
      ++counts;
    } else if (!is_total(word) && !characters::all_digits(word, 4)) {
      return false;
    }
  }
  return counts > 0 || (words == 1 && is_total(line) && line.size() > 2);
}

// 13:44, perhaps with AM or PM behind it.
bool is_clock(std::string_view text) {
  const std::string_view time = take_word(text);
  const std::size_t colon = time.find(':');
  return colon != std::string_view::npos && characters::all_digits(time.substr(0, colon), 2) &&
         characters::all_digits(time.substr(colon + 1), 2) && text.size() <= 2;
}

// Sunday, 03 May 2009, 12:00: a word processor's date, in either order, with the time or without.
bool is_printed_date(std::string_view line) {
  if (std::string_view("MTWFS").find(characters::upper(line[0])) == std::string_view::npos) return false;
  const std::size_t comma = line.find(',');
  const auto is_day = [&](std::string_view day) { return characters::equals(line.substr(0, comma), day); };
  if (comma < 6 || comma > 9 || std::none_of(kDays.begin(), kDays.end(), is_day)) return false;
  std::string_view rest = line.substr(comma + 1);
  const auto next = [&rest] {
    std::string_view word = take_word(rest);
    while (!word.empty() && word.back() == ',') word.remove_suffix(1);
    return word;
  };
  std::string_view day = next();
  std::string_view month = next();
  if (is_month(day)) std::swap(day, month);
  const std::string_view year = next();
  return characters::all_digits(day, 2) && is_month(month) && year.size() == 4 && characters::all_digits(year, 4) &&
         (rest.empty() || is_clock(rest));
}

bool is_stamp(std::string_view line) {
  if (is_printed_date(line)) return true;
  std::size_t dashes = 0;
  while (dashes < line.size() && (line[dashes] == '-' || line[dashes] == '_' || line[dashes] == '*')) ++dashes;
  return dashes >= 6;
}

// GR 25, GR25, GRNC, GROUPS 25, perhaps after an accounting symbol.
bool is_accounting(std::string_view line) {
  std::string_view rest = line;
  const std::string_view first = take_word(rest);
  const std::string_view count = rest.empty() ? first : rest;
  if (characters::equals(count, "GRNC") || characters::equals(count, "GR NC")) return true;
  std::string_view digits = count;
  if (begins_with(digits, "GR")) {
    digits.remove_prefix(2);
  } else if (rest.empty() || !characters::equals(first, "GR")) {
    return false;
  }
  return characters::all_digits(characters::trim(digits), 4);
}

bool begins_paragraph(std::string_view line) {
  std::size_t digits = 0;
  while (digits < line.size() && digits < 3 && is_digit(line[digits])) ++digits;
  return digits > 0 && digits < line.size() && line[digits] == '.' &&
         (digits + 1 == line.size() || is_blank(line[digits + 1]));
}

bool begins_text(std::string_view line) {
  for (const std::string_view word : kTextWords) {
    if (begins_with_word(line, word)) return true;
  }
  for (const std::string_view beginning : kTextBeginnings) {
    if (begins_with(line, beginning)) return true;
  }
  return begins_with_classification(line) || is_number_in_series(line) || begins_paragraph(line) ||
         read_section_line(line).has_value();
}

}  // namespace

bool is_archive_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos &&
         std::any_of(kArchiveFields.begin(), kArchiveFields.end(),
                     [&](std::string_view field) { return characters::equals(line.substr(0, colon), field); });
}

bool is_number_in_series(std::string_view line) {
  return std::any_of(kSeries.begin(), kSeries.end(), [&](std::string_view series) {
    return begins_with_word(line, series) && line.size() > series.size() + 1 && is_digit(line[series.size() + 1]);
  });
}

bool is_page_head(std::string_view line) {
  if (!begins_with_word(line, "PAGE")) return false;
  std::string_view rest = line.substr(4);
  const std::string_view word = take_word(rest);
  return read_number(word).has_value() || (!word.empty() && is_digit(word.front()));
}

bool is_end_of_message(std::string_view line) {
  return line.size() >= 4 && line.size() <= 14 && line.substr(0, 4) == "NNNN" &&
         line.find(' ') == std::string_view::npos;
}

std::optional<std::pair<int, int>> read_page_line(std::string_view line) {
  if (line.size() < 16 || !is_digit(line.back()) || is_digit(line.front())) return std::nullopt;
  std::size_t of = line.size() - 1;
  while (of > line.size() - 4 && is_digit(line[of])) --of;
  while (is_blank(line[of]) && of > line.size() - 8) --of;
  if (line[of] != 'F' || line[of - 1] != 'O' || line[of - 2] != ' ') return std::nullopt;
  of -= 2;
  const std::string_view total = characters::trim(line.substr(of + 4));
  std::string_view place = characters::last_word(line.substr(0, of));
  const std::string_view head = characters::trim(line.substr(0, static_cast<std::size_t>(place.data() - line.data())));
  const std::string_view serial = characters::last_word(head);
  if (serial.size() < 5 || !characters::all_digits(serial, 8) || serial.size() == head.size()) return std::nullopt;
  const std::size_t dot = place.find('.');
  if (dot != std::string_view::npos && characters::all_digits(place.substr(dot + 1), 3)) place = place.substr(0, dot);
  if (place.size() < 2 || total.size() < 2 || !characters::all_digits(place, 3) || !characters::all_digits(total, 3)) {
    return std::nullopt;
  }
  return std::pair{*read_number(place), *read_number(total)};
}

Furniture furniture_of(std::string_view line) {
  if (line.empty()) return Furniture::none;
  const bool reference = begins_with(line, "REF");
  if (!reference && begins_with_ri(line)) return Furniture::none;
  if (is_stamp(line)) return Furniture::stamp;
  if (is_page_head(line) || read_page_line(line)) return Furniture::page;
  if (is_classification(line)) return Furniture::classification;
  if (is_distribution(line)) return Furniture::distribution;
  if (is_accounting(line)) return Furniture::accounting;
  return begins_text(line) ? Furniture::text : Furniture::none;
}

}  // namespace torntape::topology
