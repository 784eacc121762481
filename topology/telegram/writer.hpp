#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "topology/telegram/telegram.hpp"

namespace torntape::topology {

/// The longest line of a telegram, its end not counted (ACP 127(G) 138).
inline constexpr std::size_t kLineLength = 69;
/// Lines of a page, counted from format line 5 on the first (ACP 127(G) 208).
inline constexpr std::uint64_t kPageLines = 20;
/// Characters of format line 16: 2CR 8LF NNNN 12LTRS (ACP 127(G) 114).
inline constexpr std::uint64_t kEndCharacters = 26;
/// Characters of a line's end: 2CR 1LF.
inline constexpr std::uint64_t kLineEndCharacters = 3;

/// Format line 2 of one copy.
struct CopyRouting {
  char precedence = 'R';                ///< Z O P R, printed twice (JANAP 128: once)
  std::vector<std::string> indicators;  ///< those that this copy is for
};

/// Format lines 1 to 9 of `telegram`, each line ended by LF. No line is longer than kLineLength but one with a word, a
/// name or a remark that cannot be broken so that it reads the same again. Reading it gives every field again, but for
/// what the text gives (section_line).
std::string write_heading(const Telegram& telegram);

/// As write_heading, with format line 2 of a copy.
std::string write_heading(const Telegram& telegram, const CopyRouting& copy);

/// A whole telegram: heading, BT, the SECTION line where there is one, BT, NNNN. Reading it gives every field again.
std::string write_telegram(const Telegram& telegram);

/// Characters of one transmission of a copy: the heading; BT; `text_characters` in lines of kLineLength; a page heading
/// (PAGE n, station, serial, classification) before each page but the first; BT; format line 16. The first page has
/// kPageLines lines from format line 5 on, each further one kPageLines lines of text. Line ends count three.
std::uint64_t formatted_characters(const Telegram& telegram, const CopyRouting& copy, std::uint64_t text_characters);

}  // namespace torntape::topology
