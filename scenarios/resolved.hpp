#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/reader.hpp"

namespace torntape::scenarios {

/// The keys of the scenario of `text`, which reads without an error, as one line of JSON: in the order of the
/// reference, values as written, with `overrides` applied, and where a key is left out what then holds, in the words of
/// the reference. Says what was run, whatever a later version takes for usual.
std::string resolved_json(std::string_view text, const std::string& path, const std::vector<Override>& overrides);

}  // namespace torntape::scenarios
