#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "scenarios/read_class.hpp"
#include "scenarios/read_distributions.hpp"
#include "scenarios/sections.hpp"
#include "topology/precedence.hpp"

namespace torntape::scenarios {
namespace {

using sim::Candidate;
using sim::GenerateSpec;
using topology::Place;
using topology::RoutingIndicator;

/// Routing indicators, none twice, each with its place.
class CandidateList {
 public:
  explicit CandidateList(const Values& values) : values_(values) {}

  void add(const YamlNode& item) {
    if (values_.expect(item, YamlNode::Kind::scalar)) add(item.text, item.place);
  }
  void add_weighted(const YamlNode& item) {
    if (!add(item.key, item.key_place)) return;
    if (const auto its_weight = weight(values_, item)) {
      candidates.back().weight = *its_weight;
    } else {
      candidates.pop_back();
    }
  }

  std::vector<Candidate> candidates;

 private:
  bool add(std::string_view text, const Place& place) {
    const auto ri = values_.routing_indicator(text, place);
    if (!ri) return false;
    if (const auto [known, fresh] = first_.emplace(*ri, place); !fresh) {
      values_.problems().error(place,
                               ri->letters() + " is listed twice, first " + at(known->second) + "; list it once");
    }
    candidates.push_back({*ri, 1, place});
    return true;
  }

