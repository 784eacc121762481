#include "scenarios/resolve_gate.hpp"

#include <string>
#include <vector>

namespace torntape::scenarios {

using sim::StationId;
using topology::Classification;
using topology::CollectiveId;
using topology::kNone;

const topology::Reach& GateCheck::reach(Classification classification) {
  return reaches_.try_emplace(classification, plan_.network, plan_.gate.barred(classification)).first->second;
}

std::optional<GateCheck::Gap> GateCheck::gap(const sim::Draft& draft) {
  for (const topology::Destination& destination : draft.line) {
    const sim::Tag tag(destination.tag);
    const CollectiveId collective = tag.is_group() ? draft.groups[tag.index()].collective : kNone;
    if (!reaches(draft.classification, draft.origin, destination.station)) {
      return Gap{draft.origin, destination.station, collective};
    }
    if (!tag.is_group()) continue;
    for (const topology::Destination& member : draft.groups[tag.index()].members) {
      if (!reaches(draft.classification, destination.station, member.station)) {
        return Gap{destination.station, member.station, collective};
      }
    }
  }
  return std::nullopt;
}

std::string GateCheck::text(const Gap& gap, Classification classification) const {
  const auto letters = [&](StationId station) { return plan_.network.stations()[station].ri.letters(); };
  std::string text =
      letters(gap.from) + " cannot send " + std::string(topology::word(classification)) + " to " + letters(gap.to);
  if (gap.collective != kNone) text += " (for " + plan_.network.collectives()[gap.collective].ri.letters() + ")";
  return text + ": no path of circuits approved for that class leads there; approve circuits for it, or send less";
}

/// What was found of one class.
struct GateCheck::Gaps {
  std::optional<Gap> first;
  std::size_t number = 0;
};

void GateCheck::look(Classification classification, const Gap& way, Gaps& gaps) {
  if (way.from == way.to || reaches(classification, way.from, way.to)) return;
  if (++gaps.number == 1) gaps.first = way;
}

GateCheck::Gaps GateCheck::gaps_of(const sim::GeneratorModel& model, Classification classification) {
  Gaps gaps;
  const auto look_at_all = [&](const sim::Candidates& candidates) {
    for (const auto& origin : model.origins) {
      for (const StationId to : candidates.stations) look(classification, {origin.station, to, kNone}, gaps);
    }
  };
  look_at_all(model.candidates);
  const sim::GeneratorFeatures& features = *model.features;
  if (features.info) look_at_all(*features.info);
  for (const CollectiveId id : features.collectives) {
    const topology::Collective& collective = plan_.network.collectives()[id];
    for (const StationId member : collective.members) {
      if (collective.expand_at != kNone) {
        look(classification, {collective.expand_at, member, id}, gaps);
        continue;
      }
      for (const auto& origin : model.origins) look(classification, {origin.station, member, id}, gaps);
    }
    if (collective.expand_at == kNone) continue;
    for (const auto& origin : model.origins) look(classification, {origin.station, collective.expand_at, id}, gaps);
  }
  return gaps;
}

void GateCheck::report(const sim::GenerateSpec& spec, const sim::GeneratorModel& model, topology::Problems& problems) {
  if (!spec.classes || !model.features) return;
  for (std::size_t i = 0; i < spec.classes->size(); ++i) {
    const auto classification = static_cast<Classification>(i);
    if ((*spec.classes)[i] <= 0 || plan_.gate.routes(classification) == nullptr || reach(classification).complete()) {
      continue;
    }
    const Gaps gaps = gaps_of(model, classification);
    if (gaps.number == 0) continue;
    std::string what = "generate: class: " + text(*gaps.first, classification);
    if (gaps.number > 1) what += " (the first of " + std::to_string(gaps.number) + " such pairs)";
    problems.error(spec.classes_place, what);
  }
}

}  // namespace torntape::scenarios
