#include "topology/classification.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "topology/telegram/characters.hpp"
#include "topology/telegram/telegram.hpp"

namespace torntape::topology {
namespace {

constexpr std::array<std::string_view, kClassifications> kWords{"UNCLASSIFIED", "EFTO",   "RESTRICTED",
                                                                "CONFIDENTIAL", "SECRET", "TOP SECRET"};
constexpr std::string_view kLetters = "UERCST";

ShownClass shown_by(std::string_view letters) {
  ShownClass shown;
  shown.shown = true;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    shown.classification = std::max(shown.classification, classification_of(letters.substr(i, 1)));
    shown.clear = shown.clear && letters[i] == letters.front();
  }
  return shown;
}

}  // namespace

std::string_view word(Classification classification) {
  return kWords[static_cast<std::size_t>(classification)];
}

std::optional<Classification> classification_of(std::string_view word_or_letter) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (word_or_letter == kWords[i] || word_or_letter == kLetters.substr(i, 1)) return static_cast<Classification>(i);
  }
  return std::nullopt;
}

ShownClass class_shown_by(const Telegram& telegram) {
  if (telegram.classification_prosign) {
    std::string line = *telegram.classification_prosign;
    for (char& c : line) c = characters::upper(c);
    if (line.starts_with("ZNR")) return {Classification::unclassified, true, true};
    // What stands behind a slash says who may handle it, not how it is guarded on the way.
    const std::string_view letters = characters::trim(std::string_view(line).substr(3));
    return shown_by(letters.substr(0, letters.find('/')));
  }
  if (!telegram.jfl2) return {};
  return shown_by(telegram.jfl2->security);
}

}  // namespace torntape::topology
