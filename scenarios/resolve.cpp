#include "scenarios/resolve.hpp"

#include <utility>
#include <variant>

#include "scenarios/archive.hpp"
#include "scenarios/resolve_faults.hpp"
#include "scenarios/resolve_gate.hpp"
#include "scenarios/resolve_generator.hpp"
#include "scenarios/resolve_hours.hpp"
#include "scenarios/resolve_replay.hpp"
#include "scenarios/trace_file.hpp"
#include "sim/sectioning.hpp"

namespace torntape::scenarios {
namespace {

/// One item of the traffic, by its kind.
class TrafficResolver {
 public:
  TrafficResolver(const Scenario& scenario, sim::Plan& plan, topology::Problems& problems)
      : scenario_(scenario), plan_(plan), problems_(problems) {}

  void operator()(const sim::ReplaySpec& spec) {
    plan_.traffic.push_back(resolve_replay(spec, scenario_.start, plan_, problems_));
  }

  void operator()(const sim::TraceSpec& spec) {
    const auto trace = std::make_shared<TraceFile>(spec.path, plan_.network);
    trace->check(spec.place, plan_, problems_);
    add(std::make_unique<sim::TraceFactory>(trace, plan_.network, plan_.directory));
  }

  void operator()(const sim::GenerateSpec& spec) {
    const auto item = static_cast<std::uint32_t>(plan_.traffic.size());
    auto model = resolve_generator(spec, item, scenario_, plan_, problems_);
    GateCheck(plan_).report(spec, model, problems_);
    add(std::make_unique<sim::GeneratorFactory>(std::move(model), plan_.network, plan_.directory));
  }

 private:
  /// Traffic that gives texts: the handling makes transmissions of them.
  void add(std::unique_ptr<sim::SourceFactory> texts) {
    constexpr std::uint32_t kUsualLines = 100;  // ACP 127(G) 208
    const bool formatted = plan_.headings != nullptr;
    const std::uint32_t lines = plan_.handling.section_lines.value_or(formatted ? kUsualLines : 0);
    if (lines > 0 || formatted) {
      texts = std::make_unique<sim::SectioningFactory>(std::move(texts), lines, plan_.headings.get());
    }
    plan_.traffic.push_back(std::move(texts));
  }

  const Scenario& scenario_;
  sim::Plan& plan_;
  topology::Problems& problems_;
};

}  // namespace

std::unique_ptr<sim::Plan> resolve(const Scenario& scenario, topology::Problems& problems) {
  topology::NetworkSpec spec = scenario.network;
  add_directories(scenario.directories, spec, problems);
  add_telegram_stations(scenario.network_telegrams, spec, problems);
  if (problems.any_error()) return nullptr;
  auto network = topology::Network::build(spec, problems);
  if (!network) return nullptr;
  auto routes = topology::Routes::build(*network, problems);
  if (!routes) return nullptr;
  auto plan = std::make_unique<sim::Plan>(std::move(*network), std::move(*routes));
  plan->handling = scenario.handling;
  plan->window = scenario.window;
  plan->seed = scenario.seed;
  Faults faults = resolve_faults(scenario.faults, plan->network, problems);
  plan->faults = std::move(faults.outages);
  plan->mishaps = std::move(faults.mishaps);
  plan->hours = resolve_hours(scenario, plan->network);
  if (plan->handling.header == sim::Header::formatted) {
    plan->headings = std::make_unique<const sim::HeadingTable>(plan->network, plan->directory);
  }
  TrafficResolver resolver(scenario, *plan, problems);
  for (const sim::TrafficSpec& item : scenario.traffic) std::visit(resolver, item.source);
  check_minimize(scenario, plan->network, problems);
  if (problems.any_error()) return nullptr;
  return plan;
}

}  // namespace torntape::scenarios
