#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "topology/telegram/telegram.hpp"
#include "topology/telegram/writer.hpp"

namespace torntape::topology {

/// What format line 2 has besides its indicators: by default two letters of precedence before them.
struct RoutingLineForm {
  std::uint64_t before = 2;  ///< characters of the words before the first indicator's, line ends among them counted
  std::uint64_t width = 2;   ///< of the line on which those words end
  std::uint64_t glued = 0;   ///< characters before the first indicator in its own word (JANAP 128)
  std::uint64_t behind = 0;  ///< characters glued to the last indicator (JANAP 128: the full stop)
};

/// The form of the format line 2 that write_heading gives a copy of `telegram`.
RoutingLineForm routing_line_form(const Telegram& telegram);

/// Characters of format line 2 with `count` indicators, the i-th of letters(i) letters, in lines of kLineLength, line
/// ends included: those that write_heading writes. O(count).
template <class Letters>
std::uint64_t routing_line_characters(const RoutingLineForm& form, std::size_t count, Letters&& letters) {
  std::uint64_t total = form.before;
  std::uint64_t width = form.width;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t word = letters(i) + (i == 0 ? form.glued : 0) + (i + 1 == count ? form.behind : 0);
    const bool fits = width + 1 + word <= kLineLength;
    total += word + (fits ? 1 : kLineEndCharacters);
    width = word + (fits ? width + 1 : 0);
  }
  return total + kLineEndCharacters;
}

/// Characters of the page headings (PAGE n and `behind`, line ends included) of a transmission with `lines` lines from
/// format line 5 to the last of the text: one before every kPageLines of them but the first (ACP 127(G) 208, 223).
std::uint64_t page_heading_characters(std::uint64_t lines, std::uint64_t behind);

/// Characters of one transmission of `telegram` but for format line 2: the other lines of its heading as write_heading
/// writes them, BT, the text, page headings (PAGE n, station, serial, classification), BT, format line 16.
std::uint64_t characters_beside_routing(const Telegram& telegram, const Extent& text);

/// The text of each section of `telegram`, in the order of Telegram::texts, as it stands in `source`, the text that the
/// telegram was read from: its lines without blanks at their ends, from the first to the last that is not blank; page
/// headings, BT, format line 15 and NNNN left out.
std::vector<Extent> text_extents(std::string_view source, const Telegram& telegram);

}  // namespace torntape::topology
