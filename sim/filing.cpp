#include "sim/filing.hpp"

#include <algorithm>
#include <utility>

#include "sim/sort_few.hpp"

namespace torntape::sim {
namespace {

using topology::Destination;

std::uint32_t members_of(const Draft& draft) {
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < draft.groups_used; ++i) count += draft.groups[i].members.size();
  return static_cast<std::uint32_t>(count);
}

std::uint32_t stations_of(const Draft& draft) {
  return static_cast<std::uint32_t>(draft.line.size()) - draft.groups_used + members_of(draft);
}

// A counter's tag: the sections still to come and, above them, the circuits that the latest one travelled.
constexpr std::uint32_t kHopsShift = 16;
constexpr std::uint32_t kSectionsLeft = (1U << kHopsShift) - 1;
static_assert(Copy::kMostSections <= kSectionsLeft);

/// The place of `station` among counters in order of station, where it stands. Without branches: where deliveries come
/// about cannot be foretold.
std::uint32_t place_of(StationId station, std::span<const Destination> counters) {
  const Destination* first = counters.data();
  for (std::size_t left = counters.size(); left > 1;) {
    const std::size_t half = left / 2;
    first = first[half].station <= station ? first + half : first;
    left -= half;
  }
  return static_cast<std::uint32_t>(first - counters.data());
}

}  // namespace

std::uint32_t MessageStore::store(const Draft& draft, std::uint32_t number, Time filed, bool counted, bool recorded) {
  const auto sections = static_cast<std::uint32_t>(draft.sections.size());
  const auto length = static_cast<std::uint32_t>(draft.line.size());
  const bool plain = sections == 1 && draft.groups_used == 0 && !recorded && !particular_;
  std::uint32_t size = sections * length;
  if (!plain) size += 2 * draft.groups_used + members_of(draft) + (sections > 1 ? 2 * stations_of(draft) : 0);

  const std::uint32_t id = cells.take_message();
  Message& message = cells.message(id);
  message.filed = filed;
  message.number = number;
  message.copies = sections;
  message.origin = draft.origin;
  message.precedence = static_cast<std::uint32_t>(draft.precedence) & 3U;
  message.classification = static_cast<std::uint32_t>(draft.classification) & 7U;
  message.counted = counted ? 1 : 0;
  message.particulars = kNone;
  message.block = kNone;
  message.plain = plain ? 1 : 0;
  if (plain && length == 1) {
    message.on_way = relays_[draft.line[0].station] & 1U;
    return id;
  }
  message.block_class = DestinationStore::class_of(size) & 0x3FU;
  message.block = destinations.take(message.block_class);
  std::uint32_t on_way = plain ? 0 : 1;
  for (std::uint32_t section = 0; section < sections; ++section) {
    const auto line = destinations.at(message.block + section * length, length);
    for (std::uint32_t i = 0; i < length; ++i) {
      line[i] = draft.line[i];
      on_way |= relays_[draft.line[i].station];
    }
  }
  message.on_way = on_way & 1U;
  if (plain && !draft.placed) {
    sort_few(destinations.at(message.block, length),
             [&](const Destination& destination) { return places_[destination.station]; });
  }
  if (!plain) store_particulars(draft, recorded, message, message.block + sections * length);
  return id;
}

