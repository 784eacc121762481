#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "sim/draft.hpp"
#include "sim/growing.hpp"
#include "sim/time.hpp"

namespace torntape::sim {

/// One transmission of one section of a message on one circuit: waiting, being sent, or in a relay's hands; where its
/// circuit was foreseen, in those of the relay that it is on its way to.
struct Copy {
  /// What a relay hands on as it is.
  struct Marks {
    std::uint16_t hops = 0;            ///< circuits travelled
    std::uint16_t section : 13 = 0;    ///< from 0
    std::uint16_t precedence : 2 = 0;  ///< what its routing line shows
    std::uint16_t single : 1 = 0;      ///< it has one destination
  };

  Time joined = 0;  ///< when it joined the line in which it waits
  std::uint32_t message = kNone;
  std::uint32_t characters = 0;
  /// Where `single`, its only destination; else where its routing line stands in the store of destinations: its offset
  /// (as `station`) and its length (as `tag`).
  topology::Destination line;
  std::uint32_t next = kNone;  ///< behind it in the line; of a free one the next of those
  Marks marks;

  static constexpr std::size_t kMostSections = 1U << 13;
};
static_assert(sizeof(Copy) == 32);

/// What few messages have: several sections, collectives to be expanded on the way, or a telegram's name.
struct Particulars {
  std::uint32_t telegram = kNone;
  bool recorded = false;     ///< its routing lines are kept
  std::uint32_t groups = 0;  ///< in the store, two entries a group: its members' offset and number; its collective
  std::uint32_t group_count = 0;
  /// In the store, where there are several sections: an entry a station, in their order, with the sections still to
  /// come; then as many with the time of the latest, its lower half first.
  std::uint32_t counters = 0;
  std::uint32_t counter_count = 0;
  std::vector<Section> sections;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> blocks;  ///< further blocks of the store: offset, size class
};

/// A message on its way.
struct Message {
  Time filed = 0;
  std::uint32_t number = 0;     ///< from 1, in order of filing; of a free one the next of those
  std::uint32_t block = kNone;  ///< its destinations, in the store; kNone where its copy holds the only one
  std::uint32_t copies = 0;     ///< alive
  StationId origin = kNone;
  std::uint32_t particulars = kNone;  ///< in MessageStore::particulars
  std::uint32_t block_class : 6 = 0;
  std::uint32_t precedence : 2 = 0;
  std::uint32_t counted : 1 = 0;
  std::uint32_t classification : 3 = 0;
  std::uint32_t plain : 1 = 0;   ///< nobody will read its routing lines, which may be in any order
  std::uint32_t on_way : 1 = 0;  ///< it has particulars, or is for a relay: something may be left where it is handed on
};
static_assert(sizeof(Message) == 32);

inline topology::Classification classification_of(const Message& message) {
  return static_cast<topology::Classification>(message.classification);
}

/// Where messages and their copies stand, by number; those given back last are taken next, while they are in the cache.
///
/// Who looks at a copy mostly looks at its message next. So a message and its first copy share a cache line, which is
/// the message's as long as it lives: a message's number is even, and its first copy's the next. Further copies stand
/// two a line. Whatever is taken may move all others.
class Cells {
 public:
  Copy& copy(std::uint32_t id) { return cells_[id].copy; }
  Message& message(std::uint32_t id) { return cells_[id].message; }
  static std::uint32_t first_copy_of(std::uint32_t message) { return message + 1; }

  /// A message and its first copy. Throws std::length_error where there are too many.
  std::uint32_t take_message() {
    if (free_messages_ == kNone) return append_line();
    const std::uint32_t id = free_messages_;
    free_messages_ = message(id).number;
    return id;
  }
  /// A further copy.
  std::uint32_t take_copy() {
    if (free_copies_ == kNone) [[unlikely]]
      give_line_to_copies();
    const std::uint32_t id = free_copies_;
    free_copies_ = copy(id).next;
    return id;
  }
  void give_back_message(std::uint32_t id) {
    message(id).number = free_messages_;
    free_messages_ = id;
  }
  /// Nothing more is to be done for a message's first copy. Without branches: which it is cannot be foretold.
  void give_back_copy(std::uint32_t id) {
    const bool first = id == first_copy_of(copy(id).message);
    copy(id).next = free_copies_;
    free_copies_ = first ? free_copies_ : id;
  }

  /// Says that the copy or message will be asked for soon. In line: else g++ takes it for one without effect.
  [[gnu::always_inline]] void prefetch(std::uint32_t id) { __builtin_prefetch(&cells_[id]); }
  /// What they take of memory.
  std::size_t bytes() const { return cells_.size() * sizeof(Cell); }

 private:
  union Cell {
    Message message;
    Copy copy;
    Cell() : message() {}
  };
  static_assert(sizeof(Cell) == 32);

  std::uint32_t append_line();
  void give_line_to_copies();

  Growing<Cell, 64> cells_;
  std::uint32_t free_messages_ = kNone;
  std::uint32_t free_copies_ = kNone;
};

/// Room for routing lines: blocks of destinations, those given back kept by size. Sizes up to 16 are exact, larger ones
/// powers of two.
class DestinationStore {
 public:
  DestinationStore() { free_.fill(kNone); }

  /// The class of the smallest block that holds `count` destinations.
  static constexpr std::uint32_t class_of(std::uint32_t count) {
    if (count <= kExact) return count < 1 ? 1 : count;
    return kExact + static_cast<std::uint32_t>(std::bit_width((count - 1) / kExact));
  }
  static constexpr std::size_t size_of(std::uint32_t size_class) {
    return size_class <= kExact ? size_class : std::size_t{kExact} << (size_class - kExact);
  }
  /// The offset of a block of size_of(size_class) destinations.
  std::uint32_t take(std::uint32_t size_class) {
    const std::uint32_t head = free_[size_class];
    if (head == kNone) return static_cast<std::uint32_t>(store_.append(size_of(size_class)));
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
  static constexpr std::uint32_t kExact = 16;
  Growing<topology::Destination> store_;
  std::array<std::uint32_t, 48> free_{};
};

}  // namespace torntape::sim
