#include <algorithm>
#include <unordered_map>
#include <utility>

#include "scenarios/read_class.hpp"
#include "scenarios/read_hours.hpp"
#include "scenarios/sections.hpp"

namespace torntape::scenarios {
namespace {

using topology::CircuitSpec;
using topology::CollectiveSpec;
using topology::HomingSpec;
using topology::NetworkSpec;
using topology::Place;
using topology::RoutingIndicator;
using topology::StationSpec;

constexpr std::uint64_t kMostChannels = 10'000;

const RoutingIndicator kUnknown = *RoutingIndicator::parse("RAAA");

/// A station, circuit or collective until its routing indicators are known, without which it cannot be one.
struct StationDraft {
  std::optional<RoutingIndicator> ri;
  StationSpec rest{kUnknown, false, {}, {}, {}, {}, {}};
  sim::HoursSpec hours;
  const YamlNode* switching_node = nullptr;
  const YamlNode* handling_node = nullptr;
};
struct LinkDraft {
  std::vector<std::pair<RoutingIndicator, Place>> ends;
  CircuitSpec circuit;
};
struct CollectiveDraft {
  std::optional<RoutingIndicator> ri;
  CollectiveSpec rest{kUnknown, {}, {}, {}, {}, {}};
};

/// The places where routing indicators first stood.
using FirstPlaces = std::unordered_map<RoutingIndicator, Place>;

void read_rate(const Values& values, const YamlNode& node, CircuitSpec& circuit) {
  take(values.bit_rate(node), circuit.rate);
}
void read_propagation(const Values& values, const YamlNode& node, CircuitSpec& circuit) {
  take(values.time(node), circuit.propagation);
}
void read_channels(const Values& values, const YamlNode& node, CircuitSpec& circuit) {
  if (const auto channels = values.whole(node, 1, kMostChannels)) circuit.channels = static_cast<int>(*channels);
}

void read_approved(const Values& values, const YamlNode& node, CircuitSpec& circuit) {
  take(read_class(values, node), circuit.approved);
}
void read_garbled(const Values& values, const YamlNode& node, CircuitSpec& circuit) {
  take(values.share(node), circuit.garbled);
}
void read_lost(const Values& values, const YamlNode& node, CircuitSpec& circuit) {
  take(values.share(node), circuit.lost);
}
void read_repeated(const Values& values, const YamlNode& node, CircuitSpec& circuit) {
  take(values.share(node), circuit.repeated);
}

constexpr std::string_view kRateHelp = "of each channel, in each direction";
constexpr std::string_view kPropagationHelp = "from the last bit sent to the last bit received";
constexpr std::string_view kChannelsHelp = "in each direction, each of the full rate";
constexpr std::string_view kClassHelp = "the highest class of messages that it is approved for";
constexpr std::string_view kGarbledHelp = "of characters, which come in wrong";
constexpr std::string_view kLostHelp = "of transmissions, which do not come in, their channel numbers open";
constexpr std::string_view kRepeatedHelp = "of transmissions that come in right, which are sent again in doubt";

constexpr Field<Scenario> kDefaults[] = {
    {{"rate", "bit rate", "9600 bps", "of each channel of a circuit"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(values.bit_rate(node), scenario.network.rate);
     }},
    {{"propagation", "time", "0 s", "of a circuit"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(values.time(node), scenario.network.propagation);
     }},
    {{"channels", "whole number", "1", "of a circuit, in each direction"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(values.whole(node, 1, kMostChannels), scenario.network.channels);
     }},
    {{"class", "class", "TOP SECRET", kClassHelp},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(read_class(values, node), scenario.network.approved);
     }},
    {{"garbled", "share", "0", kGarbledHelp},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(values.share(node), scenario.network.garbled);
     }},
    {{"lost", "share", "0", kLostHelp},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(values.share(node), scenario.network.lost);
     }},
    {{"repeated", "share", "0", kRepeatedHelp},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(values.share(node), scenario.network.repeated);
     }},
    {{"switching", "time", "0 s", "between a copy's arrival at a relay and its place in line there"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(values.time(node), scenario.network.switching);
     }},
    {{"hours", "always, opening hours or list of them", "always",
      "of posts, when what is in is delivered, such as 0800-1700 Mon-Fri; relays say their own"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(read_hours(values, node), scenario.post_hours.daily);
     }},
    {{"time_zone", "time zone", "UTC", "of every station's hours, such as -0500"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       take(read_time_zone(values, node), scenario.post_hours.zone);
     }},
};

