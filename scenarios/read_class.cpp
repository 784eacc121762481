#include "scenarios/read_class.hpp"

#include "scenarios/share_mix.hpp"

namespace torntape::scenarios {
namespace {

using topology::Classification;

using Draft = MixDraft<sim::ClassMix>;

constexpr Field<Draft> kClasses[] = {
    {{"UNCLASSIFIED", "share", "0", "of messages"}, read_share<Classification::unclassified, sim::ClassMix>},
    {{"EFTO", "share", "0", "of messages; unclassified, encrypted for transmission only"},
     read_share<Classification::efto, sim::ClassMix>},
    {{"RESTRICTED", "share", "0", "of messages"}, read_share<Classification::restricted, sim::ClassMix>},
    {{"CONFIDENTIAL", "share", "0", "of messages"}, read_share<Classification::confidential, sim::ClassMix>},
    {{"SECRET", "share", "0", "of messages"}, read_share<Classification::secret, sim::ClassMix>},
    {{"TOP SECRET", "share", "0", "of messages"}, read_share<Classification::top_secret, sim::ClassMix>},
};

}  // namespace

std::optional<Classification> read_class(const Values& values, const YamlNode& node) {
  static constexpr Choice<Classification> kWords[] = {{"UNCLASSIFIED", Classification::unclassified},
                                                      {"EFTO", Classification::efto},
                                                      {"RESTRICTED", Classification::restricted},
                                                      {"CONFIDENTIAL", Classification::confidential},
                                                      {"SECRET", Classification::secret},
                                                      {"TOP SECRET", Classification::top_secret}};
  return values.choice(node, kWords);
}

void read_class_mix(const Values& values, const YamlNode& node, sim::GenerateSpec& generate) {
  sim::ClassMix shares{};
  generate.classes_place = node.place;
  if (node.kind == YamlNode::Kind::scalar) {
    const auto classification = read_class(values, node);
    if (!classification) return;
    shares[static_cast<std::size_t>(*classification)] = 1;
  } else if (!read_shares<sim::ClassMix>(values, node, kClasses, shares)) {
    return;
  }
  generate.classes = shares;
}

Table class_table() {
  return describe<Draft>("traffic[].generate.class", kClasses);
}

}  // namespace torntape::scenarios
