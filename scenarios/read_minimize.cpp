#include <algorithm>

#include "scenarios/sections.hpp"
#include "topology/precedence.hpp"

namespace torntape::scenarios {
namespace {

using sim::MinimizeSpec;
using sim::Mix;
using topology::Precedence;

template <Precedence precedence>
void read_share(const Values& values, const YamlNode& node, Mix& shares) {
  take(values.share(node), shares[static_cast<std::size_t>(precedence)]);
}

constexpr Field<Mix> kKeep[] = {
    {{"FLASH", "share", "1", "of messages that are still filed"}, read_share<Precedence::flash>},
    {{"IMMEDIATE", "share", "1", "of messages that are still filed"}, read_share<Precedence::immediate>},
    {{"PRIORITY", "share", "1", "of messages that are still filed"}, read_share<Precedence::priority>},
    {{"ROUTINE", "share", "1", "of messages that are still filed"}, read_share<Precedence::routine>},
};

constexpr Field<Mix> kRaise[] = {
    {{"IMMEDIATE", "share", "0", "of messages that are filed as FLASH"}, read_share<Precedence::immediate>},
    {{"PRIORITY", "share", "0", "of messages that are filed as IMMEDIATE"}, read_share<Precedence::priority>},
    {{"ROUTINE", "share", "0", "of messages that are filed as PRIORITY"}, read_share<Precedence::routine>},
};

/// Shares by precedence, or one for all.
template <std::size_t size>
void read_shares(const Values& values, const YamlNode& node, const Field<Mix> (&fields)[size], Mix& shares) {
  if (node.kind != YamlNode::Kind::scalar) {
    read_map<Mix>(values, node, fields, shares);
  } else if (const auto share = values.share(node)) {
    shares.fill(*share);
  }
}

/// An indicator, or the letters that indicators begin with and a star.
void read_bound(const Values& values, const YamlNode& item, std::vector<MinimizeSpec::Bound>& bound) {
  if (!values.expect(item, YamlNode::Kind::scalar)) return;
  if (!item.text.ends_with('*')) {
    if (const auto ri = values.routing_indicator(item)) bound.push_back({ri->letters(), false, item.place});
    return;
  }
  const std::string letters = item.text.substr(0, item.text.size() - 1);
  const bool capitals = std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (letters.empty() || !capitals) {
    return values.refuse(item, quoted(item.text) + " names nobody; it takes capital letters and a star, such as RUEH*");
  }
  bound.push_back({letters, true, item.place});
}

constexpr Field<MinimizeSpec> kMinimize[] = {
    {{"at", "time", "0 s", "when the order takes effect"},
     [](const Values& values, const YamlNode& node, MinimizeSpec& order) { take(values.time(node), order.at); }},
    {{"for", "time", "to the end", "how long it holds"},
     [](const Values& values, const YamlNode& node, MinimizeSpec& order) {
       take(values.positive_time(node), order.length);
     }},
    {{"keep", "share or map", "1", "how much of each precedence is still filed"},
     [](const Values& values, const YamlNode& node, MinimizeSpec& order) {
       read_shares(values, node, kKeep, order.keep);
     }},
    {{"raise", "share or map", "0", "how much of each precedence users file one step higher meanwhile"},
     [](const Values& values, const YamlNode& node, MinimizeSpec& order) {
       read_shares(values, node, kRaise, order.raise);
     }},
    {{"from", "list of texts", "every origin", "indicators of whom it binds; RUEH* is RUEH and every station below it"},
     [](const Values& values, const YamlNode& node, MinimizeSpec& order) {
       if (!values.expect(node, YamlNode::Kind::list)) return;
       if (node.children.empty()) values.refuse(node, "the list is empty; name a station, or leave the key out");
       order.from.emplace();
       for (const YamlNode& item : node.children) read_bound(values, item, *order.from);
     }},
};

}  // namespace

void read_minimize(const Values& values, const YamlNode& node, std::vector<sim::MinimizeSpec>& orders) {
  const auto read_order = [&](const YamlNode& item) {
    MinimizeSpec order;
    order.place = item.place;
    if (read_map<MinimizeSpec>(values, item, kMinimize, order)) orders.push_back(std::move(order));
  };
  if (node.kind == YamlNode::Kind::list) {
    values.each(node, read_order);
  } else {
    read_order(node);
  }
}

std::vector<Table> minimize_tables() {
  return {describe<MinimizeSpec>("minimize", kMinimize), describe<Mix>("minimize.keep", kKeep),
          describe<Mix>("minimize.raise", kRaise)};
}

}  // namespace torntape::scenarios
