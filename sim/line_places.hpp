#pragma once

#include <cstdint>
#include <vector>

namespace torntape::sim {

/// The order of all copies that wait on a circuit, whatever queue they are in: for where a copy may change from one to
/// another while it waits.
class LinePlaces {
 public:
  /// Not `kept`: there is no such copy, and nothing is noted.
  explicit LinePlaces(bool kept) : kept_(kept) {}

  /// The copy joins a line, behind all others.
  void joins(std::uint32_t copy) {
    if (kept_) set(copy, ++last_);
  }
  /// The copy goes back into a line, before all others.
  void goes_back(std::uint32_t copy) {
    if (kept_) set(copy, --first_);
  }
  /// Of two copies that wait on one circuit, whether the first stands behind the second.
  bool behind(std::uint32_t one, std::uint32_t other) const { return places_[one] > places_[other]; }

 private:
  void set(std::uint32_t copy, std::int64_t place) {
    if (copy >= places_.size()) places_.resize(copy + 1);
    places_[copy] = place;
  }

  bool kept_;
  std::vector<std::int64_t> places_;  ///< by copy
  std::int64_t last_ = 0;
  std::int64_t first_ = 0;
};

}  // namespace torntape::sim
