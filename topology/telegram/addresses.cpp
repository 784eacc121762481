#include "topology/telegram/addresses.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "topology/telegram/characters.hpp"
#include "topology/telegram/format_lines.hpp"
#include "topology/telegram/precedence_words.hpp"

namespace torntape::topology {
namespace {

using characters::is_blank;
using characters::is_digit;
using characters::last_word;
using characters::trim;
using characters::upper;

// Words after which a number belongs to the name.
constexpr std::array<std::string_view, 56> kNumbered{
    "AIG", "CAD",  "DET",  "TF",     "CTF",  "CTG",   "CTU",   "TG",         "TU",       "TE",   "BOX",  "APO",
    "FPO", "UNIT", "TEAM", "GRP",    "WING", "SQDN",  "BN",    "BDE",        "ROOM",     "BLDG", "VP",   "NMCB",
    "OL",  "NO",   "NR",   "REGION", "DIST", "PSYOP", "GROUP", "DETACHMENT", "SQUADRON", "JTF",  "CJTF", "AFSB",
    "ESC", "VFA",  "VMFA", "VAQ",    "VMAQ", "VAW",   "VMM",   "VMGR",       "VF",       "CVW",  "VR",   "VRC",
    "VS",  "HMLA", "HMH",  "HMM",    "HS",   "HSC",   "HSL",   "HSM"};
constexpr std::array<std::string_view, 6> kNumberedEnds{"RON", "DET", "GRU", "DIV", "AIG", "WING"};
// Offices abroad of the armed forces.
constexpr std::array<std::string_view, 7> kAbroad{"ODC", "TLO", "DAO", "USDAO", "USDLO", "OMC", "JUSMMAT"};
// Words that State's addressees and commands begin with.
constexpr std::array<std::string_view, 70> kNameWords{
    "AMEMBASSY",     "AMCONSUL",  "AMCONGEN", "USMISSION", "USINT",      "USLO",  "USDEL",    "USOFFICE", "SECSTATE",
    "SECDEF",        "USEU",      "USUN",     "USNATO",    "EMBASSY",    "AMEMB", "USIA",     "USICA",    "USDOC",
    "USDA",          "USDOE",     "JOINT",    "JCS",       "CJCS",       "CIA",   "DIA",      "NSA",      "NSC",
    "NGA",           "FBI",       "DEA",      "DEPT",      "DEPARTMENT", "WHITE", "TREASURY", "CINC",     "USCINC",
    "CINCPAC",       "CINCLANT",  "CDR",      "CDRUSACOM", "HQ",         "CNO",   "CMC",      "CSA",      "CSAF",
    "ALL",           "COMMANDER", "COM",      "NAVADMIN",  "AIG",        "XMT",   "INFO",     "USIS",     "MILGP",
    "USDAO",         "DIRNSA",    "DISA",     "FAA",       "HOMELAND",   "NASA",  "POLAD",    "SECNAV",   "CHNAVPERS",
    "COMNAVPERSCOM", "COMDT",     "ALNAV",    "ALCOAST",   "ALARACT",    "ALMAR", "MARADMIN"};

constexpr std::size_t kWithinSlash = 12;  // characters, among which the slash behind an indicator stands

// Drops the last word of `text`.
void drop_last_word(std::string_view& text, std::string_view word) {
  text = trim(text.substr(0, static_cast<std::size_t>(word.data() - text.data())));
}

// 4824, 1234-1237, 0123/0125: digits, or a range of them, each of `least` to `most`.
bool is_serial(std::string_view word, std::size_t least, std::size_t most) {
  std::size_t digits = 0;
  while (digits < word.size() && is_digit(word[digits])) ++digits;
  if (digits < least || digits > most) return false;
  if (digits == word.size()) return true;
  return (word[digits] == '-' || word[digits] == '/') && characters::all_digits(word.substr(digits + 1), most);
}

bool takes_number(std::string_view text) {
  const std::string word = characters::in_capitals(last_word(text));
  if (std::find(kNumbered.begin(), kNumbered.end(), word) != kNumbered.end()) return true;
  return word.size() > 3 && std::any_of(kNumberedEnds.begin(), kNumberedEnds.end(), [&](std::string_view end) {
           return word.size() >= end.size() && word.compare(word.size() - end.size(), end.size(), end) == 0;
         });
}

// ODC ANKARA TU 1234: behind offices of that kind TU and NO are Turkey and Norway.
bool is_serial_of_country(std::string_view text, std::string_view number) {
  const std::string_view last = last_word(text);
  if (number.size() != 4 || !(characters::equals(last, "TU") || characters::equals(last, "NO"))) return false;
  const std::string_view kind = characters::take_word(text);
  return std::any_of(kAbroad.begin(), kAbroad.end(),
                     [&](std::string_view one) { return characters::equals(kind, one); });
}

// A range printed with blanks around its hyphen, as the last words of `text`: 1234 - 1237.
bool take_spaced_range(std::string_view& text, std::string& serial) {
  const std::string_view last = last_word(text);
  std::string_view rest = text;
  std::string_view second = last;
  bool hyphen = false;
  if (!second.empty() && second.front() == '-') {
    second.remove_prefix(1);
    hyphen = true;
  }
  if (!is_serial(second, 3, 4)) return false;
  drop_last_word(rest, last);
  if (!hyphen && (rest.empty() || rest.back() != '-')) return false;
  std::string_view before = last_word(rest);
  if (!hyphen && before == "-") {
    drop_last_word(rest, before);
    before = last_word(rest);
    hyphen = true;
  }
  std::string_view first = before;
  if (!hyphen && !first.empty() && first.back() == '-') {
    first.remove_suffix(1);
    hyphen = true;
  }
  if (!hyphen || !characters::all_digits(first, 4) || first.size() < 3) return false;
  drop_last_word(rest, before);
  serial = std::string(first) + '-' + std::string(second);
  text = rest;
  return true;
}

struct Tail {
  std::optional<char> precedence;
  bool niact = false;
  std::string serial;
};

// Takes a precedence word off the end of `text`: PRIORITY, NIACT IMMEDIATE, PRIO RITY.
bool take_precedence(std::string_view& text, Tail& tail, AddressOddities& oddities) {
  std::string_view word = last_word(text);
  std::string_view rest = text;
  if (!word.empty()) drop_last_word(rest, word);
  std::string_view bare = word;
  while (!bare.empty() && !characters::is_alphanumeric(bare.back())) bare.remove_suffix(1);
  std::optional<PrecedenceWord> read = read_precedence_word(bare);
  if (!read && characters::all_letters(bare) && !rest.empty()) {
    const std::string_view before = last_word(rest);
    if (characters::all_letters(before)) read = read_right_precedence_word(std::string(before) + std::string(bare));
    if (read && read->niact) read.reset();
    if (read) {
      read->misspelt = true;
      drop_last_word(rest, before);
    }
  }
  if (!read) return false;
  tail.precedence = read->letter;
  tail.niact = read->niact;
  oddities.misspelt_precedence |= read->misspelt;
  if (!read->niact && read->letter == 'O' && !rest.empty()) {
    const std::string_view before = last_word(rest);
    const std::optional<PrecedenceWord> niact = read_precedence_word(before);
    if (niact && niact->niact) {
      tail.niact = true;
      oddities.misspelt_precedence |= niact->misspelt;
      drop_last_word(rest, before);
    }
  }
  for (std::string_view again = last_word(rest); !again.empty() && again.size() < rest.size();
       again = last_word(rest)) {
    const std::optional<PrecedenceWord> repeated = read_right_precedence_word(again);
    if (!repeated || repeated->letter != read->letter || repeated->niact) break;
    drop_last_word(rest, again);
  }
  text = rest;
  return true;
}

// Takes digits glued to the end of a word: IMMEDIATE4824, WASHDC4824.
bool take_glued_serial(std::string_view& text, Tail& tail, const AddressList& list) {
  const std::string_view word = last_word(text);
  std::size_t digits = 0;
  while (digits < word.size() && is_digit(word[word.size() - 1 - digits])) ++digits;
  const std::string_view head = word.substr(0, word.size() - digits);
  if (digits < 3 || digits > 4 || head.size() < 4 || !characters::all_letters(head)) return false;
  const bool precedence = read_precedence_word(head).has_value();
  if (!precedence && (digits != 4 || !list.serials || takes_number(head))) return false;
  tail.serial = word.substr(head.size());
  text = text.substr(0, static_cast<std::size_t>(word.data() - text.data()) + head.size());
  return true;
}

// Takes precedence and serial, in either order, off the end of `text`.
Tail take_tail(std::string_view& text, const AddressList& list, AddressOddities& oddities) {
  Tail tail;
  while (!text.empty() && (text.back() == ',' || text.back() == ';')) text = trim(text.substr(0, text.size() - 1));
  if (take_precedence(text, tail, oddities)) {
    const std::string_view before = last_word(text);
    if (list.serials && is_serial(before, 3, 4) && before.size() < text.size()) {
      std::string_view rest = text;
      drop_last_word(rest, before);
      if (!takes_number(rest) || is_serial_of_country(rest, before)) {
        tail.serial = before;
        text = rest;
        oddities.serial_before_precedence = true;
      }
    }
    return tail;
  }
  if (list.serials && take_spaced_range(text, tail.serial)) {
    take_precedence(text, tail, oddities);
    return tail;
  }
  const std::string_view last = last_word(text);
  std::string_view word = last;
  while (!word.empty() && word.back() == '.') word.remove_suffix(1);
  if (is_serial(word, 1, 6)) {
    std::string_view rest = text;
    drop_last_word(rest, last);
    if (rest.empty() || take_precedence(rest, tail, oddities) ||
        (list.serials && is_serial(word, is_state_name(rest) ? 1 : 3, is_state_name(rest) ? 5 : 4) &&
         (!takes_number(rest) || is_serial_of_country(rest, word)))) {
      tail.serial = word;
      text = rest;
    }
    return tail;
  }
  if (take_glued_serial(text, tail, list)) {
    oddities.serial_glued = true;
    take_precedence(text, tail, oddities);
  }
  return tail;
}

// Takes `WASHDCPRIORITY`: a precedence word glued to the name, spelled right.
void take_glued_precedence(std::string_view& text, Tail& tail, AddressOddities& oddities) {
  const std::string_view word = last_word(text);
  for (const auto& [known, letter] : {std::pair<std::string_view, char>{"IMMEDIATE", 'O'}, {"PRIORITY", 'P'}}) {
    if (word.size() < known.size() + 3 || !characters::equals(word.substr(word.size() - known.size()), known)) continue;
    tail.precedence = letter;
    text.remove_suffix(known.size());
    oddities.misspelt_precedence = true;
    return;
  }
}

// What stands before the first slash, where it is an indicator; taken off `text`.
std::string take_ri(std::string_view& text, const AddressList& list, AddressOddities& oddities) {
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const std::string_view before = trim(text.substr(0, slash));
    const bool office = slash + 1 < text.size() && text[slash + 1] == '/';
    const bool ri = looks_like_ri(before) && (!office || upper(before[1]) == 'U' || upper(before[1]) == 'H');
    const bool odd = !ri && !office && list.with_ris && before.size() >= 3 && before.size() <= 9 &&
                     std::all_of(before.begin(), before.end(), characters::is_alphanumeric) &&
                     begins_as_name(trim(text.substr(slash + 1)));
    if (ri || odd) {
      text = trim(text.substr(slash + (ri && office ? 2 : 1)));
      oddities.odd_ri = odd;
      return std::string(before);
    }
  }
  std::string_view rest = text;
  const std::string_view word = characters::take_word(rest);
  const bool certain = word.size() >= 5 && looks_like_ri(word) && characters::all_letters(word) &&
                       (upper(word[1]) == 'U' || upper(word[1]) == 'H');
  const bool alone = rest.empty() && list.with_ris;
  if (certain && (alone || (list.with_ris && !rest.empty()) || begins_as_name(rest))) {
    oddities.slash_missing = !rest.empty();
    text = rest;
    return std::string(word);
  }
  return {};
}

void enter_tail(Tail&& tail, AddressLine& line) {
  line.precedence = tail.precedence;
  line.niact = tail.niact;
  line.serial = std::move(tail.serial);
}

// X.500 names that end in their country, each after the first: OU=NAVY,O=U.S. GOVERNMENT,C=US OU=ARMY,...
std::vector<std::size_t> further_directory_names(std::string_view text) {
  constexpr std::string_view kCountry = ",C=";
  std::vector<std::size_t> places;
  for (std::size_t at = text.find(kCountry); at != std::string_view::npos; at = text.find(kCountry, at + 1)) {
    std::size_t next = at + kCountry.size() + 2;
    if (next >= text.size() || !is_blank(text[next])) continue;
    while (next < text.size() && is_blank(text[next])) ++next;
    std::size_t key = next;
    while (key < text.size() && characters::is_letter(text[key])) ++key;
    if (key > next && key < text.size() && text[key] == '=') places.push_back(next);
  }
  return places;
}

// HQ USEUCOM PRIORITY 0123//J5//: precedence and serial, of four digits, before the office code.
void take_tail_of_name(AddressLine& line, const AddressList& list, AddressOddities& oddities) {
  std::string_view name = line.name;
  Tail tail = take_tail(name, list, oddities);
  if (!tail.precedence && tail.serial.size() != 4) return;
  enter_tail(std::move(tail), line);
  line.name = std::string(name);
}

bool take_zen(std::string_view& text) {
  if (!characters::begins_with(text, "ZEN/")) return false;
  text = trim(text.substr(4));
  while (!text.empty() && text.front() == '/') text = trim(text.substr(1));
  return true;
}

// Splits NAME//OFFICE// into the two.
void take_office(std::string_view text, AddressLine& line) {
  const std::size_t open = text.find("//");
  if (open == std::string_view::npos) {
    line.name = characters::collapsed(text);
    return;
  }
  const std::size_t close = text.rfind("//");
  std::string_view office = close > open + 1 ? text.substr(open + 2, close - open - 2) : text.substr(open + 2);
  const std::string_view after = close > open + 1 ? trim(text.substr(close + 2)) : std::string_view{};
  office = trim(office);
  while (!office.empty() && office.back() == '/') office.remove_suffix(1);
  while (!office.empty() && office.front() == '/') office.remove_prefix(1);
  line.office = characters::collapsed(office);
  line.name = characters::collapsed(text.substr(0, open));
  if (!after.empty()) line.name += ' ' + characters::collapsed(after);
}

}  // namespace

