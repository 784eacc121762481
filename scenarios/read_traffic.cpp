#include <array>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

#include "scenarios/sections.hpp"
#include "topology/precedence.hpp"

namespace torntape::scenarios {
namespace {

using sim::Candidate;
using sim::GenerateSpec;
using topology::Place;
using topology::RoutingIndicator;

constexpr double kMostCharacters = 1e9;
constexpr double kMostWeight = 1e12;
constexpr std::uint64_t kMostAddressees = 1'000'000;

/// What `generate` holds where its keys are left out.
GenerateSpec usual_traffic() {
  GenerateSpec generate;
  generate.rate = 4.0 / 86400;
  generate.characters = sim::ExponentialSize{2000};
  generate.precedence = {0.001, 0.1, 0.4, 0.499};
  generate.addressees = sim::GeometricCount{5};
  return generate;
}

std::optional<double> characters(const Values& values, const YamlNode& node) {
  return values.number(node, 0, false, kMostCharacters);
}

/// A length with one number, `fixed` or `exponential`.
template <class Size>
void read_size(const Values& values, const YamlNode& node, sim::SizeSpec& size) {
  if (const auto number = characters(values, node)) size = Size{*number};
}

constexpr Field<sim::LognormalSize> kLognormal[] = {
    {{"median", "number", "", "in characters", Need::required},
     [](const Values& values, const YamlNode& node, sim::LognormalSize& size) {
       take(characters(values, node), size.median);
     }},
    {{"sigma", "number", "", "standard deviation of the natural logarithm, 0 to 10", Need::required},
     [](const Values& values, const YamlNode& node, sim::LognormalSize& size) {
       take(values.number(node, 0, true, 10), size.sigma);
     }},
};

void read_empirical(const Values& values, const YamlNode& node, sim::SizeSpec& size) {
  sim::EmpiricalSize empirical;
  double sum = 0;
  values.each(node, [&](const YamlNode& item) {
    if (item.kind != YamlNode::Kind::list || item.children.size() != 2) {
      return values.refuse(item, "an item is [characters, weight], such as [1200, 0.5]");
    }
    const auto value = characters(values, item.children.front());
    const auto weight = values.number(item.children.back(), 0, true, kMostWeight);
    if (!value || !weight) return;
    empirical.values.emplace_back(*value, *weight);
    sum += *weight;
  });
  if (node.kind != YamlNode::Kind::list) return;
  if (node.children.empty()) values.refuse(node, "the list is empty; it takes items [characters, weight]");
  if (sum <= 0 && !empirical.values.empty()) values.refuse(node, "every weight is 0; one at least must be more");
  size = std::move(empirical);
}

constexpr Field<sim::SizeSpec> kCharacters[] = {
    {{"fixed", "number", "", "every message has so many"}, read_size<sim::FixedSize>},
    {{"exponential", "number", "", "drawn with this mean"}, read_size<sim::ExponentialSize>},
    {{"lognormal", "map", "", "drawn with this median and sigma"},
     [](const Values& values, const YamlNode& node, sim::SizeSpec& size) {
       sim::LognormalSize lognormal{1, 0};
       read_map<sim::LognormalSize>(values, node, kLognormal, lognormal);
       size = lognormal;
     }},
    {{"empirical", "list of [number, weight]", "", "drawn from these by their weights"}, read_empirical},
};

constexpr Field<sim::CountSpec> kAddressees[] = {
    {{"fixed", "whole number", "", "every message has so many"},
     [](const Values& values, const YamlNode& node, sim::CountSpec& count) {
       if (const auto number = values.whole(node, 1, kMostAddressees)) {
         count = sim::FixedCount{static_cast<std::uint32_t>(*number)};
       }
     }},
    {{"geometric", "number", "", "drawn from 1 up with this mean, 1 or more"},
     [](const Values& values, const YamlNode& node, sim::CountSpec& count) {
       if (const auto mean = values.number(node, 1, true, static_cast<double>(kMostAddressees))) {
         count = sim::GeometricCount{*mean};
       }
     }},
};

/// Reads a map of which exactly one key is to stand, or a bare number, which means `fixed`.
template <class Spec, std::size_t size>
void read_distribution(const Values& values, const YamlNode& node, const Field<Spec> (&fields)[size], Spec& spec) {
  if (node.kind == YamlNode::Kind::scalar) return fields[0].read(values, node, spec);
  if (node.kind == YamlNode::Kind::list) return values.refuse(node, "it takes a number or a map, not a list");
  if (!read_map<Spec>(values, node, fields, spec)) return;
  if (node.children.size() != 1) {
    std::string words;
    for (const Field<Spec>& field : fields) words.append(words.empty() ? "" : ", ").append(field.key);
    values.refuse(node, "it takes exactly one of " + words);
  }
}

/// A mix of precedences, and how many of its shares could be read.
struct MixDraft {
  std::array<double, topology::kPrecedences> shares{};
  std::size_t read = 0;
};

template <topology::Precedence precedence>
void read_share(const Values& values, const YamlNode& node, MixDraft& mix) {
  const auto share = values.share(node);
  if (share) ++mix.read;
  take(share, mix.shares[static_cast<std::size_t>(precedence)]);
}
constexpr Field<MixDraft> kPrecedence[] = {
    {{"FLASH", "share", "0", "of messages"}, read_share<topology::Precedence::flash>},
    {{"IMMEDIATE", "share", "0", "of messages"}, read_share<topology::Precedence::immediate>},
    {{"PRIORITY", "share", "0", "of messages"}, read_share<topology::Precedence::priority>},
    {{"ROUTINE", "share", "0", "of messages"}, read_share<topology::Precedence::routine>},
};

void read_mix(const Values& values, const YamlNode& node, GenerateSpec& generate) {
  MixDraft mix;
  if (!read_map<MixDraft>(values, node, kPrecedence, mix)) return;
  double sum = 0;
  for (const double share : mix.shares) sum += share;
  if (mix.read == node.children.size() && std::abs(sum - 1) > 1e-6) {
    values.refuse(node, "the shares sum to " + shown(sum) + "; they must sum to 1");
  }
  generate.precedence = mix.shares;
}

/// Routing indicators, none twice, each with its place.
std::vector<Candidate> read_candidates(const Values& values, const YamlNode& node) {
  std::vector<Candidate> candidates;
  std::unordered_map<RoutingIndicator, Place> first;
  const auto add = [&](std::string_view text, const Place& place, double weight) {
    const auto ri = values.routing_indicator(text, place);
    if (!ri) return;
    if (const auto [known, fresh] = first.emplace(*ri, place); !fresh) {
      values.problems().error(place, ri->letters() + " is listed twice, first " + at(known->second) + "; list it once");
    }
    candidates.push_back({*ri, weight, place});
  };
  for (const YamlNode& item : node.children) {
    if (node.kind == YamlNode::Kind::map) {
      if (const auto weight = values.number(item, 0, true, kMostWeight)) add(item.key, item.key_place, *weight);
    } else if (values.expect(item, YamlNode::Kind::scalar)) {
      add(item.text, item.place, 1);
    }
  }
  return candidates;
}

void read_posts(const Values& values, const YamlNode& node) {
  if (node.text != "posts")
    values.refuse(node, quoted(node.text) + " is unknown; it takes posts or a list, such as [RUEHC]");
}

void read_from(const Values& values, const YamlNode& node, GenerateSpec& generate) {
  if (node.kind == YamlNode::Kind::scalar) return read_posts(values, node);
  if (!values.expect(node, YamlNode::Kind::list)) return;
  if (node.children.empty()) values.refuse(node, "the list is empty; name a station, or write posts");
  generate.from_posts = false;
  generate.from = read_candidates(values, node);
}

void read_to(const Values& values, const YamlNode& node, GenerateSpec& generate) {
  if (node.kind == YamlNode::Kind::scalar) return read_posts(values, node);
  if (node.children.empty()) values.refuse(node, "nobody is named; name a station, or write posts");
  generate.to_posts = false;
  generate.to = read_candidates(values, node);
  double sum = 0;
  for (const Candidate& candidate : generate.to) sum += candidate.weight;
  if (sum <= 0 && !generate.to.empty()) values.refuse(node, "every weight is 0; one at least must be more");
}

constexpr Field<GenerateSpec> kGenerate[] = {
    {{"from", "posts or list of routing indicators", "posts", "who files: every station that is no relay, or these"},
     read_from},
    {{"rate", "message rate", "4 per day", "of each origin, a Poisson process"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       take(values.message_rate(node), generate.rate);
     }},
    {{"characters", "number or map", "{exponential: 2000}", "how long a message is"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       read_distribution(values, node, kCharacters, generate.characters);
     }},
    {{"precedence", "map", "FLASH 0.001, IMMEDIATE 0.1, PRIORITY 0.4, ROUTINE 0.499", "shares that sum to 1"},
     read_mix},
    {{"addressees", "number or map", "{geometric: 5}", "how many stations a message is for"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       read_distribution(values, node, kAddressees, generate.addressees);
     }},
    {{"action", "whole number", "all", "so many of them are action, the rest info"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       if (const auto number = values.whole(node, 1, kMostAddressees)) {
         generate.action = static_cast<std::uint32_t>(*number);
       }
     }},
    {{"info_precedence", "same or lower", "same", "of info addressees; lower is one step below action"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       static constexpr Choice<bool> kWords[] = {{"same", false}, {"lower", true}};
       take(values.choice(node, kWords), generate.info_lower);
     }},
    {{"to", "posts, list of routing indicators or map of weights", "posts",
      "whom: stations drawn alike, or by weight as {RUEHC: 3, RUEHIA: 1}"},
     read_to},
};

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
       GenerateSpec generate = usual_traffic();
       read_map<GenerateSpec>(values, node, kGenerate, generate);
       item.sources.push_back({std::move(generate), node.key_place});
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
    values.problems().error(item.at_place, "'at' belongs to telegrams alone; leave it out here");
  }
  traffic.push_back(std::move(item.sources.front()));
}

}  // namespace

void read_traffic(const Values& values, const YamlNode& node, std::vector<sim::TrafficSpec>& traffic) {
  values.each(node, [&](const YamlNode& item) { read_item(values, item, traffic); });
}

std::vector<Table> traffic_tables() {
  return {describe<ItemDraft>("traffic[]", kItem),
          describe<GenerateSpec>("traffic[].generate", kGenerate),
          describe<sim::SizeSpec>("traffic[].generate.characters", kCharacters),
          describe<sim::LognormalSize>("traffic[].generate.characters.lognormal", kLognormal),
          describe<MixDraft>("traffic[].generate.precedence", kPrecedence),
          describe<sim::CountSpec>("traffic[].generate.addressees", kAddressees)};
}

}  // namespace torntape::scenarios
