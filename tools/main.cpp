#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "scenarios/schema.hpp"
#include "tools/check.hpp"
#include "tools/command.hpp"
#include "tools/compare/compare.hpp"
#include "tools/completion.hpp"
#include "tools/describe.hpp"
#include "tools/export.hpp"
#include "tools/graph/graph.hpp"
#include "tools/init.hpp"
#include "tools/man_page.hpp"
#include "tools/parse.hpp"
#include "tools/report/report.hpp"
#include "tools/run.hpp"
#include "topology/problem.hpp"

namespace torntape::tools {
namespace {

void add_scenario(CLI::App& command, ScenarioOptions& options, bool required = true) {
  command.add_option("SCENARIO", options.file, "Scenario file (YAML)")->required(required);
  command.add_option("--set", options.sets, "Set a scenario key, as handling.preemption=flash; may be repeated")
      ->allow_extra_args(false)
      ->type_name("KEY=VALUE");
  command.add_option("--seed", options.seed, "Seed of the random numbers, in place of the scenario's")->type_name("N");
}

/// An option that takes one of some words, each standing for a value.
template <class Value>
CLI::Option* add_words(CLI::App& command, const std::string& name, Value& value,
                       std::vector<std::pair<std::string, Value>> words, const std::string& help) {
  std::vector<std::string> known;
  known.reserve(words.size());
  for (const auto& [word, meaning] : words) known.push_back(word);
  const auto take = [&value, words](const std::string& typed) {
    for (const auto& [word, meaning] : words) {
      if (word == typed) value = meaning;
    }
  };
  return command.add_option_function<std::string>(name, take, help)->check(CLI::IsMember(known))->type_name("WORD");
}

/// --format, and --json as the short way to one of its words.
void add_format(CLI::App& command, Format& format) {
  CLI::Option* option = add_words<Format>(
      command, "--format", format,
      {{"table", Format::table}, {"json", Format::json}, {"csv", Format::csv}, {"markdown", Format::markdown}},
      "What to print (default: table)");
  command
      .add_flag_callback(
          "--json", [&format] { format = Format::json; }, "The same as --format json")
      ->excludes(option);
}

void add_run(CLI::App& app, RunOptions& options) {
  CLI::App* run = app.add_subcommand("run", "Simulate a scenario and print its delivery latencies");
  add_scenario(*run, options.scenario, false);
  run->add_option("--replications", options.scenario.replications, "How many independent replications")->type_name("N");
  run->add_option("-o,--output", options.output,
                  "Write the result to this file: SQLite, or JSON where it ends in .json")
      ->type_name("FILE");
  const auto resume = [&options](const std::string& file) {
    options.resume = true;
    options.resumed = file;
  };
  run->add_option_function<std::string>("--resume", resume,
                                        "Go on with an interrupted run: RESULT.db alone, or beside SCENARIO -o "
                                        "RESULT.db without a value")
      ->expected(0, 1)
      ->type_name("RESULT.db");
  run->add_option("--jobs", options.jobs, "Threads; the results do not depend on it (default: the machine's cores)")
      ->check(CLI::Range(1U, 1024U))
      ->type_name("N");
  run->add_option("--deliveries", options.deliveries, "Write every delivery to this CSV file")->type_name("FILE.csv");
  add_format(*run, options.format);
  run->add_flag("--quiet", options.quiet, "No progress and no notes on stderr");
  run->add_flag("--store-deliveries", options.store_deliveries, "Keep every delivery in the result file");
  run->add_flag("--force", options.force, "Overwrite the file of -o");
}

void add_export(CLI::App& app, ExportOptions& options) {
  CLI::App* command = app.add_subcommand("export", "Print a table of a result file");
  command->add_option("RESULT", options.file, "Result file, as run -o writes it")->required();
  command->add_option("--table", options.table, "Which table")->required()->type_name("TABLE");
  command->add_option("--format", options.format, "csv or json (default: csv)")
      ->check(CLI::IsMember({"csv", "json"}))
      ->type_name("WORD");
  command->add_option("-o,--output", options.output, "Write to this file (default: stdout)")->type_name("FILE");
  command->add_flag("--force", options.force, "Overwrite the file of -o");
}

void add_compare(CLI::App& app, CompareOptions& options) {
  CLI::App* compare = app.add_subcommand("compare", "Tell what differs between scenarios or results, and what is real");
  compare->add_option("FILE", options.sides.files, "Scenario files and result files; the first is the baseline")
      ->required();
  compare
      ->add_option("--with", options.sides.with,
                   "One more side: the first scenario with this key, or several with ; between them; may be repeated")
      ->allow_extra_args(false)
      ->type_name("KEY=VALUE");
  compare
      ->add_option("--fail-if", options.fail_if,
                   "Exit with 1 where a figure really changed by so much, as 'IMMEDIATE p95 +10%'; may be repeated")
      ->allow_extra_args(false)
      ->type_name("CONDITION");
  compare->add_option("--set", options.sides.sets, "Set a key of every scenario; may be repeated")
      ->allow_extra_args(false)
      ->type_name("KEY=VALUE");
  compare->add_option("--seed", options.sides.seed, "Seed of the random numbers of every scenario")->type_name("N");
  compare->add_option("--replications", options.sides.replications, "How many replications of every scenario")
      ->type_name("N");
  compare
      ->add_option("--jobs", options.sides.jobs,
                   "Threads; the results do not depend on it (default: the machine's cores)")
      ->check(CLI::Range(1U, 1024U))
      ->type_name("N");
  add_format(*compare, options.format);
  compare
      ->add_flag_callback(
          "--csv", [&options] { options.format = Format::csv; }, "The same as --format csv")
      ->excludes("--format")
      ->excludes("--json");
  compare->add_flag("--quiet", options.sides.quiet, "No progress and no notes on stderr");
}

void add_graph(CLI::App& app, GraphOptions& options) {
  CLI::App* graph = app.add_subcommand("graph", "Draw a network, the way of one message, or an archive of telegrams");
  add_scenario(*graph, options.scenario);
  graph->add_option("FILE", options.telegrams, "Further files, where telegrams stand in place of the scenario");
  graph->add_option("-o,--output", options.output, "A .dot, .svg, .graphml or .html file (default: DOT on stdout)")
      ->type_name("FILE");
  graph->add_option("--message", options.message, "Originator and serial, as 'RUEHOT 0117', or a message number")
      ->type_name("ID");
  add_words<GraphWhat>(*graph, "--what", options.what,
                       {{"network", GraphWhat::network}, {"criticality", GraphWhat::criticality}},
                       "The network (default), or its single points of failure");
  graph->add_option("--result", options.result, "A result file of the scenario: width by traffic, colour by figures")
      ->type_name("RESULT.db");
  graph->add_option("--point", options.point, "Which point of a sweep's result, from 1")->type_name("N");
  add_words<CircuitsBy>(
      *graph, "--circuits-by", options.circuits_by,
      {{"utilization", CircuitsBy::utilization}, {"wait", CircuitsBy::wait}, {"p95-wait", CircuitsBy::p95_wait}},
      "What colours circuits: utilization (default), mean wait or its 95th percentile");
  add_words<PostsBy>(*graph, "--posts-by", options.posts_by,
                     {{"latency", PostsBy::latency}, {"within", PostsBy::within}},
                     "What colours posts: mean latency (default) or the share within the objective");
  graph->add_flag("--force", options.force, "Overwrite the file of -o");
}

void add_report(CLI::App& app, ReportOptions& options) {
  CLI::App* report = app.add_subcommand("report", "Make one self-contained page of results");
  report->add_option("RESULT", options.results, "Result files; the first is what the others are compared with")
      ->required();
  report->add_option("-o,--output", options.output, "The page")->required()->type_name("FILE.html");
  report->add_flag_callback(
      "--no-replay", [&options] { options.replays = false; }, "Do not simulate replication 1 again for what moves");
  report->add_flag("--force", options.force, "Overwrite the file of -o");
}

void add_parse(CLI::App& app, ParseOptions& options) {
  CLI::App* parse = app.add_subcommand("parse", "Read telegram headings; print one JSON object a telegram");
  parse->add_option("FILE", options.files, "Files of telegrams; - or none: standard input");
  parse->add_flag("--directory", options.directory, "Print the directory that the headings imply, as TSV");
  parse->add_flag("--follow", options.follow, "Print each telegram as soon as it is complete");
}

void add_init(CLI::App& app, InitOptions& options) {
  CLI::App* init = app.add_subcommand("init", "Write an annotated scenario to start from");
  init->add_option("FILE", options.file, "The file to write (default: scenario.yaml); - for stdout");
  init->add_flag("--force", options.force, "Overwrite the file");
}

void add_completion(CLI::App& app, std::string& shell) {
  CLI::App* completion = app.add_subcommand("completion", "Print a script by which a shell completes this program");
  completion->add_option("SHELL", shell, "Which shell")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

std::string completion(const std::string& shell, const ProgramText& program) {
  if (shell == "bash") return bash_completion(program);
  return shell == "zsh" ? zsh_completion(program) : fish_completion(program);
}

/// A first word that is no command gets a line of its own, with the command that it is nearest to.
void refuse_unknown_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || *argv[1] == '-') return;
  const std::string word = argv[1];
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
    if (names.back() == word) return;
  }
  const std::string_view near = topology::nearest(word, {names.begin(), names.end()});
  throw Failure(kWrongInput,
                near.empty()
                    ? fmt::format("torntape: error: there is no command '{}'; see torntape --help", word)
                    : fmt::format("torntape: error: there is no command '{}', did you mean '{}'?", word, near));
}

