#include "sim/split_flash.hpp"

namespace torntape::sim {

void split_flash(Draft& draft, Draft& lower) {
  lower.origin = draft.origin;
  lower.telegram = draft.telegram;
  lower.sections = draft.sections;
  lower.precedence = Precedence::routine;
  lower.line.clear();
  lower.groups.clear();
  std::size_t kept = 0;
  for (const topology::Destination& destination : draft.line) {
    const Tag tag(destination.tag);
    if (tag.precedence() == Precedence::flash) {
      draft.line[kept++] = destination;
      continue;
    }
    lower.precedence = topology::higher(lower.precedence, tag.precedence());
    lower.line.push_back(destination);
    if (!tag.is_group()) continue;
    const auto index = static_cast<std::uint32_t>(lower.groups.size());
    lower.line.back().tag = Tag::group(tag.precedence(), index);
    lower.groups.push_back(draft.groups[tag.index()]);
  }
  draft.line.resize(kept);
  lower.groups_used = static_cast<std::uint32_t>(lower.groups.size());
}

}  // namespace torntape::sim
