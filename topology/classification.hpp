#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace torntape::topology {

struct Telegram;

/// How a message must be guarded, the least first (format line 4, ACP 127(G) 124, 203): U, E (unclassified, encrypted
/// for transmission only), R, C, S, T. A circuit is approved for one of them and all before it.
enum class Classification : std::uint8_t {
  unclassified = 0,
  efto = 1,
  restricted = 2,
  confidential = 3,
  secret = 4,
  top_secret = 5
};
inline constexpr int kClassifications = 6;

/// UNCLASSIFIED, EFTO, RESTRICTED, CONFIDENTIAL, SECRET or TOP SECRET.
std::string_view word(Classification classification);

/// The classification of one of these words, or of the letter U, E, R, C, S or T.
std::optional<Classification> classification_of(std::string_view word_or_letter);

/// What a heading shows: on format line 4 by ZNR or the letter that stands five times after ZNY, where there is no such
/// line by the fourth letter of a JANAP 128 heading.
struct ShownClass {
  std::optional<Classification>
      classification;  ///< the highest of different letters; none where no letter stands for one
  bool shown = false;  ///< there is such a line, or such a letter
  bool clear = true;   ///< all letters are the same
};
ShownClass class_shown_by(const Telegram& telegram);

}  // namespace torntape::topology
