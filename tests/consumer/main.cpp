#include <iostream>
#include <string_view>

#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/replicate.hpp"
#include "sim/statistics.hpp"
#include "topology/telegram/reader.hpp"

using namespace torntape;

namespace {

// One post files 1,200 characters now and then, each 1 s long on the circuit to its relay.
constexpr std::string_view kScenario = R"(
name: consumer
network:
  stations:
    - {ri: RUEH, relay: true}
    - {ri: RUEHOT}
traffic:
  - generate:
      from: [RUEHOT]
      rate: 10 per hour
      characters: {fixed: 1200}
      precedence: {ROUTINE: 1}
      addressees: {fixed: 1}
      to: {RUEH: 1}
run: {duration: 1 day}
)";

}  // namespace

int main() {
  if (topology::read_telegrams("", "nothing").size() != 1) return 1;

  topology::Problems problems;
  const auto scenario = scenarios::read_scenario_text(kScenario, "consumer.yaml", {}, problems);
  const auto plan = scenario ? scenarios::resolve(*scenario, problems) : nullptr;
  for (const topology::Problem& problem : problems.sorted()) std::cerr << topology::line_of(problem) << '\n';
  if (!plan) return 2;

  sim::Summarizer summarizer(plan->network, plan->handling, plan->window);
  sim::replicate(*plan, 2, 2, {}, [&](const sim::Replication& replication) { summarizer.add(replication); });
  const sim::Summary summary = summarizer.summary();
  std::cout << summary.deliveries << " deliveries of " << summary.messages << " messages\n";
  return summary.messages > 0 && summary.deliveries == summary.messages && summary.undelivered == 0 ? 0 : 3;
}
