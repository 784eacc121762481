#pragma once

#include <cstdint>
#include <string>
#include <string_view>
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

/// The parts of write_heading: format line 2 of a copy; what stands below it.
std::string write_routing_line(const Telegram& telegram, const CopyRouting& copy);
std::string write_below_routing(const Telegram& telegram);

/// One address of format line 7 or 8 behind `keyword` ("TO ", "INFO ", or nothing), on as many lines as it takes.
std::string write_address(std::string_view keyword, const AddressLine& line);

/// A whole telegram: heading, BT, the SECTION line where there is one, BT, NNNN. Reading it gives every field again.
std::string write_telegram(const Telegram& telegram);

}  // namespace torntape::topology
