// Format lines 1 to 5: the machine's part of the heading.
#include "topology/telegram/characters.hpp"
#include "topology/telegram/diagnose.hpp"
#include "topology/telegram/furniture.hpp"
#include "topology/telegram/heading.hpp"
#include "topology/telegram/split.hpp"

namespace torntape::topology {
namespace {

using characters::begins_with;
using characters::trim;

// Where format line 5 begins inside `text`, which is the rest of another format line; npos where it does not.
std::size_t find_dtg(std::string_view text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t at = text.size() - rest.size();
    const auto parts = [](char c) { return characters::is_blank(c) || c == '/' || c == '-'; };
    const bool could = rest.size() > 8 && (characters::is_digit(rest[0]) || parts(rest[1]));
    if (could) {
      if (is_whole_dtg_line(rest.substr(0, 40))) return at;
    }
    characters::take_word(rest);
  }
  return std::string_view::npos;
}

std::size_t find_from(std::string_view text) {
  const std::size_t at = characters::find_word(text, "FM");
  return at == std::string_view::npos || trim(text.substr(at + 2)).empty() ? text.size() : at;
}

}  // namespace

bool HeadingReader::take_opening(std::string_view& piece, const Line& line) {
  return take_transmission(piece, line) || take_routing(piece, line) || take_origin(piece, line) ||
         take_classification(piece, line) || take_dtg(piece, line) || take_continuation(piece);
}

bool HeadingReader::take_transmission(std::string_view& piece, const Line& line) {
  if (telegram_.transmission_id || telegram_.originator_ri || dtg_seen_) return false;
  std::string_view rest;
  telegram_.transmission_id = read_transmission_line(piece, rest);
  if (!telegram_.transmission_id) return false;
  found(Field::transmission_id, piece.substr(0, piece.size() - rest.size()), line);
  piece = rest;
  return true;
}

bool HeadingReader::take_routing(std::string_view& piece, const Line& line) {
  if (telegram_.originator_ri || dtg_seen_ || telegram_.routing_precedence) return false;
  if (std::optional<RoutingLine> routing = read_routing_line(piece)) {
    telegram_.routing_precedence = std::move(routing->precedence);
    telegram_.routing_line = std::move(routing->indicators);
    found(Field::routing_line, piece, line);
    piece = routing->rest;
    return true;
  }
  janap_ = read_janap_line(piece);
  if (!janap_) return false;
  telegram_.originator_ri = janap_->originator_ri;
  if (!janap_->ssn.empty()) telegram_.ssn = janap_->ssn;
  telegram_.filing_time = janap_->filing_time;
  telegram_.class_redundancy = janap_->redundancy;
  found(Field::routing_line, piece.substr(0, piece.size() - janap_->rest.size()), line);
  piece = janap_->rest;
  return true;
}

bool HeadingReader::take_origin(std::string_view& piece, const Line& line) {
  if (telegram_.originator_ri || dtg_seen_ || piece.size() < 7) return false;
  std::optional<OriginLine> origin = read_origin_line(piece);
  if (!origin) return false;
  telegram_.originator_ri = std::move(origin->ri);
  telegram_.ssn = std::move(origin->ssn);
  telegram_.section = origin->section;
  telegram_.filing_time = std::move(origin->filing_time);
  found(Field::originator, piece.substr(0, piece.size() - origin->rest.size()), line);
  if (!telegram_.ssn) {
    warn(telegram_, "serial-missing", cursor_.span_of(piece, line), "format line 3 without a station serial number");
  }
  if (!telegram_.filing_time) {
    warn(telegram_, "filing-time-missing", cursor_.span_of(piece, line), "format line 3 without a filing time");
  }
  const bool more = begins_with(origin->rest, "ZN") || find_dtg(origin->rest) == 0;
  if (!more && !origin->rest.empty()) {
    note(telegram_, "origin-remark", cursor_.span_of(origin->rest, line),
         "after the filing time: " + characters::collapsed(origin->rest));
  }
  piece = more ? origin->rest : std::string_view{};
  return true;
}

