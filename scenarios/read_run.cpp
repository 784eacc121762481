#include <iterator>
#include <sstream>

#include "scenarios/quantity.hpp"
#include "scenarios/sections.hpp"

namespace torntape::scenarios {
namespace {

/// The keys of `run`, and where those stand that are compared with others.
struct RunDraft {
  Scenario& scenario;
  std::optional<sim::Time> warmup, drain;
  const YamlNode* warmup_node = nullptr;
  const YamlNode* drain_node = nullptr;
  const YamlNode* until_node = nullptr;
};

constexpr std::uint64_t kMostReplications = 1'000'000;

/// `IMMEDIATE mean`, `ROUTINE info p95`: a precedence, a role where not both are meant, and a figure.
void read_figure(const Values& values, const YamlNode& node, sim::StopRule& rule) {
  if (!values.expect(node, YamlNode::Kind::scalar)) return;
  std::istringstream stream(node.text);
  const std::vector<std::string> words{std::istream_iterator<std::string>(stream), {}};
  const auto precedence = words.empty() ? std::nullopt : topology::precedence_of(words.front());
  std::optional<sim::Metric> metric;
  for (const sim::Metric candidate : sim::kMetrics) {
    if (!words.empty() && words.back() == sim::word(candidate)) metric = candidate;
  }
  std::optional<topology::Role> role;
  for (const topology::Role candidate : {topology::Role::action, topology::Role::info}) {
    if (words.size() == 3 && words[1] == topology::word(candidate)) role = candidate;
  }
  const bool role_is_right = words.size() == 2 || (words.size() == 3 && (role || words[1] == "all"));
  if (!precedence || !metric || !role_is_right) {
    values.refuse(node,
                  quoted(node.text) +
                      " is no figure; write a precedence, action or info where not both are meant, and mean, p50, "
                      "p90, p95, p99 or within, such as 'IMMEDIATE mean' or 'ROUTINE info p95'");
    return;
  }
  rule.precedence = *precedence;
  rule.role = role;
  rule.metric = *metric;
}

void read_half_width(const Values& values, const YamlNode& node, sim::StopRule& rule) {
  if (!values.expect(node, YamlNode::Kind::scalar)) return;
  const Parsed<sim::Time> time = parse_time(node.text);
  const Parsed<double> share = parse_share(node.text);
  if (time.value && *time.value > 0) {
    rule.half_width = sim::seconds(*time.value);
    rule.relative = false;
  } else if (share.value && *share.value > 0 && *share.value < 1) {
    rule.half_width = *share.value;
    rule.relative = true;
  } else {
    values.refuse(node, quoted(node.text) +
                            " is no half width; write a share of the figure, such as 2 %, or a time, such "
                            "as 0.5 s, of more than nothing");
  }
}

constexpr Field<sim::StopRule> kUntil[] = {
    {{"half_width", "share or time", "", "half the 95 % interval: a share of the figure (of `within`, of 1), or a time",
      Need::required},
     read_half_width},
    {{"of", "text", "", "the figure, such as `IMMEDIATE mean` or `ROUTINE info p95`", Need::required}, read_figure},
    {{"at_least", "whole number", "10", "replications before the rule is looked at"},
     [](const Values& values, const YamlNode& node, sim::StopRule& rule) {
       take(values.whole(node, 2, kMostReplications), rule.at_least);
     }},
    {{"at_most", "whole number", "1000", "replications, whatever the figure"},
     [](const Values& values, const YamlNode& node, sim::StopRule& rule) {
       take(values.whole(node, 2, kMostReplications), rule.at_most);
     }},
};

constexpr Field<RunDraft> kRun[] = {
    {{"duration", "time", "", "for how long messages are filed and counted", Need::required},
     [](const Values& values, const YamlNode& node, RunDraft& run) {
       take(values.positive_time(node), run.scenario.window.duration);
     }},
    {{"warmup", "time", "0 s", "messages filed before this are not counted; less than duration"},
     [](const Values& values, const YamlNode& node, RunDraft& run) {
       run.warmup_node = &node;
       take(values.time(node), run.scenario.window.warmup);
     }},
    {{"drain", "time", "duration", "for how long after duration undelivered messages are waited for"},
     [](const Values& values, const YamlNode& node, RunDraft& run) {
       run.drain_node = &node;
       take(values.time(node), run.drain);
     }},
    {{"replications", "whole number", "1", "independent repetitions"},
     [](const Values& values, const YamlNode& node, RunDraft& run) {
       take(values.whole(node, 1, kMostReplications), run.scenario.replications);
     }},
    {{"start", "instant", "2007-01-01T00:00Z", "what t = 0 is in UTC"},
     [](const Values& values, const YamlNode& node, RunDraft& run) { take(values.instant(node), run.scenario.start); }},
    {{"until", "map", "", "ends the replications as soon as a figure is known well enough; in place of replications"},
     [](const Values& values, const YamlNode& node, RunDraft& run) {
       run.until_node = &node;
       sim::StopRule rule;
       if (read_map<sim::StopRule>(values, node, kUntil, rule)) run.scenario.until = rule;
     }},
};

void check_until(const Values& values, const YamlNode& node, const YamlNode& until, Scenario& scenario) {
  const sim::StopRule& rule = *scenario.until;
  if (const YamlNode* replications = node.find("replications")) {
    values.problems().error(replications->key_place,
                            "'replications' and 'until' both say how many there are; leave one out");
  }
  if (rule.at_least > rule.at_most) {
    values.refuse(
        until, "at_least is " + std::to_string(rule.at_least) + ", more than at_most, " + std::to_string(rule.at_most));
  }
  if (rule.metric == sim::Metric::within && !rule.relative) {
    values.refuse(*until.find("half_width"), "'within' is a share, so its half width is one too, such as 1 %");
  }
  scenario.replications = rule.at_most;
}

}  // namespace

void read_run(const Values& values, const YamlNode& node, Scenario& scenario) {
  RunDraft run{scenario, {}, {}};
  sim::Window& window = scenario.window;
  if (!read_map<RunDraft>(values, node, kRun, run)) return;
  if (scenario.until) check_until(values, node, *run.until_node, scenario);
  if (window.duration == 0) return;
  window.drain = run.drain.value_or(window.duration);
  if (window.warmup >= window.duration && run.warmup_node != nullptr) {
    values.refuse(*run.warmup_node, "the warm-up lasts as long as duration or longer, nothing would be counted");
  }
  if (window.duration >= sim::kNever - window.drain) {
    values.refuse(run.drain_node != nullptr ? *run.drain_node : *node.find("duration"),
                  "duration and drain together are too long; they must stay below 73 years");
  }
}

std::vector<Table> run_tables() {
  return {describe<RunDraft>("run", kRun), describe<sim::StopRule>("run.until", kUntil)};
}

}  // namespace torntape::scenarios
