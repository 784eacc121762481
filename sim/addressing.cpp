#include "sim/addressing.hpp"

#include <tuple>

#include "sim/heading_table.hpp"

namespace torntape::sim {

Addressing::Addressing(const topology::Network& network, const topology::Directory& directory)
    : network_(network), directory_(directory), reached_(network.stations().size()) {}

void Addressing::address(std::span<const Target> targets, Draft& draft) {
  ++message_;
  draft.line.clear();
  draft.groups_used = 0;
  draft.deliveries = 0;
  draft.precedence = Precedence::routine;
  if (draft.headings != nullptr) measure(targets, draft);
  for (const Target& target : targets) {
    if (!target.collective) {
      reach(target.id, target, true);
    } else {
      for (const StationId member : network_.collectives()[target.id].members) reach(member, target, false);
    }
  }
  for (const Target& target : targets) {
    if (target.collective) {
      place_collective(target, draft);
    } else {
      place(target.id, draft.line, draft);
    }
  }
}

void Addressing::measure(std::span<const Target> targets, Draft& draft) {
  for (const Target& target : targets) {
    if (target.collective) {
      draft.headings->add_collective(draft.addresses, target.id, target.precedence, target.role, target.niact);
    } else {
      draft.headings->add_station(draft.addresses, target.id, target.precedence, target.role, target.niact);
    }
  }
}

void Addressing::reach(StationId station, const Target& target, bool named) {
  Reach& reach = reached_[station];
  if (reach.message != message_) reach = {message_, target.precedence, target.role, false, false, false};
  if (std::tie(target.precedence, target.role) < std::tie(reach.precedence, reach.role)) {
    reach.precedence = target.precedence;
    reach.role = target.role;
  }
  reach.niact = reach.niact || target.niact;
  reach.named = reach.named || named;
}

void Addressing::place(StationId station, std::vector<topology::Destination>& line, Draft& draft) {
  Reach& reach = reached_[station];
  if (reach.placed || station == draft.origin) return;
  reach.placed = true;
  draft.precedence = topology::higher(draft.precedence, reach.precedence);
  line.push_back({station, Tag::plain(reach.precedence, reach.role, reach.niact)});
  draft.deliveries += directory_.count(station);
}

void Addressing::place_collective(const Target& target, Draft& draft) {
  const topology::Collective& collective = network_.collectives()[target.id];
  const bool here = collective.expand_at == kNone || collective.expand_at == draft.origin;
  if (!here && draft.groups.size() <= draft.groups_used) draft.groups.emplace_back();
  std::vector<topology::Destination>& line = here ? draft.line : draft.groups[draft.groups_used].members;
  if (!here) line.clear();
  for (const StationId member : collective.members) {
    if (!reached_[member].named) place(member, line, draft);
  }
  if (here || line.empty()) return;
  auto highest = Precedence::routine;
  for (const topology::Destination& member : line) highest = topology::higher(highest, Tag(member.tag).precedence());
  draft.groups[draft.groups_used].collective = target.id;
  draft.line.push_back({collective.expand_at, Tag::group(highest, draft.groups_used)});
  ++draft.groups_used;
}

}  // namespace torntape::sim