constexpr Field<HomingSpec> kHoming[] = {
    {{"prefix", "true or false", "true", "home on the longest proper prefix that is a relay"},
     [](const Values& values, const YamlNode& node, HomingSpec& homing) { take(values.truth(node), homing.prefix); }},
    {{"otherwise", "routing indicator", "nowhere", "where the stations without such a relay home"},
     [](const Values& values, const YamlNode& node, HomingSpec& homing) {
       take(values.routing_indicator(node), homing.otherwise);
       homing.place = node.place;
     }},
};

void read_homing(const Values& values, const YamlNode& node, HomingSpec& homing) {
  static constexpr Choice<bool> kWords[] = {{"prefix", true}, {"explicit", false}};
  homing.place = node.place;
  if (node.kind == YamlNode::Kind::map) {
    read_map<HomingSpec>(values, node, kHoming, homing);
  } else if (node.kind == YamlNode::Kind::scalar) {
    take(values.choice(node, kWords), homing.prefix);
  } else {
    values.refuse(node, "it takes prefix, explicit or {prefix: true, otherwise: RUEH}, not a list");
  }
}

constexpr Field<CircuitSpec> kCircuit[] = {
    {{"rate", "bit rate", "the default's", kRateHelp}, read_rate},
    {{"propagation", "time", "the default's", kPropagationHelp}, read_propagation},
    {{"channels", "whole number", "the default's", kChannelsHelp}, read_channels},
    {{"class", "class", "the default's", kClassHelp}, read_approved},
    {{"garbled", "share", "the default's", kGarbledHelp}, read_garbled},
    {{"lost", "share", "the default's", kLostHelp}, read_lost},
    {{"repeated", "share", "the default's", kRepeatedHelp}, read_repeated},
};

std::vector<std::string> read_addressees(const Values& values, const YamlNode& node) {
  std::vector<std::string> names;
  values.each(node, [&](const YamlNode& item) {
    auto name = values.filled_text(item);
    if (!name) return;
    if (std::find(names.begin(), names.end(), *name) != names.end()) {
      values.refuse(item, quoted(*name) + " is an addressee of this station already; name it once");
    }
    names.push_back(std::move(*name));
  });
  return names;
}

constexpr std::uint64_t kMostOperators = 10'000;

constexpr Field<StationSpec> kStationHandling[] = {
    {{"operators", "whole number", "", "who handle copies, one at a time each", Need::required},
     [](const Values& values, const YamlNode& node, StationSpec& station) {
       take(values.whole(node, 1, kMostOperators), station.operators);
     }},
    {{"time", "time", "", "for which an operator is busy with a copy", Need::required},
     [](const Values& values, const YamlNode& node, StationSpec& station) {
       take(values.positive_time(node), station.switching);
     }},
};

constexpr Field<StationDraft> kStation[] = {
    {{"ri", "routing indicator", "", "who the station is: four to eight capital letters", Need::required},
     [](const Values& values, const YamlNode& node, StationDraft& station) {
       take(values.routing_indicator(node), station.ri);
       station.rest.place = node.place;
     }},
    {{"relay", "true or false", "false", "whether it passes on what is for others"},
     [](const Values& values, const YamlNode& node, StationDraft& station) {
       take(values.truth(node), station.rest.relay);
     }},
    {{"name", "text", "empty", "for tables and drawings"},
     [](const Values& values, const YamlNode& node, StationDraft& station) {
       take(values.text(node), station.rest.name);
     }},
    {{"addressees", "list of texts", "one, named as its ri", "the plain language addresses it serves"},
     [](const Values& values, const YamlNode& node, StationDraft& station) {
       station.rest.addressees = read_addressees(values, node);
     }},
    {{"switching", "time", "the default's", "between a copy's arrival at this relay and its place in line"},
     [](const Values& values, const YamlNode& node, StationDraft& station) {
       station.switching_node = &node;
       take(values.time(node), station.rest.switching);
     }},
    {{"handling", "map", "automatic", "of a manual relay: who handles what comes in, in place of switching"},
     [](const Values& values, const YamlNode& node, StationDraft& station) {
       station.handling_node = &node;
       read_map<StationSpec>(values, node, kStationHandling, station.rest);
     }},
    {{"hours", "always, opening hours or list of them", "the default's; of a relay always",
      "when it is open, such as 0800-1700 Mon-Fri"},
     [](const Values& values, const YamlNode& node, StationDraft& station) {
       take(read_hours(values, node), station.hours.daily);
     }},
    {{"time_zone", "time zone", "the default's", "of its hours, such as +0530"},
     [](const Values& values, const YamlNode& node, StationDraft& station) {
       take(read_time_zone(values, node), station.hours.zone);
     }},
    {{"circuit", "map", "", "what differs from the defaults on the circuit by which it homes"},
     [](const Values& values, const YamlNode& node, StationDraft& station) {
       station.rest.circuit.emplace().place = node.place;
       read_map<CircuitSpec>(values, node, kCircuit, *station.rest.circuit);
     }},
};

