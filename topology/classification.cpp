#include "topology/classification.hpp"

#include <array>
#include <string>

#include "topology/telegram/characters.hpp"
#include "topology/telegram/telegram.hpp"

namespace torntape::topology {
namespace {

constexpr std::array<std::string_view, kClassifications> kWords{"UNCLASSIFIED", "EFTO",   "RESTRICTED",
                                                                "CONFIDENTIAL", "SECRET", "TOP SECRET"};
constexpr std::string_view kLetters = "UERCST";

/// The classification whose letter every one of `letters` is.
std::optional<Classification> of_repeated(std::string_view letters) {
  if (letters.empty() || letters.find_first_not_of(letters.front()) != std::string_view::npos) return std::nullopt;
  return classification_of(letters.substr(0, 1));
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

std::optional<Classification> classification_of(const Telegram& telegram) {
  if (telegram.classification_prosign) {
    std::string line = *telegram.classification_prosign;
    for (char& c : line) c = characters::upper(c);
    if (line.starts_with("ZNR")) return Classification::unclassified;
    // What stands behind a slash says who may handle it, not how it is guarded on the way.
    const std::string_view letters = characters::trim(std::string_view(line).substr(3));
    return of_repeated(letters.substr(0, letters.find('/')));
  }
  if (!telegram.jfl2) return std::nullopt;
  return classification_of(telegram.jfl2->security);
}

}  // namespace torntape::topology
