#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "topology/telegram/telegram.hpp"

namespace torntape::topology {

/// Reads every telegram that `text` holds, one after the other, in one pass and linear time; any bytes give an answer.
/// At least one telegram comes back; where nothing is recognised it is empty but for its diagnostics.
/// `file` only names the text, in the telegrams.
std::vector<Telegram> read_telegrams(std::string_view text, const std::string& file);

}  // namespace torntape::topology
