#include "scenarios/sections.hpp"

namespace torntape::scenarios {
namespace {

/// The keys of `run`, and where those stand that are compared with others.
struct RunDraft {
  Scenario& scenario;
  std::optional<sim::Time> warmup, drain;
  const YamlNode* warmup_node = nullptr;
  const YamlNode* drain_node = nullptr;
};

constexpr std::uint64_t kMostReplications = 1'000'000;

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
    {{"until", "map", "", "a rule for when to stop", Need::not_yet}, nullptr},
};

}  // namespace

void read_run(const Values& values, const YamlNode& node, Scenario& scenario) {
  RunDraft run{scenario, {}, {}};
  sim::Window& window = scenario.window;
  if (!read_map<RunDraft>(values, node, kRun, run) || window.duration == 0) return;
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
  return {describe<RunDraft>("run", kRun)};
}

}  // namespace torntape::scenarios
