#include "scenarios/resolve.hpp"

#include <utility>
#include <variant>

#include "scenarios/archive.hpp"
#include "scenarios/resolve_generator.hpp"
#include "scenarios/resolve_replay.hpp"
#include "scenarios/trace_file.hpp"

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
    trace->check(spec.place, plan_.window, problems_);
    plan_.traffic.push_back(std::make_unique<sim::TraceFactory>(trace, plan_.network, plan_.directory));
  }

  void operator()(const sim::GenerateSpec& spec) {
    const auto item = static_cast<std::uint32_t>(plan_.traffic.size());
    auto model = resolve_generator(spec, item, scenario_, plan_, problems_);
    plan_.traffic.push_back(std::make_unique<sim::GeneratorFactory>(std::move(model), plan_.network, plan_.directory));
  }

 private:
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
  topology::Directory directory(*network);
  std::unique_ptr<sim::Plan> plan(new sim::Plan{std::move(*network),
                                                std::move(*routes),
                                                std::move(directory),
                                                {},
                                                {},
                                                {},
                                                scenario.handling,
                                                scenario.window,
                                                scenario.seed});
  TrafficResolver resolver(scenario, *plan, problems);
  for (const sim::TrafficSpec& item : scenario.traffic) std::visit(resolver, item.source);
  check_minimize(scenario, plan->network, problems);
  if (problems.any_error()) return nullptr;
  return plan;
}

}  // namespace torntape::scenarios
