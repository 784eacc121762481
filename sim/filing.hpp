#pragma once

#include <cstdint>

#include "sim/draft.hpp"
#include "sim/storage.hpp"

namespace torntape::sim {

/// The messages under way, their copies and their routing lines: takes drafts in, gives everything back when the last
/// copy of a message is gone.
class MessageStore {
 public:
  Pool<Copy> copies;
  Pool<Message> messages;
  Pool<Particulars> particulars;
  DestinationStore destinations;

  /// Stores `draft`, which has a destination, as message `number`; makes one copy a section, each with the basic
  /// routing line, and calls take(copy) for each in order of section. Where `recorded`, its routing lines will be
  /// kept.
  template <class Take>
  std::uint32_t file(const Draft& draft, std::uint32_t number, Time filed, bool counted, bool recorded, Take&& take) {
    const std::uint32_t id = store(draft, number, filed, counted, recorded);
    for (std::uint32_t section = 0; section < draft.sections.size(); ++section) {
      const std::uint32_t copy_id = copies.take();
      Copy& copy = copies[copy_id];
      copy.message = id;
      copy.characters = draft.sections[section].characters;
      copy.count = static_cast<std::uint32_t>(draft.line.size()) & 0x3FFFFFFFU;
      copy.first = messages[id].block + section * copy.count;
      copy.hops = 0;
      copy.section = static_cast<std::uint16_t>(section);
      take(copy_id);
    }
    return id;
  }

  std::span<topology::Destination> line_of(const Copy& copy) { return destinations.at(copy.first, copy.count); }

  /// Puts the members of the collectives that `station` expands in their places on the copy's routing line.
  void expand_groups(Copy& copy, StationId station);

  /// True where the section that came in at `destination` was the last that it waited for.
  bool complete(const Message& message, const topology::Destination& destination) {
    return message.particulars == kNone || complete_section(message, destination);
  }

  /// A copy is done with. Its message goes with its last one; true then.
  bool drop(std::uint32_t copy_id) {
    const std::uint32_t id = copies[copy_id].message;
    copies.give_back(copy_id);
    if (--messages[id].copies > 0) return false;
    forget(id);
    return true;
  }

 private:
  bool complete_section(const Message& message, const topology::Destination& destination);
  std::uint32_t store(const Draft& draft, std::uint32_t number, Time filed, bool counted, bool recorded);
  void store_particulars(const Draft& draft, Message& message, std::uint32_t offset);
  void forget(std::uint32_t id);
};

}  // namespace torntape::sim
