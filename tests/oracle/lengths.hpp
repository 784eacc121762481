#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "oracle/naive.hpp"

namespace torntape::oracle {

/// The characters of each section of a traced message's text.
std::vector<std::int64_t> sections_of_text(std::int64_t characters, const Rules& rules);

/// Characters of lines as they are sent, each line's end 2CR 1LF.
std::int64_t characters_sent(const std::vector<std::string>& lines);

/// Characters of a transmission: its heading but for format line 2, format line 2 with `items`, BT, `text`, page
/// headings that end in `behind`, BT, format line 16. `above` stands above format line 2, `below` from format line 3
/// on; format line 5 is the third of these.
std::int64_t transmission(const std::vector<std::string>& above, const std::vector<std::string>& below,
                          const std::vector<std::string>& items, const std::vector<std::string>& text,
                          const std::string& behind);

/// The same of section `section` (from 0) of a traced message, whose heading is made of its addresses.
std::int64_t traced_transmission(const Scenario& scenario, const Message& message, std::size_t section,
                                 const std::vector<std::string>& items);

}  // namespace torntape::oracle
