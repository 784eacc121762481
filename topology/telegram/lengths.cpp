#include "topology/telegram/lengths.hpp"

#include <algorithm>
#include <string>

#include "topology/telegram/furniture.hpp"
#include "topology/telegram/heading.hpp"
#include "topology/telegram/lines.hpp"

namespace torntape::topology {
namespace {

Extent extent_of(std::string_view written) {
  const auto lines = static_cast<std::uint64_t>(std::count(written.begin(), written.end(), '\n'));
  return {written.size() - lines, lines};
}

// Lines of the heading from format line 5 on, which the first page counts.
std::uint64_t lines_from_dtg(const Telegram& telegram) {
  Telegram part;
  part.precedences = telegram.precedences;
  part.dtg = telegram.dtg;
  part.garbled_dtg = telegram.garbled_dtg;
  part.dtg_remark = telegram.dtg_remark;
  part.from = telegram.from;
  part.to = telegram.to;
  part.info = telegram.info;
  part.xmt = telegram.xmt;
  return extent_of(write_below_routing(part)).lines;
}

Extent text_extent(std::string_view source, std::size_t begin, std::size_t end) {
  Extent text;
  int before_last = 0;  // lines up to the last one that was counted, those left out not counted
  int first = 0;
  int left_out = 0;
  LineCursor cursor(source.substr(0, end), begin);
  Line line;
  while (cursor.next_filled(line)) {
    if (is_break(line.text) || is_end_of_message(line.text)) break;
    if (is_page_head(line.text) || read_page_line(line.text)) {
      ++left_out;
      continue;
    }
    if (first == 0) {
      first = line.number;
      left_out = 0;
    }
    const auto indent = static_cast<std::size_t>(line.text.data() - source.data()) - line.begin;
    text.characters += indent + line.text.size();
    before_last = line.number - left_out;
  }
  if (first > 0) text.lines = static_cast<std::uint64_t>(before_last - first) + 1;
  return text;
}

}  // namespace

RoutingLineForm routing_line_form(const Telegram& telegram) {
  constexpr std::string_view kIndicator = "Q";
  std::string written = write_routing_line(telegram, {'R', {std::string(kIndicator)}});
  written.pop_back();
  const std::size_t word = written.find_last_of(" \n") + 1;
  const std::string_view before = std::string_view(written).substr(0, word - 1);
  const std::size_t indicator = written.find(kIndicator, word + (telegram.jfl2 ? written.find("--", word) - word : 0));
  RoutingLineForm form;
  form.before = extent_of(before).sent();
  form.width = before.size() - (before.rfind('\n') + 1);
  form.glued = indicator - word;
  form.behind = written.size() - indicator - kIndicator.size();
  return form;
}

std::uint64_t page_heading_characters(std::uint64_t lines, std::uint64_t behind) {
  const std::uint64_t pages = (lines + kPageLines - 1) / kPageLines;
  if (pages < 2) return 0;
  constexpr std::uint64_t kShortest = 7;  // PAGE 02
  std::uint64_t total = (pages - 1) * (kShortest + behind + kLineEndCharacters);
  for (std::uint64_t shorter = 99; shorter < pages; shorter = 10 * shorter + 9) total += pages - shorter;
  return total;
}

std::uint64_t characters_beside_routing(const Telegram& telegram, const Extent& text) {
  constexpr std::uint64_t kBreak = 2 + kLineEndCharacters;
  const std::string& prosign = telegram.classification_prosign.value_or("");
  const std::uint64_t behind = 3 + telegram.originator_ri.value_or("").size() + telegram.ssn.value_or("").size() +
                               prosign.size() - std::min<std::size_t>(prosign.size(), 4);
  std::uint64_t total = extent_of(write_below_routing(telegram)).sent() + 2 * kBreak + kEndCharacters + text.sent();
  if (telegram.transmission_id) total += telegram.transmission_id->size() + kLineEndCharacters;
  return total + page_heading_characters(lines_from_dtg(telegram) + 1 + text.lines, behind);
}

std::vector<Extent> text_extents(std::string_view source, const Telegram& telegram) {
  std::vector<Extent> extents;
  for (const SectionText& section : telegram.texts) {
    const std::size_t begin = std::max(section.span.begin, telegram.text_begin);
    extents.push_back(text_extent(source, begin, std::max(begin, section.span.end)));
  }
  return extents;
}

}  // namespace torntape::topology
