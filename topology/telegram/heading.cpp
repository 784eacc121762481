#include "topology/telegram/heading.hpp"

#include <algorithm>
#include <array>

#include "topology/telegram/addresses.hpp"
#include "topology/telegram/characters.hpp"
#include "topology/telegram/classification_line.hpp"
#include "topology/telegram/diagnose.hpp"
#include "topology/telegram/furniture.hpp"
#include "topology/telegram/section_line.hpp"
#include "topology/telegram/split.hpp"

namespace torntape::topology {
namespace {

constexpr std::size_t kMostUnclassified = 64;
constexpr int kMostAhead = 40;       // lines with words that are looked at
constexpr int kMostRemarks = 8;      // ... that no receiving office adds, below a classification
constexpr int kMostAtPageBreak = 6;  // lines with words, from the foot of a page to the head of the next
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kMisspelt{
    std::pair<std::string_view, std::string_view>{"T0", "TO"},
    {"INF0", "INFO"},
    {"IFNO", "INFO"},
    {"INOF", "INFO"},
    {"NFO", "INFO"},
    {"INF", "INFO"},
    {"IINFO", "INFO"},
    {"INFOO", "INFO"}};

// A keyword misspelt before what surely is an address.
bool is_misspelt_keyword(std::string_view text, std::string_view keyword, std::string_view& rest) {
  const char first = text.empty() ? ' ' : characters::upper(text.front());
  if (first != 'T' && first != 'I' && first != 'N') return false;
  std::string_view after = text;
  const std::string_view word = characters::take_word(after);
  const auto meant = [&](const auto& pair) { return pair.second == keyword && characters::equals(word, pair.first); };
  if (word.size() > 5 || std::none_of(kMisspelt.begin(), kMisspelt.end(), meant)) return false;
  if (!begins_with_ri(after) && !begins_as_name(after)) return false;
  rest = after;
  return true;
}

// BTUNCLAS: only behind the lists.
bool is_glued_break(std::string_view text) {
  return text.size() > 2 && characters::begins_with(text, "BT") && !characters::is_blank(text[2]);
}

}  // namespace

bool is_keyword(std::string_view text, std::string_view keyword, std::string_view& rest) {
  if (!characters::begins_with(text, keyword)) return is_misspelt_keyword(text, keyword, rest);
  std::string_view after = text.substr(keyword.size());
  const char next = after.empty() ? ' ' : after.front();
  const bool glued = characters::is_alphanumeric(next);
  if (glued && !begins_with_ri(after) && !begins_as_name(after)) return false;
  if (!glued && !characters::is_blank(next) && next != ':' && !(keyword == "XMT" && next == '/')) return false;
  while (!after.empty() && (after.front() == ':' || characters::is_blank(after.front()))) after.remove_prefix(1);
  rest = after;
  return true;
}

bool is_break(std::string_view text) {
  if (!characters::begins_with(text, "BT")) return characters::equals(text, "B T");
  return text.size() == 2 || characters::is_blank(text[2]) || begins_with_classification(text.substr(2));
}

HeadingReader::HeadingReader(LineCursor& cursor, SectionTally& tally, Telegram& telegram)
    : begin_(cursor), cursor_(cursor), tally_(tally), telegram_(telegram), lists_(cursor, telegram) {}

void HeadingReader::found(Field field, std::string_view where, const Line& line) {
  telegram_.fields.emplace_back(field, cursor_.span_of(where, line));
  recognised_ = true;
  last_ = field;
}

void HeadingReader::read() {
  Line line;
  while (true) {
    const LineCursor before = cursor_;
    if (!cursor_.next(line)) break;
    if (line.blank()) continue;
    const Taken taken = take_line(line);
    if (taken == Taken::leave) {
      cursor_ = before;
      break;
    }
    tally_.see(line);
    below_blank_ = line.after_blank;
    if (taken == Taken::stop) break;
  }
  if (janap_) {
    telegram_.routing_line = std::move(janap_->indicators);
    telegram_.jfl2 = std::move(janap_->line);
  }
  if (!recognised_) telegram_.stop = Stop::nothing_recognised;
}

HeadingReader::Taken HeadingReader::leave(Stop stop) {
  telegram_.stop = stop;
  return Taken::leave;
}

HeadingReader::Taken HeadingReader::take_line(const Line& line) {
  const bool transmission = characters::begins_with(line.text, "VZCZC") || characters::begins_with(line.text, "ZCZC");
  const bool whole = past_from() || like_text_ || (dtg_seen_ && transmission);
  if ((whole || in_text_) && begins_telegram(line, cursor_)) {
    if (whole && take_repetition(line)) return Taken::yes;
    if (whole) return leave(Stop::next_telegram);
    in_text_ = false;
  }
  if (recognised_ && is_end_of_message(line.text)) {
    telegram_.ended = true;
    return Taken::stop;
  }
  std::string_view piece = line.text;
  bool first = true;
  while (!piece.empty()) {
    if (!first)
      note(telegram_, "keyword-inside-line", cursor_.span_of(piece, line), "a format line begins inside a line");
    const Taken taken = take_piece(piece, line, first);
    if (taken == Taken::no) {
      take_unknown(piece, line);
      break;
    }
    if (taken != Taken::yes) return taken;
    first = false;
  }
  return Taken::yes;
}

// An archive's fields directly behind the lists; one alone may be anything.
bool HeadingReader::begins_archive_fields(const Line& line) const {
  LineCursor ahead = cursor_;
  Line below;
  return !line.after_blank && ahead.next_filled(below) && is_archive_field(below.text);
}

// Some archives print the heading twice, with their fields between: `line` begins it again. Word for word, that is, as
// far as the file goes, and nothing more: where an address follows, it is another heading. Where fields stood above the
// heading too, those below it are the next telegram's.
bool HeadingReader::take_repetition(const Line& line) {
  const auto& others = telegram_.unclassified_lines;
  if (archived_at_ == 0 || repeated_ || std::any_of(others.begin(), others.end(), is_archive_field)) return false;
  LineCursor original = begin_;
  Line old;
  do {
    if (!original.next_filled(old) || old.begin >= archived_at_) return false;
  } while (old.text != line.text);
  LineCursor again = cursor_;
  Line repeated;
  while (original.next_filled(old) && old.begin < archived_at_ && again.next_filled(repeated)) {
    if (repeated.text != old.text) return false;
  }
  LineCursor ahead = again;
  std::string_view rest;
  if (ahead.next_filled(repeated) && furniture_of(repeated.text) == Furniture::none) {
    const bool list = is_keyword(repeated.text, "INFO", rest) || is_keyword(repeated.text, "XMT", rest);
    if (list || begins_with_ri(repeated.text) || begins_as_name(repeated.text)) return false;
  }
  note(telegram_, "heading-repeated", cursor_.span_of(line.text, line), "the heading once more, word for word");
  repeated_ = true;
  cursor_ = again;
  return true;
}

HeadingReader::Taken HeadingReader::take_piece(std::string_view& piece, const Line& line, bool first) {
  if (first && in_lists() && begins_with_ri(piece) && !characters::begins_with(piece, "REF")) {
    add_address(piece, line);
    return Taken::yes;
  }
  if (first && in_lists() && is_archive_field(piece) && (archived_at_ > 0 || begins_archive_fields(line))) {
    if (archived_at_ == 0) archived_at_ = line.begin;
    note(telegram_, "stamp-line", cursor_.span_of(piece, line), "a field of the archive");
    piece = {};
    return Taken::yes;
  }
  if (recognised_ && is_break(piece) && (past_from() || !is_glued_break(piece))) {
    if (take_break(piece, line)) return Taken::stop;
    piece = {};
    return Taken::yes;
  }
  if (in_text_) return Taken::no;
  if (!first && in_lists() && begins_with_classification(piece)) {
    note(telegram_, "text-on-address-line", cursor_.span_of(piece, line), "the text begins on an address line");
    text_on_break_line_ = piece;
    telegram_.stop = Stop::text;
    return Taken::stop;
  }
  if (!past_from() && take_opening(piece, line)) return Taken::yes;
  if (first && telegram_.from && !in_lists() && !closed_) {
    if (take_late_dtg(piece, line) || (last_ == Field::dtg && take_continuation(piece))) return Taken::yes;
  }
  if (first && !past_from() && take_words_before_dtg(piece, line)) return Taken::yes;
  if (take_from(piece, line)) return Taken::yes;
  if (first) {
    const Taken furniture = take_furniture(piece, line);
    if (furniture != Taken::no) return furniture;
  }
  return take_addresses(piece, line, first);
}

// The classification at the foot of a page may stand at the head of the next again, a stamp between the two.
bool HeadingReader::page_follows() const {
  LineCursor ahead = cursor_;
  Line line;
  for (int lines = 0; lines < kMostAtPageBreak && ahead.next_filled(line); ++lines) {
    if (is_page_head(line.text)) return true;
    const Furniture furniture = furniture_of(line.text);
    const bool released = characters::begins_with(line.text, "DECLASSIFIED/RELEASED");
    if (furniture != Furniture::classification && furniture != Furniture::stamp && !released) return false;
  }
  return false;
}

// False where the heading goes on: some programs put BT above FM, with a classification between.
bool HeadingReader::take_break(std::string_view piece, const Line& line) {
  text_on_break_line_ = characters::trim(piece.substr(piece[1] == ' ' ? 3 : 2));
  const auto is_zen = [](const AddressLine& address) { return address.zen; };
  const bool only_zen = !telegram_.from && !closed_ && std::all_of(telegram_.to.begin(), telegram_.to.end(), is_zen) &&
                        std::all_of(telegram_.info.begin(), telegram_.info.end(), is_zen);
  if (text_on_break_line_.empty() && dtg_seen_ && only_zen && look_ahead(kMostCaptions).sure) {
    note(telegram_, "addresses-below-break", cursor_.span_of(piece, line), "format lines 6 to 8 stand below BT");
    lists_.enter(ListRole::none);
    return false;
  }
  if (!text_on_break_line_.empty()) {
    note(telegram_, "text-on-break-line", cursor_.span_of(piece, line), "the text begins on the line of BT");
  }
  telegram_.stop = Stop::break_sign;
  return true;
}

// Over what receiving offices add and no more than so many other lines.
HeadingReader::Ahead HeadingReader::look_ahead(int most_others) const {
  LineCursor ahead = cursor_;
  Line line;
  std::string_view rest;
  int others = 0;
  bool dtg = dtg_seen_;
  for (int lines = 0; lines < kMostAhead && ahead.next_filled(line); ++lines) {
    if (is_end_of_message(line.text)) return {};
    if (dtg_seen_ && (begins_telegram(line, ahead) || is_whole_dtg_line(line.text))) return {};
    if (is_keyword(line.text, "FM", rest) || (dtg_seen_ && is_keyword(line.text, "FROM", rest))) {
      const bool named = begins_as_name(rest) || rest.find("//") != std::string_view::npos;
      if (!ahead.next_filled(line)) return {true, dtg && named, false};
      // A text may have FM and a date-time group of its own.
      if (is_whole_dtg_line(line.text)) return {!dtg, !dtg, false};
      const bool to = is_keyword(line.text, "TO", rest) && (begins_with_ri(rest) || begins_as_name(rest));
      return {true, dtg && (named || to), false};
    }
    if (!dtg) {
      const std::optional<DtgLine> group = read_dtg_line(line.text);
      dtg = group && group->dated();
      if (dtg) continue;
    }
    const Furniture furniture = furniture_of(line.text);
    if (furniture == Furniture::accounting) return {};
    if (furniture != Furniture::none && furniture != Furniture::text) continue;
    const bool list = is_keyword(line.text, "TO", rest) || is_keyword(line.text, "INFO", rest);
    if (list || begins_with_ri(line.text)) return {false, false, true};
    if (++others > most_others) return {};
  }
  return {};
}

// A general message's number above its date-time group, the whole heading of many that services publish.
bool HeadingReader::is_title(std::string_view piece) const {
  LineCursor ahead = cursor_;
  Line below;
  return !recognised_ && is_number_in_series(piece) && ahead.next_filled(below) &&
         is_whole_dtg_line(without_dtg_label(below.text));
}

HeadingReader::Taken HeadingReader::take_furniture(std::string_view& piece, const Line& line) {
  const Span where = cursor_.span_of(piece, line);
  switch (furniture_of(piece)) {
    case Furniture::none:
      return Taken::no;
    case Furniture::page:
      note(telegram_, "page-line", where, "a page line inside the heading");
      break;
    case Furniture::distribution:
      note(telegram_, "distribution", where, "a distribution within the receiving office, no addressees");
      break;
    case Furniture::stamp:
      note(telegram_, "stamp-line", where, "a stamp of the receiving office");
      break;
    case Furniture::accounting:
      if (!past_from()) return Taken::no;
      note(telegram_, "accounting-line", where, "format line 10: accounting symbol or group count");
      lists_.enter(ListRole::none);
      closed_ = true;
      break;
    case Furniture::classification:
      if (past_from()) {
        if (!page_follows()) return leave(Stop::text);
        note(telegram_, "page-line", where, "a page's classification inside the heading");
        break;
      }
      if (dtg_seen_) {
        const Ahead ahead = look_ahead(kMostRemarks);
        if (!ahead.from && !ahead.list) return leave(Stop::text);
        like_text_ = true;
      }
      take_unknown(piece, line);
      break;
    case Furniture::text:
      if (past_from() && ends_in_text(piece)) return Taken::no;
      if (past_from()) return leave(Stop::text);
      if (look_ahead(kMostCaptions).sure || is_title(piece)) {
        like_text_ = dtg_seen_;
        take_unknown(piece, line);
        break;
      }
      if (dtg_seen_) return leave(Stop::text);
      in_text_ = !recognised_ && !characters::begins_with(piece, "UNCLAS") && !read_section_line(piece);
      take_unknown(piece, line);
      break;
  }
  piece = {};
  return Taken::yes;
}

void HeadingReader::take_unknown(std::string_view piece, const Line& line) {
  if (past_from()) {
    warn(telegram_, "unread-line", cursor_.span_of(piece, line), "a line of the heading that is no format line");
  }
  if (telegram_.unclassified_lines.size() < kMostUnclassified) {
    telegram_.unclassified_lines.push_back(characters::collapsed(piece));
  }
}

}  // namespace torntape::topology