AddressLine read_address(std::string_view text, const AddressList& list, AddressOddities& oddities) {
  AddressLine line;
  text = trim(text);
  line.zen = take_zen(text);
  line.ri = take_ri(text, list, oddities);
  if (!line.zen) line.zen = take_zen(text);
  if (text.ends_with("//") && text.find("//") + 2 == text.size()) text = trim(text.substr(0, text.size() - 2));
  Tail tail = take_tail(text, list, oddities);
  if (!tail.precedence && list.serials) take_glued_precedence(text, tail, oddities);
  enter_tail(std::move(tail), line);
  while (!text.empty() && (text.back() == ',' || text.back() == ';')) text = trim(text.substr(0, text.size() - 1));
  take_office(text, line);
  if (list.serials && !line.office.empty() && !line.precedence && line.serial.empty()) {
    take_tail_of_name(line, list, oddities);
  }
  return line;
}

bool is_state_name(std::string_view name) {
  return characters::begins_with(name, "AMEMB") || characters::begins_with(name, "AMCON") ||
         characters::begins_with(name, "SECSTATE") || characters::begins_with(name, "USMISSION");
}

bool is_address_tail(std::string_view text) {
  AddressOddities oddities;
  std::string_view rest = trim(text);
  const Tail tail = take_tail(rest, AddressList{}, oddities);
  return rest.empty() && (tail.precedence || !tail.serial.empty());
}

