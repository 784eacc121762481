#include "tools/graph.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "sim/engine.hpp"
#include "tools/command.hpp"
#include "tools/graphviz.hpp"
#include "tools/output_file.hpp"
#include "tools/result_json.hpp"
#include "topology/drawing.hpp"

namespace torntape::tools {
namespace {

/// What to record so that the message of --message is followed.
sim::Recording recording_of(const std::string& message, const sim::Plan& plan) {
  sim::Recording recording;
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(message.data(), message.data() + message.size(), number);
  if (error == std::errc() && end == message.data() + message.size() && number > 0) {
    recording.message = number;
    return recording;
  }
  const auto found = std::find(plan.telegrams.begin(), plan.telegrams.end(), message);
  if (found == plan.telegrams.end()) {
    throw Failure(kWrongInput,
                  fmt::format("--message {}: error: the scenario replays no such telegram; give originator and serial, "
                              "as 'RUEHOT 0117', or a message number from 1",
                              message));
  }
  recording.telegram = static_cast<std::uint32_t>(found - plan.telegrams.begin());
  return recording;
}

topology::DistributionTree tree_of(const std::string& message, const sim::Plan& plan) {
  const sim::Replication replication = sim::simulate(plan, 1, recording_of(message, plan));
  topology::DistributionTree tree;
  tree.title = "message " + message;
  if (replication.routing_lines.empty()) {
    throw Failure(
        kWrongInput,
        fmt::format("--message {}: error: it is not filed within the scenario's time, or no copy of it is sent",
                    message));
  }
  tree.origin = plan.network.circuits()[replication.routing_lines.front().circuit].from;
  const std::uint32_t section = replication.routing_lines.front().section;
  for (const sim::RoutingLineRow& row : replication.routing_lines) {
    if (row.section == section) tree.labels[row.circuit] = routing_line_text(row);
  }
  return tree;
}

}  // namespace

int graph(const GraphOptions& options) {
  const bool svg = options.output.ends_with(".svg");
  if (!options.output.empty() && !svg && !options.output.ends_with(".dot")) {
    throw Failure(kWrongInput, fmt::format("-o {}: error: the name must end in .dot or .svg", options.output));
  }
  refuse_to_overwrite(options.output, options.force);
  const Loaded loaded = load(options.scenario, false);
  check_output(options.output, loaded.inputs(options.scenario));
  std::ostringstream dot;
  if (options.message.empty()) {
    topology::write_dot(dot, loaded.plan->network, nullptr);
  } else {
    const topology::DistributionTree tree = tree_of(options.message, *loaded.plan);
    topology::write_dot(dot, loaded.plan->network, &tree);
  }
  if (svg) {
    write_svg(dot.str(), options.output);
  } else if (options.output.empty()) {
    fmt::print("{}", dot.str());
  } else {
    write_file(options.output, dot.str());
  }
  return kDone;
}

}  // namespace torntape::tools
