#include "tools/graph/graph.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "tools/command.hpp"
#include "tools/graph/graphviz.hpp"
#include "tools/graph/html.hpp"
#include "tools/graph/losses.hpp"
#include "tools/graph/svg.hpp"
#include "tools/output_file.hpp"
#include "tools/results/reader.hpp"

namespace torntape::tools {
namespace {

bool is_scenario(const std::string& path) {
  return path.ends_with(".yaml") || path.ends_with(".yml");
}

/// Refuses what does not go together, before any file is read.
void check_options(const GraphOptions& options) {
  const std::string& output = options.output;
  const bool known =
      output.ends_with(".dot") || output.ends_with(".svg") || output.ends_with(".graphml") || output.ends_with(".html");
  if (!output.empty() && !known) {
    throw Failure(kWrongInput, fmt::format("-o {}: error: the name must end in .dot, .svg, .graphml or .html", output));
  }
  const bool archive = !is_scenario(options.scenario.file);
  const bool critical = options.what == GraphWhat::criticality;
  const auto refuse = [](const std::string& text) { throw Failure(kWrongInput, "graph: error: " + text); };
  if (!archive && !options.telegrams.empty()) {
    refuse("it draws one scenario, or any number of telegram files; a scenario's name ends in .yaml");
  }
  if (archive && (critical || !options.result.empty())) {
    refuse("--what criticality and --result need a scenario (.yaml): telegrams alone have no circuits");
  }
  if (archive && (!options.scenario.sets.empty() || !options.scenario.seed.empty())) {
    refuse("--set and --seed need a scenario (.yaml)");
  }
  if (!options.message.empty() && (critical || !options.result.empty())) {
    refuse("--message draws one message's way, without --what criticality and --result");
  }
  if (options.result.empty() && options.point != 0) refuse("--point needs --result");
}

std::string drawn(const topology::Picture& picture, const std::string& output) {
  std::ostringstream text;
  if (output.ends_with(".graphml")) {
    topology::write_graphml(text, picture);
  } else if (output.ends_with(".svg") || output.ends_with(".html")) {
    const std::optional<Layout> by_graphviz = picture.tree ? std::nullopt : graphviz_layout(picture);
    const Layout layout = by_graphviz ? *by_graphviz : picture.tree ? tree_layout(picture) : balloon_layout(picture);
    const std::string svg = svg_text(picture, layout);
    return output.ends_with(".svg") ? svg : html_text(picture, svg);
  } else {
    topology::write_dot(text, picture, {});
  }
  return text.str();
}

void put(const topology::Picture& picture, const std::string& output) {
  const std::string text = drawn(picture, output);
  if (output.empty()) {
    fmt::print("{}", text);
  } else {
    write_file(output, text);
  }
}

/// What the result file says of the network; nothing where there is no --result.
std::optional<Measured> figures_of(const GraphOptions& options, const topology::Network& network) {
  if (options.result.empty()) return std::nullopt;
  const results::Reader reader(options.result);
  const std::size_t points = reader.campaign().points.size();
  const auto refuse = [&](const std::string& text) {
    throw Failure(kWrongInput, fmt::format("{}: error: {}", options.result, text));
  };
  if (options.point > 1 && points == 1) refuse("it is of no sweep; leave --point out");
  if (options.point > points || (options.point == 0 && points > 1)) {
    refuse(fmt::format("it holds {0} points of a sweep; choose one: --point 1 to --point {0}", points));
  }
  const std::uint32_t point = std::max(options.point, 1U);
  sim::Results results = reader.campaign().points.at(point - 1).results;
  reader.each(point, [&results](const sim::Replication& replication) {
    sim::Replication& kept = results.replications.emplace_back();
    kept.circuits = replication.circuits;
    kept.addressees = replication.addressees;
  });
  if (results.replications.empty()) refuse("it holds no replication yet");
  std::optional<Measured> figures = measured(results, network);
  if (!figures) refuse("it is the result of another network: it knows none of the scenario's circuits");
  return figures;
}

}  // namespace

int graph(const GraphOptions& options) {
  check_options(options);
  refuse_to_overwrite(options.output, options.force);
  if (!is_scenario(options.scenario.file)) {
    std::vector<std::string> files{options.scenario.file};
    files.insert(files.end(), options.telegrams.begin(), options.telegrams.end());
    check_output(options.output, files);
    put(archive_picture(files, options.message), options.output);
    return kDone;
  }
  const Loaded loaded = load(options.scenario, false);
  std::vector<std::string> inputs = loaded.inputs(options.scenario);
  inputs.push_back(options.result);
  check_output(options.output, inputs);
  const topology::Network& network = loaded.plan->network;
  if (!options.message.empty()) {
    put(tree_picture(*loaded.plan, options.message), options.output);
    return kDone;
  }
  const std::optional<Measured> figures = figures_of(options, network);
  topology::Picture picture = network_picture(network, loaded.scenario.name, figures ? &*figures : nullptr,
                                              options.circuits_by, options.posts_by);
  if (options.what == GraphWhat::criticality) {
    const std::vector<topology::Loss> losses = topology::single_points_of_failure(network);
    mark_losses(network, losses, picture);
    if (!options.output.empty()) fmt::print("{}", losses_text(network, losses, figures ? &*figures : nullptr));
  }
  put(picture, options.output);
  return kDone;
}

}  // namespace torntape::tools