bool begins_with_ri(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size() && is_blank(text[begin])) ++begin;
  if (begin == text.size() || (upper(text[begin]) != 'R' && upper(text[begin]) != 'Q')) return false;
  std::size_t end = begin + 1;
  while (end < text.size() && characters::is_alphanumeric(text[end])) ++end;
  std::size_t slash = end;
  while (slash < text.size() && is_blank(text[slash])) ++slash;
  return slash < std::min(text.size(), kWithinSlash) && text[slash] == '/' &&
         looks_like_ri(text.substr(begin, end - begin));
}

bool begins_as_name(std::string_view text) {
  const std::string_view word = characters::take_word(text);
  return std::any_of(kNameWords.begin(), kNameWords.end(), [&](std::string_view known) {
    return characters::equals(word, known) || (known.size() > 6 && characters::begins_with(word, known));
  });
}

bool begins_directory_name(std::string_view text) {
  const std::size_t equals = text.substr(0, 4).find('=');
  return equals != std::string_view::npos && equals > 0;
}

std::vector<std::size_t> further_addresses(std::string_view text, bool directory) {
  std::vector<std::size_t> places;
  for (std::size_t slash = text.find('/'); slash != std::string_view::npos; slash = text.find('/', slash + 1)) {
    std::size_t begin = slash;
    while (begin > 0 && slash - begin <= 8 && characters::is_alphanumeric(text[begin - 1])) --begin;
    if (begin == 0 || !is_blank(text[begin - 1])) continue;
    const std::string_view word = text.substr(begin, slash - begin);
    if (!looks_like_ri(word) || (upper(word[1]) != 'U' && upper(word[1]) != 'H')) continue;
    if (slash + 1 < text.size() && text[slash + 1] != '/') places.push_back(begin);
  }
  if (!directory) return places;
  const std::vector<std::size_t> names = further_directory_names(text);
  const auto middle = places.insert(places.end(), names.begin(), names.end());
  std::inplace_merge(places.begin(), middle, places.end());
  return places;
}

}  // namespace torntape::topology
