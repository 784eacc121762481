#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/draft.hpp"
#include "sim/quantiles.hpp"
#include "sim/random.hpp"

namespace torntape::sim {

/// Stations that addressees are drawn from.
struct Candidates {
  std::vector<StationId> stations;
  std::vector<double> weights;               ///< cumulative, the last 1; empty: uniform
  std::vector<std::uint32_t> addressees_at;  ///< by candidate: how many addressees the station serves
  std::vector<std::uint32_t> place_of;       ///< by station: its place among the candidates, or kNone
};

/// Finds what `pick` finds among cumulative weights, in a time that does not grow with their number (Chen and Asau, "On
/// generating random variates from an empirical distribution", 1974).
class Guide {
 public:
  explicit Guide(const std::vector<double>& cumulative) : first_(cumulative.size()) {
    std::uint32_t place = 0;
    for (std::size_t i = 0; i < first_.size(); ++i) {
      while (cumulative[place] * static_cast<double>(first_.size()) <= static_cast<double>(i)) ++place;
      first_[i] = place;
    }
  }

  std::uint32_t pick(const std::vector<double>& cumulative, double u) const {
    const auto part = static_cast<std::size_t>(u * static_cast<double>(first_.size()));
    std::uint32_t place = first_[std::min(part, first_.size() - 1)];
    while (place > 0 && cumulative[place - 1] > u) --place;
    while (cumulative[place] <= u) ++place;
    return place;
  }

 private:
  std::vector<std::uint32_t> first_;  ///< for each equal part of [0, 1): what its beginning stands for
};

/// Uniform below `bound` (Lemire, "Fast random integer generation in an interval", 2019), of the words that
/// Words::next() gives.
template <class Words>
std::uint32_t below(Words& words, std::uint32_t bound) {
  std::uint64_t product = static_cast<std::uint64_t>(words.next()) * bound;
  if (static_cast<std::uint32_t>(product) < bound) [[unlikely]] {
    const std::uint32_t least = (0U - bound) % bound;
    while (static_cast<std::uint32_t>(product) < least) product = static_cast<std::uint64_t>(words.next()) * bound;
  }
  return static_cast<std::uint32_t>(product >> 32);
}

/// A message's random words, one after the other, in blocks from `first` on.
struct Words {
  const Draws& draws;
  std::uint64_t entity;
  std::uint32_t number;
  std::uint32_t first;
  std::uint32_t used = 0;
  Draws::Bits bits{};

  std::uint32_t next() {
    if (used % 4 == 0) bits = draws.bits(entity, number, first + used / 4);
    return bits[used++ % 4];
  }
  double next_uniform() {
    const std::uint32_t high = next();
    return uniform(high, next());
  }
};

/// Draws candidates for one message after the other, each at most once a message.
class CandidateDraw {
 public:
  static constexpr int kTries = 64;

  explicit CandidateDraw(const Candidates& candidates)
      : candidates_(candidates), guide_(candidates.weights), met_(candidates.stations.size(), 0) {}

  void begin_message() {
    ++message_;
    left_ = met_.size();
  }
  /// The candidate at that place (kNone: nobody) is not to be drawn for this message.
  void leave_out(std::uint32_t place) {
    if (place == kNone || met_[place] == message_) return;
    met_[place] = message_;
    --left_;
  }
  /// How many may still be drawn for this message.
  std::size_t left() const { return left_; }

  /// The place of one not met in this message yet, of which there must be one: by rejection; where that takes long,
  /// among those left one by one.
  std::uint32_t draw(Words& words) {
    std::uint32_t place = kNone;
    for (int i = 0; i < kTries && (place == kNone || met_[place] == message_); ++i) place = draw_any(words);
    if (met_[place] == message_) place = draw_among_left(words);
    met_[place] = message_;
    --left_;
    return place;
  }

 private:
  std::uint32_t draw_any(Words& words) const {
    if (candidates_.weights.empty()) return below(words, static_cast<std::uint32_t>(met_.size()));
    return guide_.pick(candidates_.weights, words.next_uniform());
  }

  double weight(std::uint32_t place) const {
    if (candidates_.weights.empty()) return 1;
    return candidates_.weights[place] - (place == 0 ? 0 : candidates_.weights[place - 1]);
  }

  std::uint32_t draw_among_left(Words& words) const {
    double total = 0;
    for (std::uint32_t i = 0; i < met_.size(); ++i) total += met_[i] == message_ ? 0 : weight(i);
    double rest = words.next_uniform() * total;
    std::uint32_t last = 0;
    for (std::uint32_t i = 0; i < met_.size(); ++i) {
      if (met_[i] == message_) continue;
      last = i;
      rest -= weight(i);
      if (rest < 0) break;
    }
    return last;
  }

  const Candidates& candidates_;
  Guide guide_;
  std::vector<std::uint64_t> met_;  ///< by candidate: the last message that it was drawn for
  std::uint64_t message_ = 0;
  std::size_t left_ = 0;
};

}  // namespace torntape::sim