/// What the command line holds that its command does not take, in the order given, with the option that is nearest to
/// the first one of it.
Failure not_taken(const CLI::App& app) {
  const std::vector<CLI::App*> commands = app.get_subcommands();
  const CLI::App& command = commands.empty() ? app : *commands.front();
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  std::string given;
  std::string_view near;
  for (const std::string& word : app.remaining(true)) {
    given += ' ' + word;
    if (near.empty() && word.starts_with('-')) {
      near = topology::nearest(word.substr(0, word.find('=')), {names.begin(), names.end()});
    }
  }
  return {kWrongInput, near.empty()
                           ? fmt::format("torntape: error: {0} does not take{1}; see {2} --help", command.get_name(),
                                         given, commands.empty() ? "torntape" : "torntape " + command.get_name())
                           : fmt::format("torntape: error: {} does not take{}, did you mean '{}'?", command.get_name(),
                                         given, near)};
}

int dispatch(int argc, char** argv) {
  CLI::App app{"torntape: simulates how record messages travel a store-and-forward network", "torntape"};
  app.set_version_flag("--version", "torntape " TORNTAPE_VERSION);
  app.require_subcommand(1);
  RunOptions run_options;
  run_options.jobs = std::max(1U, std::thread::hardware_concurrency());
  add_run(app, run_options);
  ExportOptions export_options;
  add_export(app, export_options);
  CompareOptions compare_options;
  compare_options.sides.jobs = run_options.jobs;
  add_compare(app, compare_options);
  GraphOptions graph_options;
  add_graph(app, graph_options);
  ReportOptions report_options;
  add_report(app, report_options);
  ParseOptions parse_options;
  add_parse(app, parse_options);
  ScenarioOptions check_options;
  add_scenario(*app.add_subcommand("check", "Read and resolve a scenario; print its problems, or ok"), check_options);
  InitOptions init_options;
  add_init(app, init_options);
  app.add_subcommand("schema", "Print the JSON Schema of scenario files, for editors");
  std::string shell;
  add_completion(app, shell);
  app.add_subcommand("man", "Print the manual page of this program, in roff");
  try {
    refuse_unknown_command(app, argc, argv);
    app.parse(argc, argv);
  } catch (const CLI::ExtrasError&) {
    throw not_taken(app);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    throw Failure(kWrongInput, fmt::format("torntape: error: {}; see torntape --help", error.what()));
  }
  if (app.got_subcommand("run")) return run(run_options);
  if (app.got_subcommand("export")) return export_command(export_options);
  if (app.got_subcommand("compare")) return compare(compare_options);
  if (app.got_subcommand("graph")) return graph(graph_options);
  if (app.got_subcommand("report")) return report(report_options);
  if (app.got_subcommand("parse")) return parse_command(parse_options);
  if (app.got_subcommand("check")) return check(check_options);
  if (app.got_subcommand("init")) return init(init_options);
  if (app.got_subcommand("schema")) {
    fmt::print("{}", scenarios::json_schema());
  } else {
    const ProgramText program = describe(app);
    fmt::print("{}", app.got_subcommand("man") ? man_page(program) : completion(shell, program));
  }
  return kDone;
}

}  // namespace
}  // namespace torntape::tools

int main(int argc, char** argv) {
  using torntape::tools::Failure;
  try {
    const int code = torntape::tools::dispatch(argc, argv);
    if (std::fflush(stdout) != 0) throw Failure(torntape::tools::kMachineFailed, "stdout: error: cannot be written");
    return code;
  } catch (const Failure& failure) {
    if (*failure.what() != '\0') fmt::print(stderr, "{}\n", failure.what());
    return failure.code();
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "torntape: error: the machine has no memory left for this\n");
  } catch (const std::exception& error) {
    fmt::print(stderr, "torntape: error: {}\n", error.what());
  }
  return torntape::tools::kMachineFailed;
}