bool HeadingReader::take_classification(std::string_view& piece, const Line& line) {
  if (telegram_.classification_prosign || dtg_seen_) return false;
  std::string_view rest;
  telegram_.classification_prosign = read_classification_line(piece, rest);
  if (!telegram_.classification_prosign) return false;
  found(Field::classification_prosign, piece.substr(0, piece.size() - rest.size()), line);
  const std::size_t dtg = find_dtg(rest);
  const std::string_view remark = trim(rest.substr(0, dtg));
  if (!remark.empty()) set_classification_remark(remark);
  piece = dtg == std::string_view::npos ? std::string_view{} : rest.substr(dtg);
  return true;
}

void HeadingReader::set_classification_remark(std::string_view remark) {
  bool others = telegram_.fl4_remark.has_value();
  for (std::string& signal : operating_signals(remark, others)) telegram_.opsigs_fl4.push_back(std::move(signal));
  for (Zui& link : read_zui(remark)) telegram_.zui.push_back(std::move(link));
  if (!others) return;
  if (telegram_.fl4_remark) {
    (*telegram_.fl4_remark += ' ') += characters::collapsed(remark);
  } else {
    telegram_.fl4_remark = characters::collapsed(remark);
  }
}

bool HeadingReader::take_dtg(std::string_view& piece, const Line& line) {
  if (dtg_seen_) return false;
  const std::string_view group = without_dtg_label(piece);
  if (group.size() < piece.size() && opening_follows()) return false;
  std::optional<DtgLine> dtg = read_dtg_line(group);
  // Archives have a date-time group of their own above what they keep of a telegram, or on its line.
  bool archived = false;
  LineCursor ahead = cursor_;
  Line below;
  std::string_view ignored;
  const bool from_below = ahead.next_filled(below) && is_keyword(below.text, "FM", ignored);
  if (dtg && dtg->precedences.empty() && !dtg->rest.empty() && !is_keyword(dtg->rest, "FM", ignored)) {
    archived = find_from(dtg->rest) < dtg->rest.size() && furniture_of(dtg->rest) == Furniture::text;
    if (!recognised_ && !archived) dtg.reset();
  }
  if (dtg && dtg->zero && !from_below && find_from(dtg->rest) == dtg->rest.size()) dtg.reset();
  if (!dtg) {
    if ((!recognised_ && line.number > 40) || !from_below) return false;
    dtg = read_garbled_dtg_line(group);
    if (!dtg) return false;
  }
  enter_dtg(*dtg, line);
  const std::size_t from = find_from(dtg->rest);
  enter_dtg_remark(trim(dtg->rest.substr(0, from)), archived, line);
  piece = dtg->rest.substr(from);
  return true;
}

// Format line 5 below FM, where some programs that send from forms have put it.
bool HeadingReader::take_late_dtg(std::string_view& piece, const Line& line) {
  if (dtg_seen_) return false;
  const std::optional<DtgLine> dtg = read_dtg_line(without_dtg_label(piece));
  if (!dtg || !dtg->whole()) return false;
  enter_dtg(*dtg, line);
  std::string_view ignored;
  const bool list = is_keyword(dtg->rest, "TO", ignored) || is_keyword(dtg->rest, "INFO", ignored);
  const std::size_t end = list ? 0 : end_of_field(dtg->rest, true);
  enter_dtg_remark(trim(dtg->rest.substr(0, end)), false, line);
  piece = dtg->rest.substr(end);
  return true;
}

// A form's line may stand above a whole heading, which has a format line 5 of its own.
bool HeadingReader::opening_follows() const {
  LineCursor ahead = cursor_;
  Line below;
  std::string_view rest;
  do {
    if (!ahead.next_filled(below)) return false;
  } while (is_preamble(below.text));
  if (begins_telegram(below, ahead) || read_origin_line(below.text)) return true;
  if (read_classification_line(below.text, rest)) return true;
  const std::optional<DtgLine> dtg = read_dtg_line(without_dtg_label(below.text));
  return dtg && dtg->dated();
}

void HeadingReader::enter_dtg(const DtgLine& dtg, const Line& line) {
  dtg_seen_ = true;
  telegram_.precedences = dtg.precedences;
  telegram_.dtg = dtg.dtg;
  if (!dtg.dtg) telegram_.garbled_dtg = characters::collapsed(dtg.printed);
  found(Field::dtg, dtg.printed, line);
  remark_dtg(dtg, line);
}

