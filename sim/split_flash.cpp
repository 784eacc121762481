#include "sim/split_flash.hpp"

#include <utility>
#include <vector>

namespace torntape::sim {
namespace {

/// Puts `destination` at the end of `draft`'s line, with its group where it is a collective.
void append(Draft& draft, topology::Destination destination, const std::vector<Group>& groups) {
  const Tag tag(destination.tag);
  if (tag.is_group()) {
    destination.tag = Tag::group(tag.precedence(), draft.groups_used++);
    draft.groups.push_back(groups[tag.index()]);
  }
  draft.line.push_back(destination);
}

void clear(Draft& draft) {
  draft.line.clear();
  draft.groups.clear();
  draft.groups_used = 0;
}

}  // namespace

void split_flash(Draft& draft, Draft& lower) {
  const std::vector<topology::Destination> line = std::move(draft.line);
  const std::vector<Group> groups = std::move(draft.groups);
  lower.origin = draft.origin;
  lower.telegram = draft.telegram;
  lower.classification = draft.classification;
  lower.sections = draft.sections;
  lower.precedence = Precedence::routine;
  clear(draft);
  clear(lower);
  for (const topology::Destination& destination : line) {
    const Precedence precedence = Tag(destination.tag).precedence();
    const bool flash = precedence == Precedence::flash;
    if (!flash) lower.precedence = topology::higher(lower.precedence, precedence);
    append(flash ? draft : lower, destination, groups);
  }
}

}  // namespace torntape::sim
