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
    std::array<std::uint16_t, kFew> drawn_ranks;
    drawn_ranks.fill(kMost);
    const std::uint32_t left_out = own == kNone ? all : rank_[own];
    for (std::uint32_t drawn = 0; drawn < count; ++drawn) {
      for (int tries = 1;; ++tries) {
        const std::uint32_t rank = rank_[below(words, all)];
        const std::uint64_t bit = std::uint64_t{1} << rank % 64;
        if (rank != left_out && (met[rank / 64] & bit) == 0) {
          met[rank / 64] |= bit;
          drawn_ranks[drawn % kFew] = static_cast<std::uint16_t>(rank);
          break;
        }
        if (tries == CandidateDraw::kTries) return false;
      }
    }
    draft.line.resize(count);
    draft.deliveries =
        count <= kFew ? place_few(drawn_ranks, count, tag, draft.line.data()) : place(met, tag, draft.line.data());
    draft.placed = true;
    return true;
  }

 private:
  static constexpr std::uint32_t kFew = 8;
  struct Ranked {
    StationId station;
    std::uint32_t addressees;
  };

  /// Puts those of the set in order into `line`; returns how many addressees they serve.
  std::uint32_t place(const std::array<std::uint64_t, kMost / 64>& met, std::uint32_t tag,
                      topology::Destination* line) const {
    std::uint32_t addressees = 0;
    for (std::uint32_t i = 0; i < words_; ++i) {
      for (std::uint64_t rest = met[i]; rest != 0; rest &= rest - 1) {
        const Ranked& one = ranked_[i * 64 + static_cast<std::uint32_t>(std::countr_zero(rest))];
        *line++ = {one.station, tag};
        addressees += one.addressees;
      }
    }
    return addressees;
  }
  /// The same of the first `count` ranks, which are all different; the others are kMost. Each one's place is how many
  /// are less: no branch depends on what was drawn.
  std::uint32_t place_few(const std::array<std::uint16_t, kFew>& ranks, std::uint32_t count, std::uint32_t tag,
                          topology::Destination* line) const {
    std::array<std::uint16_t, kFew> places{};
    for (std::uint32_t other = 0; other < kFew; ++other) {
      for (std::uint32_t i = 0; i < kFew; ++i) {
        places[i] = static_cast<std::uint16_t>(places[i] + (ranks[other] < ranks[i] ? 1 : 0));
      }
    }
    std::uint32_t addressees = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      const Ranked& one = ranked_[ranks[i]];
      line[places[i]] = {one.station, tag};
      addressees += one.addressees;
    }
    return addressees;
  }

  std::vector<std::uint32_t> rank_;  ///< by candidate: how many stand before it
  std::vector<Ranked> ranked_;
  std::size_t words_;
};

}  // namespace torntape::sim
