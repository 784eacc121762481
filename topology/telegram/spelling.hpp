#pragma once

#include <cstddef>
#include <string_view>

namespace torntape::topology {

inline constexpr std::size_t kLongestSpelling = 12;

/// How many letters are wrong, missing or too many between `a` and `b`, each of at most kLongestSpelling letters; two
/// neighbours exchanged count once (optimal string alignment).
int letters_wrong(std::string_view a, std::string_view b);

}  // namespace torntape::topology
