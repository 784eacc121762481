#include "scenarios/read_distributions.hpp"

#include <algorithm>

#include "scenarios/quantity.hpp"
#include "scenarios/share_mix.hpp"
#include "topology/precedence.hpp"

namespace torntape::scenarios {
namespace {

using sim::Mix;
using topology::Precedence;

constexpr double kMostCharacters = 1e9;
constexpr std::uint64_t kMostSections = 999;

std::optional<double> characters(const Values& values, const YamlNode& node) {
  return values.number(node, 0, false, kMostCharacters);
}

std::optional<double> addressees(const Values& values, const YamlNode& node) {
  const auto number = values.whole(node, 1, kMostAddressees);
  if (!number) return std::nullopt;
  return static_cast<double>(*number);
}

/// A length with one number, `fixed` or `exponential`.
template <class Size>
void read_size(const Values& values, const YamlNode& node, sim::SizeSpec& size) {
  if (const auto number = characters(values, node)) size = Size{*number};
}

void read_sigma(const Values& values, const YamlNode& node, double& sigma) {
  take(values.number(node, 0, true, 10), sigma);
}

constexpr Field<sim::LognormalSize> kLognormalSize[] = {
    {{"median", "number", "", "in characters", Need::required},
     [](const Values& values, const YamlNode& node, sim::LognormalSize& size) {
       take(characters(values, node), size.median);
     }},
    {{"sigma", "number", "", "standard deviation of the natural logarithm, 0 to 10", Need::required},
     [](const Values& values, const YamlNode& node, sim::LognormalSize& size) {
       read_sigma(values, node, size.sigma);
     }},
};

constexpr Field<sim::LognormalCount> kLognormalCount[] = {
    {{"median", "number", "", "of addressees", Need::required},
     [](const Values& values, const YamlNode& node, sim::LognormalCount& count) {
       take(values.number(node, 0, false, static_cast<double>(kMostAddressees)), count.median);
     }},
    {{"sigma", "number", "", "standard deviation of the natural logarithm, 0 to 10", Need::required},
     [](const Values& values, const YamlNode& node, sim::LognormalCount& count) {
       read_sigma(values, node, count.sigma);
     }},
};

/// Reads items [value, weight] with `read` for the values; `what` is a value, `example` an item.
template <class Read>
std::vector<std::pair<double, double>> read_empirical(const Values& values, const YamlNode& node, Read read,
                                                      const std::string& what, const std::string& example) {
  std::vector<std::pair<double, double>> found;
  double sum = 0;
  values.each(node, [&](const YamlNode& item) {
    if (item.kind != YamlNode::Kind::list || item.children.size() != 2) {
      return values.refuse(item, "an item is [" + what + ", weight], such as " + example);
    }
    const auto value = read(values, item.children.front());
    const auto its_weight = weight(values, item.children.back());
    if (!value || !its_weight) return;
    found.emplace_back(*value, *its_weight);
    sum += *its_weight;
  });
  if (node.kind != YamlNode::Kind::list) return found;
  if (node.children.empty()) values.refuse(node, "the list is empty; it takes items [" + what + ", weight]");
  if (sum <= 0 && !found.empty()) values.refuse(node, "every weight is 0; one at least must be more");
  return found;
}

constexpr Field<sim::SizeSpec> kCharacters[] = {
    {{"fixed", "number", "", "every message has so many"}, read_size<sim::FixedSize>},
    {{"exponential", "number", "", "drawn with this mean"}, read_size<sim::ExponentialSize>},
    {{"lognormal", "map", "", "drawn with this median and sigma"},
     [](const Values& values, const YamlNode& node, sim::SizeSpec& size) {
       sim::LognormalSize lognormal{1, 0};
       read_map<sim::LognormalSize>(values, node, kLognormalSize, lognormal);
       size = lognormal;
     }},
    {{"empirical", "list of [number, weight]", "", "drawn from these by their weights"},
     [](const Values& values, const YamlNode& node, sim::SizeSpec& size) {
       size = sim::EmpiricalSize{read_empirical(values, node, characters, "characters", "[1200, 0.5]")};
     }},
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
    {{"lognormal", "map", "", "drawn with this median and sigma, to the nearest whole number, 1 or more"},
     [](const Values& values, const YamlNode& node, sim::CountSpec& count) {
       sim::LognormalCount lognormal{1, 0};
       read_map<sim::LognormalCount>(values, node, kLognormalCount, lognormal);
       count = lognormal;
     }},
    {{"empirical", "list of [whole number, weight]", "", "drawn from these by their weights"},
     [](const Values& values, const YamlNode& node, sim::CountSpec& count) {
       count = sim::EmpiricalCount{read_empirical(values, node, addressees, "number", "[3, 0.5]")};
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

using Draft = MixDraft<Mix>;
constexpr Field<Draft> kPrecedence[] = {
    {{"FLASH", "share", "0", "of messages"}, read_share<Precedence::flash, Mix>},
    {{"IMMEDIATE", "share", "0", "of messages"}, read_share<Precedence::immediate, Mix>},
    {{"PRIORITY", "share", "0", "of messages"}, read_share<Precedence::priority, Mix>},
    {{"ROUTINE", "share", "0", "of messages"}, read_share<Precedence::routine, Mix>},
};

/// The mix of info addressees of messages of one precedence, none of which is above it.
template <Precedence precedence>
void read_info_shares(const Values& values, const YamlNode& node, sim::InfoMix& mix) {
  constexpr auto level = static_cast<std::size_t>(precedence);
  Mix& shares = mix[level];
  if (!read_shares<Mix>(values, node, kPrecedence, shares)) return;
  for (std::size_t higher = 0; higher < level; ++higher) {
    if (shares[higher] > 0) {
      return values.refuse(node, "an info addressee of a message of " + std::string(topology::word(precedence)) +
                                     " is not above it; leave " +
                                     std::string(topology::word(static_cast<Precedence>(higher))) + " out");
    }
  }
}
constexpr Field<sim::InfoMix> kInfoPrecedence[] = {
    {{"FLASH", "map of shares", "{FLASH: 1}", "of the info addressees of FLASH messages"},
     read_info_shares<Precedence::flash>},
    {{"IMMEDIATE", "map of shares", "{IMMEDIATE: 1}", "of the info addressees of IMMEDIATE messages"},
     read_info_shares<Precedence::immediate>},
    {{"PRIORITY", "map of shares", "{PRIORITY: 1}", "of the info addressees of PRIORITY messages"},
     read_info_shares<Precedence::priority>},
    {{"ROUTINE", "map of shares", "{ROUTINE: 1}", "of the info addressees of ROUTINE messages"},
     read_info_shares<Precedence::routine>},
};

sim::InfoMix same_precedence() {
  sim::InfoMix mix{};
  for (std::size_t level = 0; level < mix.size(); ++level) mix[level][level] = 1;
  return mix;
}

/// What 6,047 headings of 2005 to 2010 show; those of 6 to 10, and of 11 to 36 sections, alike within the group.
std::vector<std::pair<double, double>> observed_sections() {
  std::vector<std::pair<double, double>> sections{{1, 25.5}, {2, 36.5}, {3, 21.0}, {4, 9.5}, {5, 4.1}};
  for (int number = 6; number <= 10; ++number) sections.emplace_back(number, 2.8 / 5);
  for (int number = 11; number <= 36; ++number) sections.emplace_back(number, 0.6 / 26);
  return sections;
}

}  // namespace

std::optional<double> weight(const Values& values, const YamlNode& node) {
  return values.number(node, 0, true, kMostWeight);
}

void read_characters(const Values& values, const YamlNode& node, sim::SizeSpec& size) {
  read_distribution(values, node, kCharacters, size);
}

void read_count(const Values& values, const YamlNode& node, sim::CountSpec& count) {
  read_distribution(values, node, kAddressees, count);
}

void read_sections(const Values& values, const YamlNode& node, std::vector<std::pair<double, double>>& sections) {
  sections.clear();
  if (node.kind == YamlNode::Kind::scalar) {
    if (node.text == "observed") {
      sections = observed_sections();
    } else if (const auto number = values.whole(node, 1, kMostSections)) {
      sections.emplace_back(static_cast<double>(*number), 1);
    }
    return;
  }
  if (node.kind == YamlNode::Kind::list || node.children.empty()) {
    return values.refuse(node, "it takes a number, observed, or numbers with their weights, such as {1: 60, 2: 40}");
  }
  double sum = 0;
  for (const YamlNode& item : node.children) {
    const auto number = parse_whole(item.key, 1, kMostSections);
    if (!number.value) {
      values.problems().error(item.key_place, "sections: " + number.error);
    } else if (const auto its_weight = weight(values, item)) {
      sections.emplace_back(static_cast<double>(*number.value), *its_weight);
      sum += *its_weight;
    }
  }
  if (sum <= 0 && !sections.empty()) values.refuse(node, "every weight is 0; one at least must be more");
}

void read_mix(const Values& values, const YamlNode& node, sim::Mix& mix) {
  if (node.kind != YamlNode::Kind::scalar) {
    read_shares<Mix>(values, node, kPrecedence, mix);
  } else if (node.text == "observed") {
    mix = {0.0002, 0.319, 0.409, 0.2718};
  } else {
    values.refuse(node, quoted(node.text) +
                            " is unknown; it takes observed, or shares such as {PRIORITY: 0.4, "
                            "ROUTINE: 0.6}");
  }
}

void read_info_mix(const Values& values, const YamlNode& node, std::optional<sim::InfoMix>& mix) {
  sim::InfoMix read = same_precedence();
  if (read_map<sim::InfoMix>(values, node, kInfoPrecedence, read)) mix = read;
}

sim::InfoMix observed_info_mix() {
  sim::InfoMix mix = same_precedence();
  mix[static_cast<std::size_t>(Precedence::immediate)] = {0, 0.23, 0.33, 0.44};
  mix[static_cast<std::size_t>(Precedence::priority)] = {0, 0, 0.5, 0.5};
  return mix;
}

std::vector<Table> distribution_tables() {
  return {describe<sim::SizeSpec>("traffic[].generate.characters", kCharacters),
          describe<sim::LognormalSize>("traffic[].generate.characters.lognormal", kLognormalSize),
          describe<Draft>("traffic[].generate.precedence", kPrecedence),
          describe<sim::CountSpec>("traffic[].generate.addressees", kAddressees),
          describe<sim::LognormalCount>("traffic[].generate.addressees.lognormal", kLognormalCount),
          describe<sim::InfoMix>("traffic[].generate.info_precedence", kInfoPrecedence)};
}

}  // namespace torntape::scenarios
