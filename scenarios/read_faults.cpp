#include <utility>

#include "scenarios/sections.hpp"

namespace torntape::scenarios {
namespace {

/// The keys of one fault, before it is known whether they go together.
struct FaultDraft {
  sim::FaultSpec fault;
  const YamlNode* circuit = nullptr;
  const YamlNode* relay = nullptr;
  const YamlNode* at = nullptr;
  const YamlNode* lasting = nullptr;
  const YamlNode* between_failures = nullptr;
  const YamlNode* to_repair = nullptr;
  const YamlNode* transmission = nullptr;
  bool several_fates = false;
  sim::RandomOutages random;
};

void read_ends(const Values& values, const YamlNode& node, FaultDraft& draft) {
  draft.circuit = &node;
  if (!values.expect(node, YamlNode::Kind::list)) return;
  if (node.children.size() != 2) {
    values.problems().error(node.place, "a circuit is named by its two ends, such as [RUEH, RUEK]");
    return;
  }
  for (const YamlNode& end : node.children) {
    if (const auto ri = values.routing_indicator(end)) draft.fault.subject.emplace_back(*ri, end.place);
  }
}

template <sim::Fate fate>
void read_fate(const Values& values, const YamlNode& node, FaultDraft& draft) {
  draft.several_fates = draft.transmission != nullptr;
  draft.transmission = &node;
  draft.fault.fate = fate;
  take(values.whole(node, 1, 1'000'000'000'000), draft.fault.transmission);
}

constexpr Field<FaultDraft> kFault[] = {
    {{"circuit", "list of two routing indicators", "", "the ends of a circuit that is out, in both directions"},
     read_ends},
    {{"relay", "routing indicator", "", "a relay all of whose circuits are out"},
     [](const Values& values, const YamlNode& node, FaultDraft& draft) {
       draft.relay = &node;
       if (const auto ri = values.routing_indicator(node)) draft.fault.subject.emplace_back(*ri, node.place);
     }},
    {{"at", "time", "", "when the outage begins"},
     [](const Values& values, const YamlNode& node, FaultDraft& draft) {
       draft.at = &node;
       take(values.time(node), draft.fault.at);
     }},
    {{"for", "time", "", "how long it lasts"},
     [](const Values& values, const YamlNode& node, FaultDraft& draft) {
       draft.lasting = &node;
       take(values.positive_time(node), draft.fault.lasting);
     }},
    {{"mtbf", "time", "", "mean time between failures: from up to down, exponential"},
     [](const Values& values, const YamlNode& node, FaultDraft& draft) {
       draft.between_failures = &node;
       take(values.positive_time(node), draft.random.between);
     }},
    {{"mttr", "time", "", "mean time to repair: from down to up, exponential"},
     [](const Values& values, const YamlNode& node, FaultDraft& draft) {
       draft.to_repair = &node;
       take(values.positive_time(node), draft.random.lasting);
     }},
    {{"garbled", "whole number", "", "which transmission from the first end to the second comes in garbled, from 1"},
     read_fate<sim::Fate::garbled>},
    {{"lost", "whole number", "", "which transmission from the first end to the second does not come in"},
     read_fate<sim::Fate::lost>},
    {{"repeated", "whole number", "",
      "which transmission from the first end to the second comes in, and is sent again"},
     read_fate<sim::Fate::repeated>},
};

void read_fault(const Values& values, const YamlNode& node, std::vector<sim::FaultSpec>& faults) {
  FaultDraft draft;
  draft.fault.place = node.place;
  if (!read_map<FaultDraft>(values, node, kFault, draft)) return;
  if ((draft.circuit != nullptr) == (draft.relay != nullptr)) {
    values.problems().error(node.place, "a fault has either 'circuit' (its two ends) or 'relay'");
    return;
  }
  const bool given = draft.at != nullptr && draft.lasting != nullptr;
  const bool any_given = draft.at != nullptr || draft.lasting != nullptr;
  const bool random = draft.between_failures != nullptr && draft.to_repair != nullptr;
  const bool any_random = draft.between_failures != nullptr || draft.to_repair != nullptr;
  if (draft.transmission != nullptr) {
    if (any_given || any_random || draft.several_fates || draft.relay != nullptr) {
      values.refuse(*draft.transmission, "it goes with 'circuit' alone; list other faults apart");
      return;
    }
    faults.push_back(std::move(draft.fault));
    return;
  }
  if (given == random || (given && any_random) || (random && any_given)) {
    values.problems().error(node.place,
                            "a fault has either 'at' and 'for', or 'mtbf' and 'mttr', or one of 'garbled', 'lost' and "
                            "'repeated'");
    return;
  }
  if (random) draft.fault.random = draft.random;
  faults.push_back(std::move(draft.fault));
}

}  // namespace

void read_faults(const Values& values, const YamlNode& node, std::vector<sim::FaultSpec>& faults) {
  values.each(node, [&](const YamlNode& item) { read_fault(values, item, faults); });
}

std::vector<Table> fault_tables() {
  return {describe<FaultDraft>("faults[]", kFault)};
}

}  // namespace torntape::scenarios