  const Values& values_;
  std::unordered_map<RoutingIndicator, Place> first_;
};

std::vector<Candidate> read_list(const Values& values, const YamlNode& node) {
  CandidateList list(values);
  for (const YamlNode& item : node.children) list.add(item);
  return std::move(list.candidates);
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
  generate.from = read_list(values, node);
}

/// A list, or a map of weights; in a map `table` names a table that holds the weights, in its `column` or this one.
void read_weights(const Values& values, const YamlNode& node, std::string_view usual_column, sim::ToSpec& to) {
  to.posts = false;
  to.place = node.place;
  CandidateList list(values);
  std::optional<std::string> column;
  const YamlNode* column_node = nullptr;
  for (const YamlNode& item : node.children) {
    if (node.kind == YamlNode::Kind::list) {
      list.add(item);
    } else if (item.key == "table") {
      FileReference file = values.file(item).value_or(FileReference{});
      to.table = sim::ColumnSpec{std::move(file.path), std::string(usual_column), item.place};
    } else if (item.key == "column") {
      column_node = &item;
      column = values.filled_text(item);
    } else {
      list.add_weighted(item);
    }
  }
  to.listed = std::move(list.candidates);
  if (column && to.table) to.table->column = *column;
  if (column_node != nullptr && !to.table) values.refuse(*column_node, "it names a column of a table; add table");
  double sum = to.table ? 1 : 0;
  for (const Candidate& candidate : to.listed) sum += candidate.weight;
  if (sum <= 0 && !to.listed.empty()) values.refuse(node, "every weight is 0; one at least must be more");
}

void read_to(const Values& values, const YamlNode& node, std::string_view usual_column, sim::ToSpec& to) {
  if (node.kind == YamlNode::Kind::scalar) {
    to.posts = true;
    return read_posts(values, node);
  }
  if (node.children.empty()) values.refuse(node, "nobody is named; name a station, or write posts");
  read_weights(values, node, usual_column, to);
}

constexpr Field<sim::RatesSpec> kRates[] = {
    {{"table", "path", "", "a text with tabs between its fields, the first line naming them, ri among them",
      Need::required},
     [](const Values& values, const YamlNode& node, sim::RatesSpec& rates) {
       FileReference file = values.file(node).value_or(FileReference{});
       rates.table.path = std::move(file.path);
       rates.table.place = node.place;
     }},
    {{"column", "text", "telegrams_per_year", "which of its fields holds the messages a year of 365 days"},
     [](const Values& values, const YamlNode& node, sim::RatesSpec& rates) {
       take(values.filled_text(node), rates.table.column);
     }},
    {{"scale", "number", "1", "every figure times this"},
     [](const Values& values, const YamlNode& node, sim::RatesSpec& rates) {
       take(values.number(node, 0, false, 1e6), rates.scale);
     }},
};

void read_rates(const Values& values, const YamlNode& node, GenerateSpec& generate) {
  sim::RatesSpec rates{{{}, "telegrams_per_year", node.place}, 1};
  if (node.kind == YamlNode::Kind::scalar) {
    kRates[0].read(values, node, rates);
  } else if (!read_map<sim::RatesSpec>(values, node, kRates, rates)) {
    return;
  }
  generate.rates = rates;
}

/// Exactly so many weights, or `observed`, which stands for `observed`.
template <std::size_t count>
void read_shape(const Values& values, const YamlNode& node, const std::array<double, count>& observed,
                const char* order, std::optional<std::array<double, count>>& weights) {
  if (node.kind == YamlNode::Kind::scalar) {
    if (node.text == "observed") {
      weights = observed;
    } else {
      values.refuse(node, quoted(node.text) + " is unknown; it takes observed or a list of " + std::to_string(count) +
                              " weights");
    }
    return;
  }
  if (!values.expect(node, YamlNode::Kind::list)) return;
  if (node.children.size() != count) {
    return values.refuse(node, "the list has " + std::to_string(node.children.size()) + " weights; it takes " +
                                   std::to_string(count) + ", " + order);
  }
  std::array<double, count> read{};
  std::size_t place = 0;
  double sum = 0;
  bool good = true;
  for (const YamlNode& item : node.children) {
    const auto its_weight = weight(values, item);
    good = good && its_weight.has_value();
    sum += read[place++] = its_weight.value_or(0);
  }
  if (good && sum <= 0) values.refuse(node, "every weight is 0; one at least must be more");
  if (good && sum > 0) weights = read;
}

void read_hours(const Values& values, const YamlNode& node, GenerateSpec& generate) {
  static constexpr std::array<double, 24> kObserved{49,  19,  19,  24,  40,  69,  122, 159, 167, 236, 287, 332,
                                                    426, 519, 639, 667, 607, 454, 253, 236, 211, 213, 189, 110};
  read_shape(values, node, kObserved, "from 00 to 23 hours UTC", generate.hours);
}

void read_weekdays(const Values& values, const YamlNode& node, GenerateSpec& generate) {
  static constexpr std::array<double, 7> kObserved{1029, 1064, 1186, 1255, 1267, 74, 172};
  read_shape(values, node, kObserved, "from Monday to Sunday", generate.weekdays);
}

constexpr Field<sim::BurstSpec> kBursts[] = {
    {{"length", "time", "", "of a burst, in the mean", Need::required},
     [](const Values& values, const YamlNode& node, sim::BurstSpec& bursts) {
       take(values.positive_time(node), bursts.length);
     }},
    {{"pause", "time", "", "between two bursts, in the mean", Need::required},
     [](const Values& values, const YamlNode& node, sim::BurstSpec& bursts) {
       take(values.positive_time(node), bursts.pause);
     }},
};

constexpr Field<sim::CollectiveShare> kCollectives[] = {
    {{"share", "share", "", "of messages, which carry one", Need::required},
     [](const Values& values, const YamlNode& node, sim::CollectiveShare& collectives) {
       take(values.share(node), collectives.share);
     }},
    {{"of", "list of routing indicators or map of weights", "every collective",
      "which: drawn alike, or by weight; a table as in `to`"},
     [](const Values& values, const YamlNode& node, sim::CollectiveShare& collectives) {
       if (node.kind == YamlNode::Kind::scalar || node.children.empty()) {
         return values.refuse(node, "it takes a list, such as [RUEHZL], or a map of weights");
       }
       collectives.all = false;
       read_weights(values, node, "times_info", collectives.of);
     }},
};

void read_collectives(const Values& values, const YamlNode& node, GenerateSpec& generate) {
  sim::CollectiveShare collectives;
  if (node.kind == YamlNode::Kind::scalar) {
    kCollectives[0].read(values, node, collectives);
  } else if (!read_map<sim::CollectiveShare>(values, node, kCollectives, collectives)) {
    return;
  }
  generate.collectives = collectives;
}

void read_info_precedence(const Values& values, const YamlNode& node, GenerateSpec& generate) {
  if (node.kind == YamlNode::Kind::map) return read_info_mix(values, node, generate.info_mix);
  enum class Word { same, lower, observed };
  static constexpr Choice<Word> kWords[] = {{"same", Word::same}, {"lower", Word::lower}, {"observed", Word::observed}};
  const auto word = values.choice(node, kWords);
  generate.info_lower = word == Word::lower;
  if (word == Word::observed) generate.info_mix = observed_info_mix();
}

constexpr Field<GenerateSpec> kGenerate[] = {
    {{"at", "time", "0 s", "nothing is filed before this"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) { take(values.time(node), generate.at); }},
    {{"for", "time", "to the end", "nothing is filed after so long"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       take(values.positive_time(node), generate.length);
     }},
    {{"from", "posts or list of routing indicators", "posts", "who files: every station that is no relay, or these"},
     read_from},
    {{"except", "list of routing indicators", "nobody", "who of them files nothing"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       if (values.expect(node, YamlNode::Kind::list)) generate.except = read_list(values, node);
     }},
    {{"rate", "message rate", "4 per day", "of each origin, a Poisson process; with rates, of those without a figure"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       take(values.message_rate(node), generate.rate);
     }},
    {{"rates", "path or map", "", "each origin's own rate from a table"}, read_rates},
    {{"hours", "observed or list of 24 weights", "alike", "how the rate goes with the hour of the day, UTC"},
     read_hours},
    {{"weekdays", "observed or list of 7 weights", "alike", "how the rate goes with the weekday, Monday first, UTC"},
     read_weekdays},
    {{"bursts", "map", "none", "each origin files in bursts, with pauses between them; the rate is the mean"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       sim::BurstSpec bursts;
       if (read_map<sim::BurstSpec>(values, node, kBursts, bursts)) generate.bursts = bursts;
     }},
    {{"characters", "number or map", "{exponential: 2000}", "how long a message is"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       read_characters(values, node, generate.characters);
     }},
    {{"sections", "whole number, observed or map of numbers", "1", "how many sections it is sent in"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       read_sections(values, node, generate.sections);
     }},
    {{"precedence", "map or observed", "FLASH 0.001, IMMEDIATE 0.1, PRIORITY 0.4, ROUTINE 0.499",
      "shares that sum to 1"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       read_mix(values, node, generate.precedence);
     }},
    {{"class", "class or map", "UNCLASSIFIED", "one for all messages, or shares that sum to 1"}, read_class_mix},
    {{"niact", "share", "0", "of IMMEDIATE messages; their action addressees have them at any hour"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       take(values.share(node), generate.niact);
     }},
    {{"addressees", "number or map", "{geometric: 5}", "how many stations a message is for"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       generate.addressees_place = node.place;
       read_count(values, node, generate.addressees);
     }},
    {{"action", "number or map", "all", "so many of them are action, the rest info; as addressees"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       sim::CountSpec action = sim::FixedCount{1};
       read_count(values, node, action);
       generate.action = std::move(action);
     }},
    {{"info_precedence", "same, lower, observed or map", "same",
      "of info addressees; lower is one step below action, a map draws it by the message's"},
     read_info_precedence},
    {{"to", "posts, list of routing indicators or map of weights", "posts",
      "whom: stations drawn alike, or by weight as {RUEHC: 3, RUEHIA: 1}"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       read_to(values, node, "times_action", generate.to);
     }},
    {{"info_to", "posts, list of routing indicators or map of weights", "as to",
      "whom info addressees are drawn from, where not from `to`"},
     [](const Values& values, const YamlNode& node, GenerateSpec& generate) {
       read_to(values, node, "times_info", generate.info_to.emplace());
     }},
    {{"collectives", "share or map", "0", "so many messages carry a collective besides, as info"}, read_collectives},
};

/// What `generate` holds where its keys are left out.
GenerateSpec usual_traffic() {
  GenerateSpec generate;
  generate.characters = sim::ExponentialSize{2000};
  generate.precedence = {0.001, 0.1, 0.4, 0.499};
  generate.addressees = sim::GeometricCount{5};
  return generate;
}

}  // namespace

sim::GenerateSpec read_generate(const Values& values, const YamlNode& node) {
  GenerateSpec generate = usual_traffic();
  if (!read_map<GenerateSpec>(values, node, kGenerate, generate)) return generate;
  if (!generate.rates && !generate.rate) generate.rate = 4.0 / 86400;
  if (generate.info_to && !generate.action) {
    values.problems().error(node.find("info_to")->key_place,
                            "info_to is for info addressees, and here all are action; say with action how many are");
  }
  return generate;
}

std::vector<Table> generate_tables() {
  std::vector<Table> tables{describe<GenerateSpec>("traffic[].generate", kGenerate),
                            describe<sim::RatesSpec>("traffic[].generate.rates", kRates),
                            describe<sim::BurstSpec>("traffic[].generate.bursts", kBursts),
                            describe<sim::CollectiveShare>("traffic[].generate.collectives", kCollectives)};
  for (Table& table : distribution_tables()) {
    const bool precedence = table.name == "traffic[].generate.precedence";
    tables.push_back(std::move(table));
    if (precedence) tables.push_back(class_table());
  }
  return tables;
}

}  // namespace torntape::scenarios
