#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

#include "sim/draft.hpp"
#include "sim/storage.hpp"

namespace torntape::sim {

/// The messages under way, their copies and their routing lines: takes drafts in, gives everything back when the last
/// copy of a message is gone.
class MessageStore {
 public:
  Cells cells;
  std::vector<Particulars> particulars;
  DestinationStore destinations;

  /// `places`: the order in which stations stand on routing lines that nobody will read (topology::Routes::places).
  /// Where `particular`, every message has particulars, and its routing lines keep their order.
  MessageStore(const topology::Network& network, const std::vector<std::uint32_t>& places, bool particular)
      : places_(places), particular_(particular) {
    for (const topology::Station& station : network.stations()) relays_.push_back(station.relay ? 1 : 0);
  }

  /// What messages and copies take of memory.
  std::size_t bytes() const { return cells.bytes(); }

  /// The places for a draft whose routing lines will not be kept: a wish, as Draft::places says.
  const std::vector<std::uint32_t>* wanted_places() const { return particular_ ? nullptr : &places_; }

  /// Stores `draft`, which has a destination, as message `number`; makes one copy a section, each with the basic
  /// routing line, and calls take(copy) for each in order of section. Where `recorded`, its routing lines will be
  /// kept.
  template <class Take>
  std::uint32_t file(const Draft& draft, std::uint32_t number, Time filed, bool counted, bool recorded, Take&& take) {
    if (draft.sections.size() > Copy::kMostSections) throw std::length_error("a message has at most 8,192 sections");
    const std::uint32_t id = store(draft, number, filed, counted, recorded);
    const auto length = static_cast<std::uint32_t>(draft.line.size());
    for (std::uint32_t section = 0; section < draft.sections.size(); ++section) {
      const std::uint32_t copy_id = section == 0 ? Cells::first_copy_of(id) : cells.take_copy();
      Copy& copy = cells.copy(copy_id);
      copy.message = id;
      copy.characters = draft.sections[section].characters;
      copy.marks.hops = 0;
      copy.marks.section = section & 0x1FFFU;
      copy.marks.precedence = static_cast<std::uint16_t>(draft.precedence) & 3U;
      if (length == 1) {
        copy.line = draft.line[0];
        copy.marks.single = 1;
      } else {
        set_line(copy, cells.message(id).block + section * length, length);
      }
      take(copy_id);
    }
    return id;
  }

  std::span<topology::Destination> line_of(Copy& copy) {
    if (copy.marks.single != 0) return {&copy.line, 1};
    return destinations.at(copy.line.station, copy.line.tag);
  }
  /// Gives `copy` the routing line of `count` destinations from `offset` of the store on.
  void set_line(Copy& copy, std::uint32_t offset, std::uint32_t count) {
    const topology::Destination first = destinations.at(offset, 1)[0];
    const bool single = count == 1;
    copy.line.station = single ? first.station : offset;
    copy.line.tag = single ? first.tag : count;
    copy.marks.single = single;
  }

  /// The collective that the group `tag` on the copy's routing line stands for.
  topology::CollectiveId collective(const Copy& copy, Tag tag) {
    const Particulars& own = particulars[cells.message(copy.message).particulars];
    return destinations.at(own.groups + 2 * tag.index(), 2)[1].station;
  }

  /// Puts the members of the collectives that `station` expands in their places on the copy's routing line.
  void expand_groups(Copy& copy, StationId station);

  /// When, and over how many circuits, a section came in at a station.
  struct In {
    Time at = 0;
    std::uint16_t hops = 0;
  };
  /// True where the section that came in at `destination` was the last that it waited for. Sections may be told in
  /// another order than they came in; `in` is then that of the latest.
  bool complete(const Message& message, const topology::Destination& destination, In& in) {
    return message.particulars == kNone || complete_section(message, destination, in);
  }

  /// A further copy of what `copy_id` is one of, with a routing line of its own that says the same. Copies may move.
  std::uint32_t another(std::uint32_t copy_id);

  /// A copy is done with. Its message goes with its last one; true then.
  [[gnu::always_inline]] bool drop(std::uint32_t copy_id) {
    const std::uint32_t id = cells.copy(copy_id).message;
    cells.give_back_copy(copy_id);
    return let_go(id);
  }
  /// A copy of the message, or one that was counted so that the message stays, is gone. The message goes with the last;
  /// true then.
  [[gnu::always_inline]] bool let_go(std::uint32_t message) {
    if (--cells.message(message).copies > 0) return false;
    forget(message);
    return true;
  }

 private:
  bool complete_section(const Message& message, const topology::Destination& destination, In& in);
  std::uint32_t store(const Draft& draft, std::uint32_t number, Time filed, bool counted, bool recorded);
  void store_particulars(const Draft& draft, bool recorded, Message& message, std::uint32_t offset);
  void forget(std::uint32_t id) {
    Message& message = cells.message(id);
    if (message.block != kNone) destinations.give_back(message.block, message.block_class);
    if (message.particulars != kNone) forget_particulars(message.particulars);
    cells.give_back_message(id);
  }
  void forget_particulars(std::uint32_t id);

  const std::vector<std::uint32_t>& places_;
  std::vector<std::uint8_t> relays_;  ///< by station: 1 for a relay
  std::vector<std::uint32_t> spare_particulars_;
  std::vector<topology::Destination> expanded_;  ///< of expand_groups, kept for its room
  bool particular_;
};

}  // namespace torntape::sim
