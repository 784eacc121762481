#include "topology/telegram/furniture.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "topology/telegram/addresses.hpp"
#include "topology/telegram/characters.hpp"
#include "topology/telegram/section_line.hpp"

namespace torntape::topology {
namespace {

using characters::begins_with;
using characters::begins_with_word;
using characters::is_blank;
using characters::is_digit;
using characters::take_word;

// Words that begin a line of text and never an address line.
constexpr std::array<std::string_view, 31> kTextWords{
    "UNCLAS",     "CONFIDENTIAL", "SECRET",    "SIPDIS",     "NOFORN", "SENSITIVE",   "EXDIS",    "NODIS",
    "LIMDIS",     "STADIS",       "LOU",       "RESTRICTED", "TAGS",   "TAG",         "SUBJECT",  "SUBJ",
    "REF",        "REFS",         "REFTEL",    "MSGID",      "PASS",   "SECTION",     "SUMMARY",  "QQQQ",
    "CLASSIFIED", "STATE PASS",   "STATE FOR", "DEPT FOR",   "FOR",    "PLEASE PASS", "DEPT PASS"};
constexpr std::array<std::string_view, 12> kTextBeginnings{
    "U N C L A S",   "C O N F I D", "S E C R E T",  "T O P  S E C", "T O P S E C", "TOP SECRET",
    "L I M I T E D", "LIMITED OFF", "UNCLASSIFIED", "E.O.",         "E. O.",       "EO 1"};
constexpr std::array<std::string_view, 10> kClassifications{"UNCLASSIFIED",
                                                            "UNCLAS",
                                                            "CONFIDENTIAL",
                                                            "SECRET",
                                                            "LIMITED OFFICIAL USE",
                                                            "UNCLASSIFIED//",
                                                            "UNCLAS//",
                                                            "C O N F I D E N T I A L",
                                                            "S E C R E T",
                                                            "U N C L A S S I F I E D"};
constexpr std::array<std::string_view, 9> kClassified{"UNCLAS",      "CONFIDENTIAL", "SECRET",
                                                      "LIMITED OFF", "TOP SECRET",   "C O N F I D",
                                                      "S E C R E T", "U N C L A S",  "L I M I T E D"};
// A text's first words where the end of the line above is lost.
constexpr std::array<std::string_view, 5> kSpelledOut{"T O P  S E C R E T", "C O N F I D E N T I A L", "S E C R E T",
                                                      "U N C L A S", "L I M I T E D  O F F"};
constexpr std::array<std::string_view, 4> kGlued{"UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL", "SECRET"};
constexpr std::array<std::string_view, 9> kArchiveFields{"ID",     "DATE",           "REFID",       "ORIGIN", "SOURCE",
                                                         "HEADER", "CLASSIFICATION", "DESTINATION", "MISC"};
constexpr std::array<std::string_view, 7> kDays{"MONDAY", "TUESDAY",  "WEDNESDAY", "THURSDAY",
                                                "FRIDAY", "SATURDAY", "SUNDAY"};
constexpr std::array<std::string_view, 3> kSpelled{"CONFIDENTIAL", "UNCLASSIFIED", "LIMITEDOFFICIALUSE"};
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

// Friday, 02 October 2009, 13:44: a word processor's date.
bool is_printed_date(std::string_view line) {
  const std::size_t comma = line.find(',');
  if (comma < 6 || comma > 9 || line.size() < 16 || line.size() > 48) return false;
  const auto is_day = [&](std::string_view day) { return characters::equals(line.substr(0, comma), day); };
  return std::any_of(kDays.begin(), kDays.end(), is_day) && line.find_first_of("0123456789") != std::string_view::npos;
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
  return letters.size() == kLetters && std::any_of(kSpelled.begin(), kSpelled.end(), [&](std::string_view whole) {
           return whole.find(letters) != std::string_view::npos;
         });
}

bool begins_text(std::string_view line) {
  for (const std::string_view word : kTextWords) {
    if (begins_with_word(line, word)) return !begins_with_word(line, "SECRET SERVICE");
  }
  for (const std::string_view beginning : kTextBeginnings) {
    if (begins_with(line, beginning)) return true;
  }
  return is_number_in_series(line) || begins_paragraph(line) || is_spaced_out(line) ||
         read_section_line(line).has_value();
}

}  // namespace

bool is_archive_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos &&
         std::any_of(kArchiveFields.begin(), kArchiveFields.end(),
                     [&](std::string_view field) { return characters::equals(line.substr(0, colon), field); });
}

bool is_unclas(std::string_view text) {
  return begins_with(text, "UNCLAS") && (text.size() == 6 || is_blank(text[6]) || begins_with(text, "UNCLAS//"));
}

bool begins_with_classification(std::string_view line) {
  for (const std::string_view beginning : kClassified) {
    if (begins_with(line, beginning)) return !begins_with_word(line, "SECRET SERVICE");
  }
  return is_spaced_out(line);
}

std::size_t classification_inside(std::string_view line, std::string_view word) {
  const auto at = static_cast<std::size_t>(word.data() - line.data());
  if (word.size() == 1) {
    for (const std::string_view spelled : kSpelledOut) {
      if (at >= 2 && begins_with(line.substr(at - 2), spelled)) return at - 2;
    }
    return 0;
  }
  for (const std::string_view whole : kGlued) {
    if (word.size() > whole.size() && characters::equals(word.substr(word.size() - whole.size()), whole)) {
      return at + word.size() - whole.size();
    }
  }
  return 0;
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
  for (const std::string_view classification : kClassifications) {
    if (characters::equals(line, classification)) return Furniture::classification;
  }
  if (is_distribution(line)) return Furniture::distribution;
  if (is_accounting(line)) return Furniture::accounting;
  return begins_text(line) ? Furniture::text : Furniture::none;
}

}  // namespace torntape::topology
