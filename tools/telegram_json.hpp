#pragma once

#include <string>

#include "topology/telegram/telegram.hpp"

namespace torntape::tools {

/// Appends `telegram` to `text` as one JSON object on one line, without a line end. Keys and form: docs/telegrams.md.
/// Bytes that are no UTF-8 come out as U+FFFD.
void append_json(std::string& text, const topology::Telegram& telegram);

}  // namespace torntape::tools
