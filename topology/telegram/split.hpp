#pragma once

#include "topology/telegram/lines.hpp"

namespace torntape::topology {

/// True where a telegram begins at `line`, `after` standing behind it: format line 1; JANAP 128's format line 2; format
/// line 2 with DE below it; format line 3 with format line 4 or 5 below it; format line 5 with FM below it.
/// Looks at no more than eight filled lines beyond.
bool begins_telegram(const Line& line, const LineCursor& after);

/// True of a line that may stand above a heading and belong to it: a classification or a precedence word alone,
/// CLASSIFICATION: ..., ADMINISTRATIVE MESSAGE.
bool is_preamble(std::string_view line);

}  // namespace torntape::topology
