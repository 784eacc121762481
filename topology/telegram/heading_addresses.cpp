// Format lines 6 to 9: originator, addressees, exemptions.
#include <algorithm>

#include "topology/telegram/characters.hpp"
#include "topology/telegram/classification_line.hpp"
#include "topology/telegram/diagnose.hpp"
#include "topology/telegram/furniture.hpp"
#include "topology/telegram/heading.hpp"
#include "topology/telegram/precedence_words.hpp"
#include "topology/telegram/split.hpp"

namespace torntape::topology {
namespace {

using characters::begins_with;
using characters::trim;

constexpr int kMostFromJoins = 3;
constexpr int kLastOfOpening = 40;   // the last line of a file on which a heading without its beginning may begin
constexpr int kMostInFragment = 40;  // lines with words that are looked at

// Originators who write in State's manner: words and serials on address lines.
bool is_state_originator(std::string_view name) {
  for (const std::string_view word : {"AMEMB", "AMCON", "SECSTATE", "USMISSION", "USINT", "USLO", "USDEL", "USEU",
                                      "USUN", "USOFFICE", "USNATO", "EMBASSY", "IRAN RPO"}) {
    if (begins_with(name, word)) return true;
  }
  return false;
}

bool is_serial_of_state(std::string_view word) {
  return word.size() >= 3 && characters::all_digits(word, 5);
}

// The last word of `line` is a six-digit message reference number behind a post's name: OTTAWA 000117.
bool is_reference_line(std::string_view line) {
  const std::string_view number = characters::last_word(line);
  if (number.size() != 6 || !characters::all_digits(number) || number.size() == line.size()) return false;
  return line.find('/') == std::string_view::npos && !is_address_tail(line);
}

}  // namespace

// Another address stands on the next line.
bool HeadingReader::address_follows() {
  if (address_follows_.first == cursor_.offset()) return address_follows_.second;
  LineCursor ahead = cursor_;
  Line below;
  std::string_view rest;
  bool follows = false;
  if (ahead.next_filled(below) && furniture_of(below.text) == Furniture::none) {
    follows = begins_with_ri(below.text) || begins_as_name(below.text) || is_keyword(below.text, "INFO", rest) ||
              is_keyword(below.text, "TO", rest);
  }
  address_follows_ = {cursor_.offset(), follows};
  return follows;
}

void HeadingReader::survey() {
  if (survey_.made) return;
  survey_.made = true;
  LineCursor ahead = cursor_;
  Line line;
  std::string_view rest;
  while (ahead.next_filled(line)) {
    if (begins_with_ri(line.text)) {
      survey_.has_ris = true;
      continue;
    }
    if (is_break(line.text)) {
      survey_.has_break = true;
      return;
    }
    if (is_end_of_message(line.text) || is_keyword(line.text, "FM", rest) || begins_telegram(line, ahead)) return;
    rest = line.text;
    if (is_keyword(line.text, "TO", rest)) survey_.has_to = true;
    const Furniture furniture = furniture_of(line.text);
    if (furniture == Furniture::text) return;
    if (furniture == Furniture::none && is_keyword(line.text, "INFO", rest)) survey_.has_info = true;
    if (begins_with_ri(rest)) survey_.has_ris = true;
    survey_.has_state_serials |= begins_with(rest, "SECSTATE") && is_serial_of_state(characters::last_word(rest));
  }
}

void HeadingReader::enter(ListRole role) {
  survey();
  AddressList list;
  list.with_ris = survey_.has_ris;
  const bool relayed = telegram_.transmission_id || telegram_.originator_ri || survey_.has_ris;
  const bool by_state = !telegram_.from || is_state_originator(*telegram_.from) || survey_.has_state_serials;
  list.serials = !janap_ && (relayed || by_state);
  lists_.describe(list);
  lists_.enter(role);
}

// Where a field of format lines 6 to 9 ends on its line: at the keyword of the next one, where that is surely one.
std::size_t HeadingReader::end_of_field(std::string_view piece, bool of_from) {
  const auto ends = [&](std::string_view word, std::string_view after) {
    if (!of_from && is_unclas(word)) return !survey_.has_break && !address_follows();
    if (word.size() > 4 || word.size() < 2) return false;
    const bool to = of_from && characters::equals(word, "TO");
    const bool info = (of_from || lists_.role() == ListRole::to) && characters::equals(word, "INFO");
    if (to || info) {
      const bool expected_below = to ? survey_.has_to : survey_.has_info;
      return !expected_below || begins_with_ri(after) || begins_as_name(after);
    }
    return characters::equals(word, "XMT") || (!survey_.has_break && characters::equals(word, "BT"));
  };
  std::string_view rest = piece;
  while (!rest.empty()) {
    const std::size_t at = piece.size() - rest.size();
    std::string_view after = rest;
    const std::string_view word = characters::take_word(after);
    if (at > 0 && ends(word, after)) return at;
    if (!of_from && may_hold_classification(word)) {
      const std::optional<std::size_t> text = text_at(piece, word);
      if (text) return *text > 0 ? *text : piece.size();
    }
    rest = after;
  }
  return piece.size();
}

// Where, at `word` of `piece`, the text begins that stands behind the last address.
std::optional<std::size_t> HeadingReader::text_at(std::string_view piece, std::string_view word) {
  const std::optional<std::size_t> at = classification_at(piece, word);
  if (!at || survey_.has_break || address_follows()) return std::nullopt;
  return at;
}

// The end of the last address line is lost: the text begins on it.
bool HeadingReader::ends_in_text(std::string_view piece) {
  std::string_view rest = piece;
  const bool opens = is_keyword(piece, "TO", rest);
  if (!in_lists() && !opens) return false;
  rest = piece;
  while (!rest.empty()) {
    const std::string_view word = characters::take_word(rest);
    if (!may_hold_classification(word)) continue;
    const std::optional<std::size_t> at = text_at(piece, word);
    if (!at) continue;
    const std::string_view front = trim(piece.substr(0, *at));
    if (front.empty() || furniture_of(front) != Furniture::none) return false;
    return opens || begins_as_name(front) || !characters::is_blank(piece[*at - 1]);
  }
  return false;
}

bool HeadingReader::take_from(std::string_view& piece, const Line& line) {
  std::string_view rest;
  if (telegram_.from || closed_) return false;
  if (!is_keyword(piece, "FM", rest) && !(dtg_seen_ && is_keyword(piece, "FROM", rest))) return false;
  if (!recognised_ && line.number > kLastOfOpening) return false;
  survey();
  const std::string_view name = trim(rest.substr(0, end_of_field(rest, true)));
  telegram_.from = characters::collapsed(name);
  found(Field::from, name, line);
  if (telegram_.from->empty()) warn(telegram_, "originator-missing", cursor_.span_of(piece, line), "FM without a name");
  piece = trim(rest.substr(std::min(rest.size(), static_cast<std::size_t>(name.data() - rest.data()) + name.size())));
  return true;
}

bool HeadingReader::continue_from(std::string_view& piece, const Line& line) {
  if (!telegram_.from || lists_.role() != ListRole::none || closed_ || from_joins_ >= kMostFromJoins) return false;
  const bool office = begins_with(piece, "//");
  const std::size_t end = end_of_field(piece, true);
  const bool more = survey_.has_to || end < piece.size();
  if (!office && (!more || begins_with_ri(piece) || (line.after_blank && !telegram_.from->empty()))) return false;
  ++from_joins_;
  if (!office && !telegram_.from->empty()) *telegram_.from += ' ';
  *telegram_.from += characters::collapsed(piece.substr(0, end));
  note(telegram_, "continued-line", cursor_.span_of(piece, line), "read as more of the originator above");
  piece = trim(piece.substr(end));
  return true;
}

// What is left of a heading may begin with its lists. So may a line of a text, and a line astray above a whole heading
// in any of its forms: the address is surely one, nothing stands above it, and no format line 3 to 6 below.
bool HeadingReader::begins_fragment(std::string_view address, const Line& first) const {
  if (first.number > kLastOfOpening || !telegram_.unclassified_lines.empty()) return false;
  LineCursor ahead = cursor_;
  Line line;
  std::string_view rest;
  bool sure = begins_with_ri(address);
  if (!sure) {
    if (!is_state_name(address) || !read_precedence_word(characters::last_word(address))) return false;
    sure = !ahead.next_filled(line) || is_break(line.text) || is_keyword(line.text, "INFO", rest) ||
           begins_as_name(line.text);
    ahead = cursor_;
  }
  for (int lines = 0; sure && lines < kMostInFragment && ahead.next_filled(line); ++lines) {
    if (is_break(line.text) || is_end_of_message(line.text)) break;
    if (begins_with_classification(line.text) && characters::all_digits(characters::last_word(line.text), 8)) break;
    const std::optional<DtgLine> group = read_dtg_line(without_dtg_label(line.text));
    const bool opening = begins_telegram(line, ahead) || read_origin_line(line.text) ||
                         read_classification_line(line.text, rest) || (group && group->dated());
    sure = !opening && !is_keyword(line.text, "FROM", rest) &&
           characters::find_word(line.text, "FM") == std::string_view::npos;
  }
  return sure;
}

void HeadingReader::add_address(std::string_view& piece, const Line& line) {
  const std::size_t end = end_of_field(piece, false);
  lists_.add(piece.substr(0, end), line);
  piece = trim(piece.substr(end));
}

HeadingReader::Taken HeadingReader::take_addresses(std::string_view& piece, const Line& line, bool first) {
  std::string_view rest;
  bool keyword = false;
  if (!closed_) {
    for (const auto& [word, role] :
         {std::pair{"TO", ListRole::to}, {"INFO", ListRole::info}, {"XMT", ListRole::exempt}}) {
      if (!is_keyword(piece, word, rest)) continue;
      if (!recognised_ && (role == ListRole::exempt || !begins_fragment(rest, line))) continue;
      recognised_ = keyword = true;
      enter(role);
      piece = rest;
      break;
    }
    if (keyword && is_keyword(piece, "XMT", rest)) {
      enter(ListRole::exempt);
      piece = rest;
    }
  }
  if (keyword && (piece.empty() || is_page_head(piece))) {
    piece = {};
    return Taken::yes;
  }
  if (!keyword && !in_lists()) {
    if (continue_from(piece, line)) return Taken::yes;
    // Above FM an indicator alone shows an address, or ZEN/ where the lists come before FM.
    const bool zen = begins_with(piece, "ZEN/");
    const bool below = telegram_.from && (zen || begins_as_name(piece));
    const bool above = dtg_seen_ && zen && !look_ahead(kMostCaptions).from;
    if (closed_ || !(below || above || (begins_with_ri(piece) && (telegram_.from || dtg_seen_)))) return Taken::no;
    warn(telegram_, "to-missing", cursor_.span_of(piece, line), "an address line without TO above it; read as TO");
    enter(ListRole::to);
  }
  if (archived_at_ > 0) {
    const bool address = keyword || begins_with_ri(piece) || begins_with(piece, "ZEN/") || begins_as_name(piece);
    const bool value = piece.find(' ') == std::string_view::npos;  // more of a field: a reference
    if (!address) return value ? Taken::no : leave(Stop::text);
    archived_at_ = 0;
  }
  if (!keyword && first && !begins_with_ri(piece)) {
    const bool apart = line.after_blank && !survey_.has_break && !below_blank_;
    const bool known = begins_as_name(piece) || begins_with(piece, "ZEN/") || is_address_tail(piece);
    const bool stranger = apart && !known;
    const bool reference = lists_.description().serials && is_reference_line(piece);
    if (stranger || (reference && !ends_in_text(piece))) return leave(Stop::text);
  }
  add_address(piece, line);
  return Taken::yes;
}

}  // namespace torntape::topology
