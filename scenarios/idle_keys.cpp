#include "scenarios/idle_keys.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace torntape::scenarios {
namespace {

using sim::Fate;
using sim::Preemption;
using topology::Problem;

/// The share of transmissions, or of their characters, that a circuit garbles, loses or repeats.
struct ErrorShare {
  double topology::NetworkSpec::*usual;
  std::optional<double> topology::CircuitSpec::*own;
  Fate fate;
};
constexpr ErrorShare kGarbled{&topology::NetworkSpec::garbled, &topology::CircuitSpec::garbled, Fate::garbled};
constexpr ErrorShare kLost{&topology::NetworkSpec::lost, &topology::CircuitSpec::lost, Fate::lost};
constexpr ErrorShare kRepeated{&topology::NetworkSpec::repeated, &topology::CircuitSpec::repeated, Fate::repeated};

/// Whether any circuit may do so, at random or by a fault.
bool occurs(const ErrorShare& share, const Scenario& scenario) {
  const topology::NetworkSpec& network = scenario.network;
  const auto own = [&](const topology::CircuitSpec& circuit) { return (circuit.*share.own).value_or(0) > 0; };
  return network.*share.usual > 0 ||
         std::any_of(network.links.begin(), network.links.end(), [&](const auto& link) { return own(link.circuit); }) ||
         std::any_of(network.stations.begin(), network.stations.end(),
                     [&](const auto& station) { return station.circuit && own(*station.circuit); }) ||
         std::any_of(scenario.faults.begin(), scenario.faults.end(),
                     [&](const auto& fault) { return fault.fate == share.fate; });
}

class IdleKeys {
 public:
  IdleKeys(const YamlNode& root, const Scenario& scenario) : root_(root), scenario_(scenario) {}

  std::vector<Problem> find() && {
    if (const YamlNode* handling = root_.find("handling")) {
      see_rerouting(*handling);
      see_preemption(*handling);
      see_errors(*handling);
    }
    see_faults();
    see_minimize();
    see_traffic();
    return std::move(found_);
  }

 private:
  void warn(const YamlNode* key, const std::string& text) {
    if (key != nullptr) found_.push_back({Problem::Severity::warning, key->key_place, key->key + text});
  }

  void see_rerouting(const YamlNode& handling) {
    if (handling.find("reroute_from") != nullptr) return;
    for (const char* key : {"reroute_after", "reroute_backlog"}) {
      warn(handling.find(key),
           " has no effect without reroute_from, the precedence from which up copies are rerouted; add that, or leave "
           "this out");
    }
  }

  void see_preemption(const YamlNode& handling) {
    const Preemption preemption = scenario_.handling.preemption;
    const bool written = handling.find("preemption") != nullptr;
    if (preemption == Preemption::none && written) return;
    if (preemption == Preemption::none) {
      warn(handling.find("cancel_time"),
           " has no effect, for nothing breaks a transmission; set preemption to flash or acp127, or leave this out");
    }
    if (preemption != Preemption::acp127) {
      warn(handling.find("extra_long"), " has no effect without preemption: acp127; set that, or leave this out");
    }
  }

  void see_errors(const YamlNode& handling) {
    const bool lost = occurs(kLost, scenario_);
    if (!lost) {
      warn(handling.find("silence"),
           " has no effect, for no circuit loses a transmission; give circuits a share that is lost, or list a fault "
           "with lost, or leave this out");
    }
    if (!lost && !occurs(kGarbled, scenario_) && !occurs(kRepeated, scenario_)) {
      warn(handling.find("service_characters"),
           " has no effect, for there are no errors on the line; give circuits a share that is garbled, lost or "
           "repeated, or list such a fault, or leave this out");
    }
  }

  void see_faults() {
    const YamlNode* faults = root_.find("faults");
    if (faults == nullptr) return;
    auto fault = scenario_.faults.begin();
    for (const YamlNode& item : faults->children) {
      const bool met = fault->at <= scenario_.window.duration + scenario_.window.drain;
      if (!met) {
        warn(item.find("at"),
             " has no effect, for it is after the end of the run (run.duration and run.drain); begin the outage "
             "earlier, or make the run longer");
      }
      ++fault;
    }
  }

  void see_minimize() {
    const YamlNode* minimize = root_.find("minimize");
    if (minimize == nullptr) return;
    auto order = scenario_.minimize.begin();
    const auto see = [&](const YamlNode& item) {
      if (order->at > scenario_.window.duration) {
        warn(item.find("at"),
             " is after the end of run.duration, and every message that counts is filed before; give the order "
             "earlier, or make run.duration longer");
      }
      ++order;
    };
    if (minimize->kind == YamlNode::Kind::list) {
      std::for_each(minimize->children.begin(), minimize->children.end(), see);
    } else {
      see(*minimize);
    }
  }

  void see_traffic() {
    auto item = scenario_.traffic.begin();
    for (const YamlNode& node : root_.find("traffic")->children) {
      const auto* generate = std::get_if<sim::GenerateSpec>(&item->source);
      if (generate != nullptr && generate->at > scenario_.window.duration) {
        warn(node.find("generate")->find("at"),
             " is after the end of run.duration, so that none of these messages counts; begin earlier, or make "
             "run.duration longer");
      }
      ++item;
    }
  }

  const YamlNode& root_;
  const Scenario& scenario_;
  std::vector<Problem> found_;
};

bool same(const Problem& a, const Problem& b) {
  return topology::line_of(a) == topology::line_of(b);
}

}  // namespace

std::vector<Problem> idle_keys(const YamlNode& root, const Scenario& scenario) {
  return IdleKeys(root, scenario).find();
}

void IdleAtAllPoints::add(const YamlNode& root, const Scenario& point) {
  std::vector<Problem> idle = idle_keys(root, point);
  if (any_point_) {
    std::erase_if(common_, [&](const Problem& known) {
      return std::none_of(idle.begin(), idle.end(), [&](const Problem& other) { return same(known, other); });
    });
  } else {
    common_ = std::move(idle);
  }
  any_point_ = true;
}

void IdleAtAllPoints::report(topology::Problems& problems) const {
  for (const Problem& idle : common_) problems.warning(idle.place, idle.text);
}

}  // namespace torntape::scenarios