void HeadingReader::enter_dtg_remark(std::string_view remark, bool archived, const Line& line) {
  if (remark.empty()) return;
  if (archived) {
    take_unknown(remark, line);
  } else {
    set_dtg_remark(remark);
  }
}

void HeadingReader::remark_dtg(const DtgLine& dtg, const Line& line) {
  const Span where = cursor_.span_of(dtg.printed, line);
  if (!dtg.dtg) {
    warn(telegram_, "date-time-group-garbled", where, "no date-time group: ddhhmmZ and a month would be right");
    return;
  }
  if (dtg.zero) note(telegram_, "misspelt-precedence", where, "the digit 0 before the date-time group, read as O");
  if (!dtg.zone) note(telegram_, "zone-missing", where, "date-time group without Z; Z supplied");
  if (!dtg.year) note(telegram_, "year-missing", where, "date-time group without a year");
  if (dtg.precedences.empty()) note(telegram_, "precedence-missing", where, "no precedence before the date-time group");
}

void HeadingReader::set_dtg_remark(std::string_view remark) {
  bool others = false;
  for (std::string& signal : operating_signals(remark, others)) telegram_.dtg_opsigs.push_back(std::move(signal));
  std::string_view rest = remark;
  while (!rest.empty()) {
    const std::string_view word = characters::take_word(rest);
    for (const std::string_view key : {std::string_view("PSN"), std::string_view("MID")}) {
      if (!begins_with(word, key)) continue;
      std::string_view value = word.substr(3);
      std::string_view after = rest;
      if (value.empty() || value == ":") value = characters::take_word(after);
      if (value.empty() || value.find_first_of("0123456789") == std::string_view::npos) continue;
      if (word.size() <= 4) rest = after;
      (key == "PSN" ? telegram_.psn : telegram_.mid) = std::string(value);
    }
  }
  if (telegram_.dtg_remark) {
    (*telegram_.dtg_remark += ' ') += characters::collapsed(remark);
  } else {
    telegram_.dtg_remark = characters::collapsed(remark);
  }
}

// UNCLASSIFIED// ROUTINE R 031200Z MAY 19 FM ...: what stands above a DD-173 heading, on its line.
bool HeadingReader::take_words_before_dtg(std::string_view& piece, const Line& line) {
  if (dtg_seen_ || piece.size() < 16) return false;
  const std::size_t at = find_dtg(piece);
  if (at == std::string_view::npos || at == 0) return false;
  LineCursor ahead = cursor_;
  Line below;
  const std::string_view rest = piece.substr(at);
  const bool from =
      find_from(rest) < rest.size() || (ahead.next_filled(below) && characters::begins_with_word(below.text, "FM"));
  if (!from) return false;
  take_unknown(trim(piece.substr(0, at)), line);
  piece = rest;
  return true;
}

bool HeadingReader::take_continuation(std::string_view& piece) {
  if (!last_) return false;
  bool others = false;
  if (*last_ == Field::routing_line && janap_) {
    if (!continue_janap_line(piece, *janap_)) return false;
    piece = janap_->rest;
    return true;
  }
  if (*last_ == Field::routing_line) {
    std::optional<RoutingLine> more = read_routing_continuation(piece);
    if (!more) return false;
    for (std::string& indicator : more->indicators) telegram_.routing_line.push_back(std::move(indicator));
    piece = more->rest;
    return true;
  }
  if (*last_ == Field::classification_prosign) {
    const std::size_t dtg = find_dtg(piece);
    if (dtg == 0) return false;
    operating_signals(piece.substr(0, dtg).substr(0, 80), others);
    if (others && !characters::begins_with_word(piece, "ZUI") && piece.front() != '(') return false;
    set_classification_remark(trim(piece.substr(0, dtg)));
    piece = dtg == std::string_view::npos ? std::string_view{} : piece.substr(dtg);
    return true;
  }
  if (*last_ == Field::dtg) {
    const std::size_t from = find_from(piece);
    if (from == 0) return false;
    operating_signals(piece.substr(0, from).substr(0, 80), others);
    const bool known =
        begins_with(piece, "PSN") || begins_with(piece, "MID") || characters::begins_with_word(piece, "MIN");
    if (others && !known) return false;
    set_dtg_remark(trim(piece.substr(0, from)));
    piece = piece.substr(from);
    return true;
  }
  return false;
}

}  // namespace torntape::topology