/// What goes with a relay alone, or not with what else the station says.
void check_handling(const Values& values, const StationDraft& station) {
  if (station.handling_node == nullptr) return;
  if (!station.rest.relay) {
    values.problems().error(station.handling_node->key_place,
                            "'handling' is for relays; a post hands nothing on: leave it out, or say relay: true");
  } else if (station.switching_node != nullptr) {
    values.problems().error(station.switching_node->key_place,
                            "'switching' and 'handling' both say how long a copy takes; leave one out");
  }
}

void read_stations(const Values& values, const YamlNode& node, Scenario& scenario) {
  FirstPlaces first;
  values.each(node, [&](const YamlNode& item) {
    StationDraft draft;
    if (!read_map<StationDraft>(values, item, kStation, draft) || !draft.ri) return;
    draft.rest.ri = *draft.ri;
    if (const auto [known, fresh] = first.emplace(*draft.ri, draft.rest.place); !fresh) {
      values.problems().error(draft.rest.place, "the station " + draft.ri->letters() + " is listed twice, first " +
                                                    at(known->second) + "; make it one");
    }
    check_handling(values, draft);
    if (draft.hours.daily || draft.hours.zone) scenario.hours.emplace(*draft.ri, std::move(draft.hours));
    scenario.network.stations.push_back(std::move(draft.rest));
  });
}

void read_ends(const Values& values, const YamlNode& node, LinkDraft& link) {
  values.each(node, [&](const YamlNode& item) {
    if (const auto ri = values.routing_indicator(item)) link.ends.emplace_back(*ri, item.place);
  });
  if (node.kind != YamlNode::Kind::list) return;
  if (node.children.size() != 2) {
    values.refuse(node, "a circuit is between two stations, such as [RUEH, RUEK]; here are " +
                            std::to_string(node.children.size()));
  } else if (link.ends.size() == 2 && link.ends[0].first == link.ends[1].first) {
    values.problems().error(link.ends[1].second,
                            "a circuit between " + link.ends[0].first.letters() + " and itself; it takes two stations");
  }
}

constexpr Field<LinkDraft> kLink[] = {
    {{"between", "list of two routing indicators", "", "its ends, in either order", Need::required}, read_ends},
    {{"rate", "bit rate", "the default's", kRateHelp},
     [](const Values& values, const YamlNode& node, LinkDraft& link) { read_rate(values, node, link.circuit); }},
    {{"propagation", "time", "the default's", kPropagationHelp},
     [](const Values& values, const YamlNode& node, LinkDraft& link) { read_propagation(values, node, link.circuit); }},
    {{"channels", "whole number", "the default's", kChannelsHelp},
     [](const Values& values, const YamlNode& node, LinkDraft& link) { read_channels(values, node, link.circuit); }},
    {{"class", "class", "the default's", kClassHelp},
     [](const Values& values, const YamlNode& node, LinkDraft& link) { read_approved(values, node, link.circuit); }},
    {{"garbled", "share", "the default's", kGarbledHelp},
     [](const Values& values, const YamlNode& node, LinkDraft& link) { read_garbled(values, node, link.circuit); }},
    {{"lost", "share", "the default's", kLostHelp},
     [](const Values& values, const YamlNode& node, LinkDraft& link) { read_lost(values, node, link.circuit); }},
    {{"repeated", "share", "the default's", kRepeatedHelp},
     [](const Values& values, const YamlNode& node, LinkDraft& link) { read_repeated(values, node, link.circuit); }},
};

struct EndsHash {
  std::size_t operator()(const std::pair<RoutingIndicator, RoutingIndicator>& ends) const {
    const std::hash<RoutingIndicator> hash;
    return hash(ends.first) * 31 + hash(ends.second);
  }
};

void read_circuits(const Values& values, const YamlNode& node, NetworkSpec& network) {
  std::unordered_map<std::pair<RoutingIndicator, RoutingIndicator>, Place, EndsHash> first;
  values.each(node, [&](const YamlNode& item) {
    LinkDraft draft;
    draft.circuit.place = item.place;
    if (!read_map<LinkDraft>(values, item, kLink, draft) || draft.ends.size() != 2) return;
    const auto& [a, b] = std::tie(draft.ends[0], draft.ends[1]);
    if (const auto [known, fresh] = first.emplace(std::minmax(a.first, b.first), a.second); !fresh) {
      values.problems().error(a.second, "the circuit between " + a.first.letters() + " and " + b.first.letters() +
                                            " is listed twice, first " + at(known->second) +
                                            "; make it one, with more channels if need be");
    }
    network.links.push_back({a.first, b.first, a.second, b.second, draft.circuit});
  });
}

