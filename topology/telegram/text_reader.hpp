#pragma once

#include <string_view>

#include "topology/telegram/lines.hpp"
#include "topology/telegram/sections.hpp"
#include "topology/telegram/telegram.hpp"

namespace torntape::topology {

/// Reads the SECTION line among the first lines of a text, and goes on to the telegram's end: behind NNNN, or before
/// the next telegram (with the lines of its preamble). `first_words` is what stands on the BT line.
void read_text(LineCursor& cursor, SectionTally& tally, Telegram& telegram, std::string_view first_words);

}  // namespace torntape::topology
