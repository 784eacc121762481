#include "topology/telegram/text_reader.hpp"

#include "topology/telegram/characters.hpp"
#include "topology/telegram/classification_line.hpp"
#include "topology/telegram/furniture.hpp"
#include "topology/telegram/section_line.hpp"
#include "topology/telegram/split.hpp"

namespace torntape::topology {
namespace {

constexpr int kSectionLines = 12;  // filled lines of a text among which its SECTION line stands

// True of lines that stand below the SECTION line, wherever there is one.
bool is_past_section_line(std::string_view text) {
  for (const std::string_view word : {"E.O.", "TAGS", "SUBJ", "REF", "MSGID", "1."}) {
    if (characters::begins_with(text, word)) return true;
  }
  return false;
}

std::optional<std::pair<int, int>> section_of(std::string_view text) {
  const std::optional<std::pair<int, int>> section = read_section_line(text);
  return section || !begins_with_classification(text) ? section : read_garbled_section_line(text);
}

// Looks for the SECTION line in the next of a text's first lines; one that is wrapped is put together with the next.
class SectionSearch {
 public:
  SectionSearch(const LineCursor& cursor, Telegram& telegram) : cursor_(cursor), telegram_(telegram) {}

  bool done() const { return lines_ >= kSectionLines || telegram_.section_line; }
  void look(std::string_view text, const Line& line) {
    ++lines_;
    const bool astray = lines_ == 1 && characters::begins_with(text, "TAGS");  // it may stand above the classification
    if (!astray && (is_past_section_line(text) || (below_tags_ && !begins_with_classification(text)))) {
      lines_ = kSectionLines;
      return;
    }
    below_tags_ = astray;
    if (!broken_.empty()) text = broken_ += ' ' + std::string(text.substr(0, 80));
    telegram_.section_line = section_of(text);
    if (telegram_.section_line) {
      telegram_.fields.emplace_back(Field::section_line, cursor_.span_of(line.text, line));
    } else if (broken_.empty() && text.size() < 160 && section_line_is_broken(text)) {
      broken_ = text;
    } else {
      broken_.clear();
    }
  }

 private:
  const LineCursor& cursor_;
  Telegram& telegram_;
  std::string broken_;
  int lines_ = 0;
  bool below_tags_ = false;
};

}  // namespace

void read_text(LineCursor& cursor, SectionTally& tally, Telegram& telegram, std::string_view first_words) {
  SectionSearch sections(cursor, telegram);
  Line line;
  if (!first_words.empty() && !telegram.section_line) telegram.section_line = section_of(first_words);
  LineCursor preamble = cursor;  // before the preamble lines that stand directly above
  bool in_preamble = false;
  while (true) {
    const LineCursor before = cursor;
    if (!cursor.next(line)) break;
    if (line.blank()) continue;
    if (begins_telegram(line, cursor)) {
      cursor = in_preamble ? preamble : before;
      break;
    }
    if (telegram.ended) {
      cursor = before;
      break;
    }
    if (is_preamble(line.text)) {
      if (!in_preamble) preamble = before;
      in_preamble = true;
    } else {
      in_preamble = false;
    }
    tally.see(line);
    if (!sections.done()) sections.look(line.text, line);
    telegram.ended = is_end_of_message(line.text);
  }
}

}  // namespace torntape::topology
