#include <utility>

#include "scenarios/sections.hpp"

namespace torntape::scenarios {
namespace {

using topology::Place;

/// An item of the traffic list, of which one source is to stand.
struct ItemDraft {
  std::vector<sim::TrafficSpec> sources;
  std::optional<sim::Time> at;
  Place at_place;
};

constexpr Field<ItemDraft> kItem[] = {
    {{"telegrams", "path, pattern or list of them", "", "telegrams replayed, each filed at its filing time"},
     [](const Values& values, const YamlNode& node, ItemDraft& item) {
       sim::ReplaySpec replay;
       for (FileReference& file : values.files(node)) replay.files.push_back({std::move(file.path), file.place});
       item.sources.push_back({std::move(replay), node.key_place});
     }},
    {{"at", "time", "0 s", "of telegrams: when the earliest is filed"},
     [](const Values& values, const YamlNode& node, ItemDraft& item) {
       item.at_place = node.key_place;
       take(values.time(node), item.at);
     }},
    {{"trace", "path", "", "messages row by row from a CSV file: filed_s,from,characters,to,info"},
     [](const Values& values, const YamlNode& node, ItemDraft& item) {
       FileReference file = values.file(node).value_or(FileReference{});
       item.sources.push_back({sim::TraceSpec{std::move(file.path), file.place}, node.key_place});
     }},
    {{"generate", "map", "", "messages drawn at random"},
     [](const Values& values, const YamlNode& node, ItemDraft& item) {
       item.sources.push_back({read_generate(values, node), node.key_place});
     }},
};

void read_item(const Values& values, const YamlNode& node, std::vector<sim::TrafficSpec>& traffic) {
  ItemDraft item;
  if (!read_map<ItemDraft>(values, node, kItem, item)) return;
  if (item.sources.empty()) {
    const bool bare = node.children.size() == (item.at_place.file ? 1 : 0);
    if (bare) values.refuse(node, "an item of traffic takes telegrams, trace or generate");
    return;
  }
  if (item.sources.size() > 1) {
    return values.problems().error(item.sources[1].place,
                                   "an item of traffic has one source, this is its second; begin "
                                   "another item with '- '");
  }
  auto* replay = std::get_if<sim::ReplaySpec>(&item.sources.front().source);
  if (replay != nullptr) {
    replay->at = item.at;
  } else if (item.at_place.file) {
    values.problems().error(item.at_place, "'at' belongs to telegrams here; leave it out, or put it within generate");
  }
  traffic.push_back(std::move(item.sources.front()));
}

}  // namespace

void read_traffic(const Values& values, const YamlNode& node, std::vector<sim::TrafficSpec>& traffic) {
  values.each(node, [&](const YamlNode& item) { read_item(values, item, traffic); });
}

std::vector<Table> traffic_tables() {
  std::vector<Table> tables{describe<ItemDraft>("traffic[]", kItem)};
  for (Table& table : generate_tables()) tables.push_back(std::move(table));
  return tables;
}

}  // namespace torntape::scenarios
