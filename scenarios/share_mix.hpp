#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <string>

#include "scenarios/fields.hpp"
#include "scenarios/values.hpp"
#include "scenarios/yaml_node.hpp"

namespace torntape::scenarios {

/// The shares of a mix of levels, such as precedences, and how many of them could be read.
template <class Mix>
struct MixDraft {
  Mix shares{};
  std::size_t read = 0;
};

/// The share of one level of an enumeration whose values are places in the mix.
template <auto level, class Mix>
void read_share(const Values& values, const YamlNode& node, MixDraft<Mix>& mix) {
  const auto share = values.share(node);
  if (share) ++mix.read;
  take(share, mix.shares[static_cast<std::size_t>(level)]);
}

/// Reads a map of shares, which must sum to 1; false where `node` is no map or they do not. Where one could not be
/// read, that is reported and the sum is not looked at.
template <class Mix>
bool read_shares(const Values& values, const YamlNode& node, std::span<const Field<MixDraft<Mix>>> fields,
                 Mix& shares) {
  MixDraft<Mix> mix;
  if (!read_map<MixDraft<Mix>>(values, node, fields, mix)) return false;
  double sum = 0;
  for (const double share : mix.shares) sum += share;
  if (mix.read == node.children.size() && std::abs(sum - 1) > 1e-6) {
    values.refuse(node, "the shares sum to " + shown(sum) + "; they must sum to 1");
    return false;
  }
  shares = mix.shares;
  return true;
}

}  // namespace torntape::scenarios
