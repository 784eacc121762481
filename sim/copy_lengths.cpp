#include "sim/copy_lengths.hpp"

#include <algorithm>
#include <limits>

#include "topology/telegram/lengths.hpp"

namespace torntape::sim {

CopyLengths::CopyLengths(const Plan& plan) : plan_(plan) {
  for (const topology::Station& station : plan.network.stations()) {
    stations_.push_back(static_cast<std::uint8_t>(station.ri.letters().size()));
  }
  for (const topology::Collective& collective : plan.network.collectives()) {
    collectives_.push_back(static_cast<std::uint8_t>(collective.ri.letters().size()));
  }
}

std::uint32_t CopyLengths::characters(MessageStore& store, Copy& copy) const {
  const Particulars& own = store.particulars[store.cells.message(copy.message).particulars];
  const auto line = store.line_of(copy);
  const auto letters = [&](std::size_t i) -> std::uint64_t {
    const Tag tag(line[i].tag);
    if (!tag.is_group()) return stations_[line[i].station];
    return collectives_[store.collective(copy, tag)];
  };
  const topology::RoutingLineForm form =
      own.telegram == kNone ? topology::RoutingLineForm{} : plan_.routing_line_forms[own.telegram];
  const std::uint64_t total =
      own.sections[copy.marks.section].characters + topology::routing_line_characters(form, line.size(), letters);
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(total, std::numeric_limits<std::uint32_t>::max()));
}

}  // namespace torntape::sim
