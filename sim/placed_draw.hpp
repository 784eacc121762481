#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <numeric>
#include <vector>

#include "sim/candidates.hpp"

namespace torntape::sim {

/// Draws, from a few hundred candidates alike, those that CandidateDraw draws from the same words, and hands them over
/// in order of place: each is a bit in a set that is read from one end to the other.
class PlacedDraw {
 public:
  static constexpr std::size_t kMost = 512;  ///< candidates

  /// `places` by station. Candidates have no weights and are no more than kMost.
  PlacedDraw(const Candidates& candidates, const std::vector<std::uint32_t>& places)
      : rank_(candidates.stations.size()), words_((rank_.size() + 63) / 64) {
    std::vector<std::uint32_t> order(rank_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return places[candidates.stations[a]] < places[candidates.stations[b]];
    });
    for (std::uint32_t rank = 0; rank < order.size(); ++rank) {
      rank_[order[rank]] = rank;
      ranked_.push_back({candidates.stations[order[rank]], candidates.addressees_at[order[rank]]});
    }
  }

  /// Puts `count` candidates, each once and none of them `own` (kNone: nobody), into the draft's line, all with `tag`.
  /// Words::next() gives the random words. False, and a draft of no use, where it would take long.
  template <class Words>
  bool draw(std::uint32_t count, std::uint32_t own, std::uint32_t tag, Words& words, Draft& draft) const {
    const auto all = static_cast<std::uint32_t>(rank_.size());
    std::array<std::uint64_t, kMost / 64> met;
    for (std::size_t i = 0; i < words_; ++i) met[i] = 0;
    const std::uint32_t left_out = own == kNone ? all : rank_[own];
    for (std::uint32_t drawn = 0; drawn < count; ++drawn) {
      for (int tries = 1;; ++tries) {
        const std::uint32_t rank = rank_[below(words, all)];
        const std::uint64_t bit = std::uint64_t{1} << rank % 64;
        if (rank != left_out && (met[rank / 64] & bit) == 0) {
          met[rank / 64] |= bit;
          break;
        }
        if (tries == CandidateDraw::kTries) return false;
      }
    }
    draft.line.resize(count);
    topology::Destination* next = draft.line.data();
    std::uint32_t deliveries = 0;
    for (std::uint32_t i = 0; i < words_; ++i) {
      for (std::uint64_t rest = met[i]; rest != 0; rest &= rest - 1) {
        const Ranked& one = ranked_[i * 64 + static_cast<std::uint32_t>(std::countr_zero(rest))];
        *next++ = {one.station, tag};
        deliveries += one.addressees;
      }
    }
    draft.deliveries = deliveries;
    draft.placed = true;
    return true;
  }

 private:
  struct Ranked {
    StationId station;
    std::uint32_t addressees;
  };
  std::vector<std::uint32_t> rank_;  ///< by candidate: how many stand before it
  std::vector<Ranked> ranked_;
  std::size_t words_;
};

}  // namespace torntape::sim
