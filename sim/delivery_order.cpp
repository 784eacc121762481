#include "sim/delivery_order.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>

namespace torntape::sim {
namespace {

/// By addressee: its place among all in order of station's indicator and name.
std::vector<std::uint32_t> ranks_of(const topology::Network& network, const topology::Directory& directory) {
  std::vector<topology::AddresseeId> ids(directory.size());
  std::iota(ids.begin(), ids.end(), 0U);
  const auto key = [&](topology::AddresseeId id) {
    return std::tuple(network.stations()[directory.station(id)].ri, std::string_view(directory.name(id)));
  };
  std::sort(ids.begin(), ids.end(), [&](auto a, auto b) { return key(a) < key(b); });
  std::vector<std::uint32_t> ranks(ids.size());
  for (std::uint32_t i = 0; i < ids.size(); ++i) ranks[ids[i]] = i;
  return ranks;
}

/// Sorts rows that are nearly in order chunk by chunk, within the processor's caches: a row is given back as soon as no
/// row to come can stand before it, the others are held and sorted again with the next chunk. A chunk is no shorter
/// than what is held, so that rows in any order cost about linear time.
class Sorter {
 public:
  Sorter(std::vector<DeliveryRow>& rows, std::vector<std::uint32_t> ranks) : rows_(rows), ranks_(std::move(ranks)) {}

  void sort() {
    const std::vector<Time> earliest = earliest_from_blocks();
    for (std::size_t taken = 0; taken < rows_.size();) {
      const std::size_t end = std::min(rows_.size(), taken + std::max<std::size_t>(1, held_.size() / kBlock) * kBlock);
      held_.insert(held_.end(), rows_.data() + taken, rows_.data() + end);
      taken = end;
      put_held_in_order();
      give_back(earliest[(end + kBlock - 1) / kBlock]);
    }
  }

 private:
  static constexpr std::size_t kBlock = 2048;
  static constexpr std::size_t kFew = 32;

  /// By block: the earliest delivery of its rows and all that follow; later than all behind the last.
  std::vector<Time> earliest_from_blocks() const {
    std::vector<Time> earliest(rows_.size() / kBlock + 2, std::numeric_limits<Time>::max());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      earliest[i / kBlock] = std::min(earliest[i / kBlock], rows_[i].delivered);
    }
    for (std::size_t block = earliest.size() - 1; block-- > 0;) {
      earliest[block] = std::min(earliest[block], earliest[block + 1]);
    }
    return earliest;
  }

  std::size_t place_of(std::uint64_t key) const { return key & ((std::uint64_t{1} << place_bits_) - 1); }
  std::uint64_t time_of(std::uint64_t key) const { return key >> place_bits_; }

  /// `keys_` come to hold the places of the held rows in order, below as much of the time of delivery as there is room
  /// for.
  void put_held_in_order() {
    Time begin = held_.front().delivered;
    Time last = begin;
    for (const DeliveryRow& row : held_) {
      begin = std::min(begin, row.delivered);
      last = std::max(last, row.delivered);
    }
    const auto span = static_cast<std::uint64_t>(last - begin);
    place_bits_ = static_cast<unsigned>(std::bit_width(held_.size()));
    const auto span_bits = static_cast<unsigned>(std::bit_width(span));
    const unsigned dropped = span_bits + place_bits_ > 64 ? span_bits + place_bits_ - 64 : 0;
    unsigned shift = 0;
    while (span >> shift >= 2 * held_.size()) ++shift;
    const auto since = [&](const DeliveryRow& row) { return static_cast<std::uint64_t>(row.delivered - begin); };

    starts_.assign(static_cast<std::size_t>(span >> shift) + 2, 0);
    std::uint32_t most = 0;
    for (const DeliveryRow& row : held_) most = std::max(most, ++starts_[(since(row) >> shift) + 1]);
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
    keys_.resize(held_.size());
    for (std::size_t i = 0; i < held_.size(); ++i) {
      keys_[starts_[since(held_[i]) >> shift]++] = since(held_[i]) >> dropped << place_bits_ | i;
    }
    if (most > kFew) {
      std::sort(keys_.begin(), keys_.end());
    } else {
      sort_neighbours();
    }
    settle_ties();
  }

  /// As std::sort; quick where no key is far from its place.
  void sort_neighbours() {
    for (std::size_t i = 1; i < keys_.size(); ++i) {
      const std::uint64_t key = keys_[i];
      std::size_t place = i;
      for (; place > 0 && keys_[place - 1] > key; --place) keys_[place] = keys_[place - 1];
      keys_[place] = key;
    }
  }

  /// Puts keys of the same time in the order of all that counts.
  void settle_ties() {
    for (std::size_t i = 0; i + 1 < keys_.size(); ++i) {
      if (time_of(keys_[i]) != time_of(keys_[i + 1])) continue;
      const auto run = keys_.begin() + static_cast<std::ptrdiff_t>(i);
      const auto end = std::find_if(run, keys_.end(), [&](auto key) { return time_of(key) != time_of(*run); });
      std::sort(run, end, [&](std::uint64_t a, std::uint64_t b) {
        const DeliveryRow& x = held_[place_of(a)];
        const DeliveryRow& y = held_[place_of(b)];
        if (x.delivered != y.delivered) return x.delivered < y.delivered;
        if (x.message != y.message) return x.message < y.message;
        return ranks_[x.addressee] < ranks_[y.addressee];
      });
      i = static_cast<std::size_t>(end - keys_.begin()) - 1;
    }
  }

  /// The held rows that were delivered before `limit`.
  void give_back(Time limit) {
    auto key = keys_.begin();
    for (; key != keys_.end() && held_[place_of(*key)].delivered < limit; ++key) {
      rows_[given_++] = held_[place_of(*key)];
    }
    still_held_.clear();
    for (; key != keys_.end(); ++key) still_held_.push_back(held_[place_of(*key)]);
    std::swap(held_, still_held_);
  }

  std::vector<DeliveryRow>& rows_;
  const std::vector<std::uint32_t> ranks_;
  std::size_t given_ = 0;  ///< so many rows are in their places
  std::vector<DeliveryRow> held_;
  std::vector<DeliveryRow> still_held_;
  std::vector<std::uint32_t> starts_;  ///< by slice of time: where its keys begin
  std::vector<std::uint64_t> keys_;
  unsigned place_bits_ = 0;  ///< of a key, the lowest
};

}  // namespace

void put_in_order(std::vector<DeliveryRow>& rows, const topology::Network& network,
                  const topology::Directory& directory) {
  if (rows.size() < 2) return;
  Sorter(rows, ranks_of(network, directory)).sort();
}

}  // namespace torntape::sim
