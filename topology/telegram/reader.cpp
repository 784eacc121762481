#include "topology/telegram/reader.hpp"

#include <algorithm>

#include "topology/telegram/characters.hpp"
#include "topology/telegram/diagnose.hpp"
#include "topology/telegram/furniture.hpp"
#include "topology/telegram/heading.hpp"
#include "topology/telegram/lines.hpp"
#include "topology/telegram/precedence_words.hpp"
#include "topology/telegram/section_line.hpp"
#include "topology/telegram/sections.hpp"
#include "topology/telegram/text_reader.hpp"

namespace torntape::topology {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The highest on format line 5, else format line 2's, else the word of a DD-173 heading's precedence line.
std::optional<char> precedence_of(const Telegram& telegram) {
  if (!telegram.precedences.empty()) {
    char highest = telegram.precedences.front();
    for (const char letter : telegram.precedences) highest = more_urgent(highest, letter);
    return highest;
  }
  if (telegram.routing_precedence) {
    return more_urgent(telegram.routing_precedence->front(), telegram.routing_precedence->back());
  }
  if (telegram.jfl2) return telegram.jfl2->precedence;
  for (const std::string& line : telegram.unclassified_lines) {
    const std::optional<PrecedenceWord> word = read_precedence_word(line);
    if (word && !word->niact) return word->letter;
  }
  return std::nullopt;
}

// All of `telegram` is forgotten but for the room of its longest lists.
void clear(Telegram& telegram) {
  Telegram none;
  std::swap(none.to, telegram.to);
  std::swap(none.info, telegram.info);
  none.to.clear();
  none.info.clear();
  telegram = std::move(none);
}

void remark_missing(Telegram& telegram) {
  if (!telegram.dtg && telegram.precedences.empty()) {
    warn(telegram, "date-time-group-missing", telegram.span, "no date-time group (format line 5)");
  }
  if (!telegram.from) warn(telegram, "originator-missing", telegram.span, "no originator (FM, format line 6)");
  if (telegram.to.empty() && telegram.info.empty()) {
    warn(telegram, "addressees-missing", telegram.span, "no addressees (TO and INFO, format lines 7 and 8)");
  } else if (telegram.to.empty()) {
    note(telegram, "action-missing", telegram.span, "no action addressees (TO, format line 7)");
  }
}

void finish(Telegram& telegram, bool recognised) {
  for (const std::string& line : telegram.unclassified_lines) {
    if (!telegram.section_line) telegram.section_line = read_section_line(line);
  }
  if (!recognised) telegram.unclassified_lines.clear();
  if (!recognised && !telegram.section_line) {
    diagnose(telegram, Diagnostic::Severity::error, "no-heading", telegram.span,
             "no telegram heading: a line such as VZCZC..., DE ..., a date-time group or FM would be one");
    return;
  }
  telegram.precedence = precedence_of(telegram);
  combine_sections(telegram);
  if (telegram.section && telegram.section_line && *telegram.section != telegram.section_line->first) {
    warn(telegram, "section-differs", telegram.span, "format line 3 and the SECTION line name different sections");
  }
  remark_missing(telegram);
}

}  // namespace

TelegramReader::TelegramReader(std::string_view text, std::string file, int lines, std::size_t telegrams)
    : text_(with_plain_blanks(text, storage_)),
      file_(std::move(file)),
      cursor_(text_, lines == 0 && text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0, lines),
      read_(telegrams) {}

bool TelegramReader::next(Telegram& telegram) {
  clear(telegram);
  telegram.file = file_;
  LineCursor start = cursor_;
  Line line;
  while (true) {
    start = cursor_;
    if (!cursor_.next(line)) break;
    if (!line.blank()) break;
  }
  const bool empty = line.blank();
  if (empty && read_ > 0) return false;
  cursor_ = start;
  cursor_.forget_blank();
  telegram.span = {cursor_.offset(), 0, cursor_.lines() + 1, 1};
  SectionTally tally(telegram);
  HeadingReader heading(cursor_, tally, telegram);
  heading.read();
  const std::string_view words = heading.text_on_break_line();
  telegram.text_begin = words.empty() ? cursor_.offset() : static_cast<std::size_t>(words.data() - text_.data());
  if (telegram.stop != Stop::next_telegram && !telegram.ended) read_text(cursor_, tally, telegram, words);
  telegram.span.end = cursor_.offset();
  tally.finish(cursor_.offset(), cursor_.characters());
  finish(telegram, heading.recognised());
  if (!heading.recognised() && !telegram.section_line && read_ > 0) return false;
  ++read_;
  return true;
}

std::vector<Telegram> read_telegrams(std::string_view text, const std::string& file) {
  TelegramReader reader(text, file);
  std::vector<Telegram> telegrams;
  Telegram telegram;
  while (reader.next(telegram)) telegrams.push_back(std::move(telegram));
  return telegrams;
}

}  // namespace torntape::topology
