#include "topology/telegram/split.hpp"

#include "topology/telegram/characters.hpp"
#include "topology/telegram/dtg.hpp"
#include "topology/telegram/format_lines.hpp"
#include "topology/telegram/furniture.hpp"
#include "topology/telegram/precedence_words.hpp"

namespace torntape::topology {
namespace {

using characters::is_blank;
using characters::upper;

constexpr int kLinesAhead = 8;
constexpr std::size_t kLongestPreamble = 40;

bool has_origin_line_below(LineCursor after) {
  Line line;
  for (int i = 0; i < kLinesAhead && after.next_filled(line); ++i) {
    if (read_origin_line(line.text)) return true;
    const std::optional<RoutingLine> more = read_routing_continuation(line.text);
    if (!more) return false;
    if (!more->rest.empty()) return true;
  }
  return false;
}

bool has_classification_or_dtg_below(LineCursor after) {
  Line line;
  std::string_view rest;
  return after.next_filled(line) && (read_classification_line(line.text, rest) || is_whole_dtg_line(line.text));
}

bool has_from_line_below(LineCursor after) {
  Line line;
  return after.next_filled(line) && characters::begins_with_word(line.text, "FM");
}

bool begins_with_precedence(std::string_view text, const LineCursor& after) {
  if (text[1] == text[0] && text.size() > 6 && is_blank(text[2])) {
    const std::optional<RoutingLine> routing = read_routing_line(text);
    if (routing && (!routing->rest.empty() || has_origin_line_below(after))) return true;
  }
  if (text.size() > 30 && is_blank(text[8]) && read_janap_line(text)) return true;
  const bool two = is_precedence_letter(upper(text[1])) && is_blank(text[2]);
  const bool letter_alone = is_blank(text[1]) || two || text[1] == '/' || text[1] == '-';
  return letter_alone && is_whole_dtg_line(text) && has_from_line_below(after);
}

}  // namespace

bool begins_telegram(const Line& line, const LineCursor& after) {
  const std::string_view text = line.text;
  if (text.size() < 9) return false;
  switch (upper(text[0])) {
    case 'V':
      return characters::begins_with(text, "VZCZC");
    case 'Z':
      if (characters::begins_with(text, "ZCZC")) return true;
      return begins_with_precedence(text, after);
    case 'O':
    case 'P':
    case 'R':
    case 'Y':
    case 'W':
      return begins_with_precedence(text, after);
    case '0':
      return is_blank(text[1]) && is_whole_dtg_line(text) && has_from_line_below(after);
    case 'D': {
      const std::string_view group = without_dtg_label(text);
      if (group.size() < text.size()) return is_whole_dtg_line(group) && has_from_line_below(after);
      if (upper(text[1]) != 'E' || !is_blank(text[2])) return false;
      const std::optional<OriginLine> origin = read_origin_line(text);
      return origin && origin->ssn && origin->filing_time && has_classification_or_dtg_below(after);
    }
    default:
      return false;
  }
}

bool is_preamble(std::string_view line) {
  if (line.empty() || line.size() > kLongestPreamble) return false;
  if (characters::begins_with(line, "CLASSIFICATION:") || characters::equals(line, "ADMINISTRATIVE MESSAGE"))
    return true;
  if (characters::begins_with_word(line, "UNCLASSIFIED") && line.find(' ') == std::string_view::npos) return true;
  return read_right_precedence_word(line) || is_page_head(line);
}

}  // namespace torntape::topology