std::vector<CollectiveSpec::Member> read_members(const Values& values, const YamlNode& node) {
  std::vector<CollectiveSpec::Member> members;
  FirstPlaces first;
  values.each(node, [&](const YamlNode& item) {
    const auto ri = values.routing_indicator(item);
    if (!ri) return;
    if (const auto [known, fresh] = first.emplace(*ri, item.place); !fresh) {
      values.refuse(item, ri->letters() + " is listed twice, first " + at(known->second) + "; list it once");
    }
    members.push_back({*ri, item.place});
  });
  if (node.kind == YamlNode::Kind::list && node.children.empty()) values.refuse(node, "a collective needs members");
  return members;
}

constexpr Field<CollectiveDraft> kCollective[] = {
    {{"ri", "routing indicator", "", "by which it is addressed", Need::required},
     [](const Values& values, const YamlNode& node, CollectiveDraft& collective) {
       take(values.routing_indicator(node), collective.ri);
       collective.rest.place = node.place;
     }},
    {{"name", "text", "empty", "as address lines print it"},
     [](const Values& values, const YamlNode& node, CollectiveDraft& collective) {
       take(values.text(node), collective.rest.name);
     }},
    {{"members", "list of routing indicators", "", "the stations it stands for", Need::required},
     [](const Values& values, const YamlNode& node, CollectiveDraft& collective) {
       collective.rest.members = read_members(values, node);
     }},
    {{"expand_at", "routing indicator", "the origin of the message", "the station that puts the members in its stead"},
     [](const Values& values, const YamlNode& node, CollectiveDraft& collective) {
       take(values.routing_indicator(node), collective.rest.expand_at);
       collective.rest.expand_place = node.place;
     }},
};

void read_collectives(const Values& values, const YamlNode& node, NetworkSpec& network) {
  FirstPlaces first;
  values.each(node, [&](const YamlNode& item) {
    CollectiveDraft draft;
    if (!read_map<CollectiveDraft>(values, item, kCollective, draft) || !draft.ri) return;
    draft.rest.ri = *draft.ri;
    if (const auto [known, fresh] = first.emplace(*draft.ri, draft.rest.place); !fresh) {
      values.problems().error(draft.rest.place, "the collective " + draft.ri->letters() + " is listed twice, first " +
                                                    at(known->second) + "; make it one");
    }
    network.collectives.push_back(std::move(draft.rest));
  });
}

constexpr Field<Scenario> kNetwork[] = {
    {{"defaults", "map", "", "what holds for circuits and relays that do not say otherwise"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       read_map<Scenario>(values, node, kDefaults, scenario);
     }},
    {{"homing", "prefix, explicit or map", "prefix", "how a station that no circuit names is connected"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       read_homing(values, node, scenario.network.homing);
     }},
    {{"stations", "list of maps", "", "relays and posts"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) { read_stations(values, node, scenario); }},
    {{"circuits", "list of maps", "", "circuits between stations, beside those of homing"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       read_circuits(values, node, scenario.network);
     }},
    {{"collectives", "list of maps", "", "routing indicators that stand for several stations"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       read_collectives(values, node, scenario.network);
     }},
    {{"telegrams", "path, pattern or list of them", "",
      "stations and addressees also from the headings of these telegrams"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) {
       scenario.network_telegrams = values.files(node);
     }},
    {{"directory", "path, pattern or list of them", "",
      "stations and addressees also from these tables of ri and name"},
     [](const Values& values, const YamlNode& node, Scenario& scenario) { scenario.directories = values.files(node); }},
};

}  // namespace

void read_network(const Values& values, const YamlNode& node, Scenario& scenario) {
  scenario.network.place = scenario.network.homing.place = node.place;
  read_map<Scenario>(values, node, kNetwork, scenario);
}

std::vector<Table> network_tables() {
  return {describe<Scenario>("network", kNetwork),
          describe<Scenario>("network.defaults", kDefaults),
          describe<HomingSpec>("network.homing", kHoming),
          describe<StationDraft>("network.stations[]", kStation),
          describe<StationSpec>("network.stations[].handling", kStationHandling),
          describe<CircuitSpec>("network.stations[].circuit", kCircuit),
          describe<LinkDraft>("network.circuits[]", kLink),
          describe<CollectiveDraft>("network.collectives[]", kCollective)};
}

}  // namespace torntape::scenarios
