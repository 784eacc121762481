#include "scenarios/read_class.hpp"

#include <cmath>
#include <string>

namespace torntape::scenarios {
namespace {

using topology::Classification;

struct MixDraft {
  sim::ClassMix shares{};
  std::size_t read = 0;
};

template <Classification classification>
void read_share(const Values& values, const YamlNode& node, MixDraft& mix) {
  const auto share = values.share(node);
  if (share) ++mix.read;
  take(share, mix.shares[static_cast<std::size_t>(classification)]);
}

constexpr Field<MixDraft> kClasses[] = {
    {{"UNCLASSIFIED", "share", "0", "of messages"}, read_share<Classification::unclassified>},
    {{"EFTO", "share", "0", "of messages; unclassified, encrypted for transmission only"},
     read_share<Classification::efto>},
    {{"RESTRICTED", "share", "0", "of messages"}, read_share<Classification::restricted>},
    {{"CONFIDENTIAL", "share", "0", "of messages"}, read_share<Classification::confidential>},
    {{"SECRET", "share", "0", "of messages"}, read_share<Classification::secret>},
    {{"TOP SECRET", "share", "0", "of messages"}, read_share<Classification::top_secret>},
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
  MixDraft mix;
  generate.classes_place = node.place;
  if (node.kind == YamlNode::Kind::scalar) {
    const auto classification = read_class(values, node);
    if (!classification) return;
    mix.shares[static_cast<std::size_t>(*classification)] = 1;
  } else {
    if (!read_map<MixDraft>(values, node, kClasses, mix) || mix.read != node.children.size()) return;
    double sum = 0;
    for (const double share : mix.shares) sum += share;
    if (std::abs(sum - 1) > 1e-6) {
      return values.refuse(node, "the shares sum to " + shown(sum) + "; they must sum to 1");
    }
  }
  generate.classes = mix.shares;
}

Table class_table() {
  return describe<MixDraft>("traffic[].generate.class", kClasses);
}

}  // namespace torntape::scenarios
