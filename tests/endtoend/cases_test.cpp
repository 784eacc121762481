#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "endtoend/case_file.hpp"
#include "endtoend/json_checks.hpp"
#include "endtoend/program.hpp"
#include "endtoend/scenario_text.hpp"
#include "oracle/naive.hpp"

namespace torntape::endtoend {
namespace {

std::vector<std::string> case_paths() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(TORNTAPE_CASES)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<std::string> rows_of(const std::vector<oracle::Delivery>& deliveries) {
  std::vector<std::string> rows;
  for (const oracle::Delivery& one : deliveries) {
    rows.push_back(std::to_string(one.message) + ' ' + one.ri + (one.info ? " info " : " action ") +
                   precedence_word(one.precedence) + ' ' + seconds_text(one.delivered) + " hops " +
                   std::to_string(one.hops) + ' ' + one.addressee);
  }
  return rows;
}

/// The routing lines of --json, in alphabetical order. In the file they stand in the order of sending.
std::vector<std::string> routing_lines(const nlohmann::json& object) {
  std::vector<std::string> lines;
  double last_sent = 0;
  for (const nlohmann::json& line : object.at("routing_lines")) {
    lines.push_back(line.at("from").get<std::string>() + " -> " + line.at("to").get<std::string>() + "  " +
                    line.at("routing_line").get<std::string>());
    CHECK(line.at("sent_s").get<double>() >= last_sent);
    last_sent = line.at("sent_s").get<double>();
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

void run_case(const CaseFile& file, const Expectation& expected) {
  const TemporaryFolder folder;
  Wording wording;
  wording.defaults = file.defaults;
  wording.default_switching = file.default_switching;
  for (const auto& [name, text] : file.telegrams) {
    folder.write("telegrams/" + name, text);
    wording.telegrams.push_back("telegrams/" + name);
  }
  wording.trace = file.telegrams.empty();
  const std::string scenario = folder.write("scenario.yaml", scenario_yaml(file.scenario, wording));
  folder.write("messages.csv", trace_csv(file.scenario.messages, wording));
  const std::string deliveries = folder.path("out.csv");
  std::vector<std::string> arguments{"run", scenario, "--deliveries", deliveries, "--json", "--quiet"};
  for (const std::string& setting : expected.settings) arguments.insert(arguments.end(), {"--set", setting});
  const Outcome run = run_torntape(arguments);
  INFO(run.err);
  CHECK(run.exit_code == 0);
  if (run.exit_code != 0) return;
  const nlohmann::json object = nlohmann::json::parse(run.out);
  if (!expected.deliveries.empty()) {
    CHECK(rows_of(read_deliveries(read_text(deliveries))) == rows_of(expected.deliveries));
  }
  if (!expected.routing_lines.empty()) CHECK(routing_lines(object) == expected.routing_lines);
  for (const auto& [figure, value] : expected.counts) {
    INFO(figure);
    if (figure.front() == '/') {
      CHECK(object.at(nlohmann::json::json_pointer(figure)) == value);
      continue;
    }
    const bool of_errors = !object.contains(figure);
    CHECK((of_errors ? object.at("errors") : object).at(figure) == value);
  }
}

}  // namespace

TEST_CASE("every case comes out as computed by hand") {
  REQUIRE(case_paths().size() > 10);
  for (const std::string& path : case_paths()) {
    const CaseFile file = read_case(read_text(path));
    for (const Expectation& expected : file.expectations) {
      INFO(path << ':' << expected.line);
      run_case(file, expected);
    }
  }
}

TEST_CASE("the oracle gives every case of a trace as computed by hand") {
  std::size_t compared = 0;
  for (const std::string& path : case_paths()) {
    const CaseFile file = read_case(read_text(path));
    if (!file.telegrams.empty()) continue;
    for (const Expectation& expected : file.expectations) {
      INFO(path << ':' << expected.line);
      const oracle::Result result = oracle::simulate(with_settings(file.scenario, expected.settings));
      CHECK(rows_of(result.deliveries) == rows_of(expected.deliveries));
      for (const auto& [figure, value] : expected.counts) {
        INFO(figure);
        if (figure == "transmissions") CHECK(result.transmissions == static_cast<std::size_t>(value));
        if (figure == "preempted") CHECK(result.preempted == static_cast<std::size_t>(value));
        if (figure == "garbled") CHECK(result.errors.garbled == static_cast<std::size_t>(value));
        if (figure == "missing") CHECK(result.errors.missing == static_cast<std::size_t>(value));
        if (figure == "reruns") CHECK(result.errors.reruns == static_cast<std::size_t>(value));
        if (figure == "duplicates") CHECK(result.errors.duplicates == static_cast<std::size_t>(value));
        if (figure == "service") CHECK(result.errors.service == static_cast<std::size_t>(value));
        if (figure == "undelivered") {
          CHECK(result.expanded - result.deliveries.size() == static_cast<std::size_t>(value));
        }
      }
      ++compared;
    }
  }
  CHECK(compared > 15);
}

}  // namespace torntape::endtoend