void MessageStore::store_particulars(const Draft& draft, bool recorded, Message& message, std::uint32_t offset) {
  if (spare_particulars_.empty()) {
    message.particulars = static_cast<std::uint32_t>(particulars.size());
    particulars.emplace_back();
  } else {
    message.particulars = spare_particulars_.back();
    spare_particulars_.pop_back();
  }
  Particulars& own = particulars[message.particulars];
  own.telegram = draft.telegram;
  own.recorded = recorded;
  own.sections = draft.sections;
  own.groups = offset;
  own.group_count = draft.groups_used;
  offset += 2 * draft.groups_used;
  for (std::uint32_t i = 0; i < draft.groups_used; ++i) {
    const Group& group = draft.groups[i];
    const auto count = static_cast<std::uint32_t>(group.members.size());
    const auto entry = destinations.at(own.groups + 2 * i, 2);
    entry[0] = {offset, count};
    entry[1] = {group.collective, 0};
    std::copy(group.members.begin(), group.members.end(), destinations.at(offset, count).begin());
    offset += count;
  }
  own.counters = offset;
  own.counter_count = 0;
  if (draft.sections.size() == 1) return;
  own.counter_count = stations_of(draft);
  const auto counters = destinations.at(own.counters, own.counter_count);
  const auto left = static_cast<std::uint32_t>(draft.sections.size());
  std::size_t filled = 0;
  for (const Destination& destination : draft.line) {
    if (!Tag(destination.tag).is_group()) counters[filled++] = {destination.station, left};
  }
  for (std::uint32_t i = 0; i < draft.groups_used; ++i) {
    for (const Destination& member : draft.groups[i].members) counters[filled++] = {member.station, left};
  }
  std::sort(counters.begin(), counters.end(), [](const auto& a, const auto& b) { return a.station < b.station; });
  const auto latest = destinations.at(own.counters + own.counter_count, own.counter_count);
  std::fill(latest.begin(), latest.end(), Destination{0, 0});
}

void MessageStore::expand_groups(Copy& copy, StationId station) {
  Particulars& own = particulars[cells.message(copy.message).particulars];
  expanded_.clear();
  for (const Destination& destination : line_of(copy)) {
    const Tag tag(destination.tag);
    if (!tag.is_group() || destination.station != station) {
      expanded_.push_back(destination);
      continue;
    }
    const Destination entry = destinations.at(own.groups + 2 * tag.index(), 1)[0];
    const auto members = destinations.at(entry.station, entry.tag);
    expanded_.insert(expanded_.end(), members.begin(), members.end());
  }
  const auto count = static_cast<std::uint32_t>(expanded_.size());
  const std::uint32_t size_class = DestinationStore::class_of(count);
  const std::uint32_t offset = destinations.take(size_class);
  own.blocks.emplace_back(offset, size_class);
  std::copy(expanded_.begin(), expanded_.end(), destinations.at(offset, count).begin());
  set_line(copy, offset, count);
}

std::uint32_t MessageStore::another(std::uint32_t copy_id) {
  const std::uint32_t id = cells.take_copy();
  const Copy copy = cells.copy(copy_id);
  cells.copy(id) = copy;
  Message& message = cells.message(copy.message);
  ++message.copies;
  if (copy.marks.single != 0) return id;
  const std::uint32_t count = copy.line.tag;
  const std::uint32_t size_class = DestinationStore::class_of(count);
  const std::uint32_t offset = destinations.take(size_class);
  particulars[message.particulars].blocks.emplace_back(offset, size_class);
  const auto line = destinations.at(copy.line.station, count);
  std::copy(line.begin(), line.end(), destinations.at(offset, count).begin());
  set_line(cells.copy(id), offset, count);
  return id;
}

bool MessageStore::complete_section(const Message& message, const Destination& destination, In& in) {
  const Particulars& own = particulars[message.particulars];
  if (own.counter_count == 0) return true;
  const auto counters = destinations.at(own.counters, own.counter_count);
  const std::uint32_t place = place_of(destination.station, counters);
  Destination* const counter = &counters[place];
  Destination& time = destinations.at(own.counters + own.counter_count + place, 1)[0];
  const auto latest = static_cast<Time>(static_cast<std::uint64_t>(time.tag) << 32 | time.station);
  if (in.at >= latest) {
    time = {static_cast<std::uint32_t>(in.at), static_cast<std::uint32_t>(static_cast<std::uint64_t>(in.at) >> 32)};
    counter->tag = (counter->tag & kSectionsLeft) | static_cast<std::uint32_t>(in.hops) << kHopsShift;
  } else {
    in = {latest, static_cast<std::uint16_t>(counter->tag >> kHopsShift)};
  }
  --counter->tag;
  return (counter->tag & kSectionsLeft) == 0;
}

void MessageStore::forget_particulars(std::uint32_t id) {
  Particulars& own = particulars[id];
  for (const auto& [offset, size_class] : own.blocks) destinations.give_back(offset, size_class);
  own.blocks.clear();
  spare_particulars_.push_back(id);
}

}  // namespace torntape::sim
