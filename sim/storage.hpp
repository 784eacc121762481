#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/draft.hpp"
#include "sim/time.hpp"

namespace torntape::sim {

/// One transmission of one section of a message on one circuit: waiting, being sent, or in a relay's hands.
struct Copy {
  std::uint32_t message = kNone;
  std::uint32_t characters = 0;
  std::uint32_t first = 0;           ///< its routing line, in the store of destinations
  std::uint32_t count : 30 = 0;      ///< ... so many of them
  std::uint32_t precedence : 2 = 0;  ///< what its routing line shows
  Time joined = 0;                   ///< when it joined the line in which it waits
  std::uint32_t next = kNone;        ///< behind it in the line, or in the list of free ones
  std::uint16_t hops = 0;            ///< circuits travelled
  std::uint16_t section = 0;         ///< from 0
};
static_assert(sizeof(Copy) == 32);

/// What few messages have: several sections, collectives to be expanded on the way, or a telegram's name.
struct Particulars {
  std::uint32_t telegram = kNone;
  bool recorded = false;     ///< its routing lines are kept
  std::uint32_t groups = 0;  ///< in the store, two entries a group: its members' offset and number; its collective
  std::uint32_t group_count = 0;
  std::uint32_t counters = 0;  ///< in the store, an entry a station, in their order: the sections still to come
  std::uint32_t counter_count = 0;
  std::vector<Section> sections;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> blocks;  ///< further blocks of the store: offset, size
  std::uint32_t next = kNone;
};

/// A message on its way.
struct Message {
  Time filed = 0;
  std::uint32_t number = 0;  ///< from 1, in order of filing
  std::uint32_t block = 0;   ///< its destinations, in the store
  std::uint32_t copies = 0;  ///< alive
  StationId origin = kNone;
  std::uint32_t particulars = kNone;
  std::uint32_t block_class : 6 = 0;
  std::uint32_t precedence : 2 = 0;
  std::uint32_t counted : 1 = 0;
  std::uint32_t next = kNone;
};
static_assert(sizeof(Message) == 40);

/// Numbered items that are taken and given back; the one given back last is taken next, while it is in the cache.
template <class Item>
class Pool {
 public:
  std::uint32_t take() {
    if (free_ == kNone) {
      items_.emplace_back();
      return static_cast<std::uint32_t>(items_.size() - 1);
    }
    const std::uint32_t id = free_;
    free_ = items_[id].next;
    return id;
  }
  void give_back(std::uint32_t id) {
    items_[id].next = free_;
    free_ = id;
  }
  Item& operator[](std::uint32_t id) { return items_[id]; }

 private:
  std::vector<Item> items_;
  std::uint32_t free_ = kNone;
};

/// Room for routing lines: blocks of powers of two of destinations, those given back kept by size.
class DestinationStore {
 public:
  DestinationStore() { free_.fill(kNone); }

  static constexpr std::uint32_t class_of(std::uint32_t count) {
    return count < 2 ? 0 : static_cast<std::uint32_t>(std::bit_width(count - 1));
  }
  /// The offset of a block of 2^size_class destinations.
  std::uint32_t take(std::uint32_t size_class) {
    const std::uint32_t head = free_[size_class];
    if (head == kNone) {
      const auto offset = static_cast<std::uint32_t>(store_.size());
      store_.resize(store_.size() + (std::size_t{1} << size_class));
      return offset;
    }
    free_[size_class] = store_[head].station;
    return head;
  }
  void give_back(std::uint32_t offset, std::uint32_t size_class) {
    store_[offset].station = free_[size_class];
    free_[size_class] = offset;
  }
  std::span<topology::Destination> at(std::uint32_t offset, std::uint32_t count) {
    return {store_.data() + offset, count};
  }

 private:
  std::vector<topology::Destination> store_;
  std::array<std::uint32_t, 33> free_{};
};

}  // namespace torntape::sim
