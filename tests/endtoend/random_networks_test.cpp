#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "endtoend/json_checks.hpp"
#include "endtoend/program.hpp"
#include "endtoend/random_scenario.hpp"
#include "endtoend/scenario_text.hpp"
#include "oracle/naive.hpp"

namespace torntape::endtoend {
namespace {

using oracle::Delivery;
using oracle::Time;

constexpr Time kTolerance = 10'000;  // 10 microseconds

std::string text_of(const Delivery& one) {
  std::ostringstream text;
  text << "message " << one.message << ' ' << one.origin << " -> " << one.ri << " (" << one.addressee << ") "
       << (one.info ? "info " : "action ") << one.precedence << " filed " << seconds_text(one.filed) << " delivered "
       << seconds_text(one.delivered) << " hops " << one.hops;
  return text.str();
}

bool same(const Delivery& a, const Delivery& b) {
  return a.message == b.message && a.origin == b.origin && a.ri == b.ri && a.addressee == b.addressee &&
         a.info == b.info && a.precedence == b.precedence && a.hops == b.hops && a.filed == b.filed &&
         std::abs(a.delivered - b.delivered) <= kTolerance;
}

/// The first difference between two lists of deliveries, or an empty text.
std::string difference(const std::vector<Delivery>& got, const std::vector<Delivery>& expected) {
  for (std::size_t i = 0; i < std::min(got.size(), expected.size()); ++i) {
    if (same(got[i], expected[i])) continue;
    return "row " + std::to_string(i + 1) + "\n  program: " + text_of(got[i]) + "\n  oracle:  " + text_of(expected[i]);
  }
  if (got.size() == expected.size()) return "";
  const bool more = got.size() > expected.size();
  return std::to_string(got.size()) + " deliveries by the program, " + std::to_string(expected.size()) +
         " by the oracle; the next: " + text_of(more ? got[expected.size()] : expected[got.size()]);
}

using Lines = std::vector<std::string>;

/// The routing lines of the telegrams, sorted: `message/section FROM -> TO  PP RI RI`.
Lines routing_lines(const nlohmann::json& object) {
  Lines lines;
  for (const nlohmann::json& one : object.at("routing_lines")) {
    lines.push_back(one.at("message").dump() + '/' + one.at("section").dump() + ' ' +
                    one.at("from").get<std::string>() + " -> " + one.at("to").get<std::string>() + "  " +
                    one.at("routing_line").get<std::string>());
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

Lines routing_lines(const oracle::Scenario& scenario, const oracle::Result& result) {
  Lines lines;
  for (const oracle::Sent& one : result.sent) {
    if (scenario.messages[one.message - 1].order.empty()) continue;
    lines.push_back(std::to_string(one.message) + '/' + std::to_string(one.section) + ' ' + one.from + " -> " + one.to +
                    "  " + one.routing_line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

/// Copies sent and mean waits of each direction, in which broken transmissions' waits are included.
Lines circuit_faults(const oracle::Scenario& scenario, const nlohmann::json& object, const oracle::Result& result) {
  struct Sum {
    std::size_t sent = 0;
    double waited_s = 0;
  };
  std::map<std::pair<std::string, std::string>, Sum> sums;
  for (const oracle::Sent& one : result.sent) {
    Sum& sum = sums[{one.from, one.to}];
    ++sum.sent;
    sum.waited_s += static_cast<double>(one.waited) / 1e9;
  }
  for (const oracle::Broken& one : result.broken) {
    sums[{one.from, one.to}].waited_s += static_cast<double>(one.waited) / 1e9;
  }
  Lines faults;
  for (const nlohmann::json& circuit : object.at("circuits")) {
    const Sum sum = sums[{circuit.at("from").get<std::string>(), circuit.at("to").get<std::string>()}];
    const bool waits = sum.sent > 0;
    const double wait = waits ? sum.waited_s / static_cast<double>(sum.sent) : 0;
    if (circuit.at("transmissions") == sum.sent &&
        (!waits || std::abs(circuit.at("mean_wait_s").get<double>() - wait) <= 1e-9 * (1 + wait))) {
      continue;
    }
    faults.push_back("the oracle has " + std::to_string(sum.sent) + " copies, mean wait " + std::to_string(wait) +
                     " in " + circuit.dump());
  }
  if (object.at("circuits").size() != 2 * scenario.circuits.size()) faults.push_back("not every direction has a row");
  return faults;
}

bool about(double a, double b) {
  return std::abs(a - b) <= 1e-5 * (1 + std::abs(b));
}

/// Greatest and mean queue and utilization; `serving`: the time of all channels or operators, 0 where there is none.
void compare_line(const nlohmann::json& row, const oracle::Line& line, double counted, double serving, Lines& faults) {
  const double mean = line.waited / counted;
  const bool queues = row.at("max_queue") == line.longest && about(row.at("mean_queue").get<double>(), mean);
  const double utilization = serving > 0 ? line.busy / serving : 0;
  if (queues && (serving == 0 || about(row.at("utilization").get<double>(), utilization))) return;
  faults.push_back("the oracle has a greatest queue of " + std::to_string(line.longest) + ", a mean one of " +
                   std::to_string(mean) + ", a utilization of " + std::to_string(utilization) + " in " + row.dump());
}

/// Of circuits and desks.
Lines line_faults(const oracle::Scenario& scenario, const nlohmann::json& object, const oracle::Result& result) {
  Lines faults;
  const auto counted = static_cast<double>(scenario.duration - scenario.warmup);
  for (const nlohmann::json& row : object.at("circuits")) {
    const auto from = row.at("from").get<std::string>(), to = row.at("to").get<std::string>();
    const auto is_it = [&](const oracle::Circuit& one) { return std::set{one.a, one.b} == std::set{from, to}; };
    const auto circuit = std::find_if(scenario.circuits.begin(), scenario.circuits.end(), is_it);
    compare_line(row, result.circuits.at({from, to}), counted, counted * circuit->channels, faults);
  }
  for (const nlohmann::json& row : object.value("desks", nlohmann::json::array())) {
    const auto found = result.desks.find(row.at("ri").get<std::string>());
    if (found == result.desks.end()) {
      faults.push_back("the oracle has no such desk: " + row.dump());
      continue;
    }
    const double operators = row.at("operators").is_null() ? 0 : row.at("operators").get<double>();
    compare_line(row, found->second, counted, operators * static_cast<double>(found->second.open), faults);
  }
  return faults;
}

/// Deliveries of each precedence and role that have not come about.
Lines undelivered_faults(const nlohmann::json& object, const oracle::Result& result) {
  using Kind = std::pair<std::string, std::string>;
  std::map<Kind, std::size_t> expected, told;
  const auto kind = [](char precedence, bool info) {
    return Kind(precedence_word(precedence), info ? "info" : "action");
  };
  for (const auto& [key, count] : result.due) expected[kind(key.first, key.second)] += count;
  for (const Delivery& one : result.deliveries) --expected[kind(one.precedence, one.info)];
  for (auto one = expected.begin(); one != expected.end();)
    one = one->second == 0 ? expected.erase(one) : std::next(one);
  const nlohmann::json rows = object.value("undelivered_by", nlohmann::json::array());
  for (const nlohmann::json& row : rows) {
    told[{row.at("precedence").get<std::string>(), row.at("role").get<std::string>()}] +=
        row.at("n").get<std::size_t>();
  }
  if (told == expected) return {};
  Lines faults{"undelivered " + rows.dump() + ", the oracle has"};
  for (const auto& [key, count] : expected) {
    faults.back() += ' ' + key.first + ' ' + key.second + ' ' + std::to_string(count);
  }
  return faults;
}

/// The errors on the line that the program and the oracle count differently.
Lines error_faults(const nlohmann::json& object, const oracle::Errors& expected) {
  Lines faults;
  const auto compare = [&](const char* name, std::size_t count) {
    const std::size_t counted = object.contains("errors") ? object.at("errors").at(name).get<std::size_t>() : 0;
    if (counted == count) return;
    faults.push_back(std::string(name) + ' ' + std::to_string(counted) + ", the oracle has " + std::to_string(count));
  };
  compare("garbled", expected.garbled);
  compare("missing", expected.missing);
  compare("reruns", expected.reruns);
  compare("duplicates", expected.duplicates);
  compare("service", expected.service);
  return faults;
}

/// Mean times until deliveries were in, where some station has opening hours.
Lines network_faults(const nlohmann::json& object, const oracle::Result& result) {
  Lines faults;
  for (const nlohmann::json& row : object.at("latency")) {
    if (row.at("role") == "all" || !row.contains("network_mean_s")) continue;
    double sum_s = 0;
    std::size_t count = 0;
    for (const Delivery& one : result.deliveries) {
      if (precedence_word(one.precedence) != row.at("precedence") || one.info != (row.at("role") == "info")) continue;
      sum_s += static_cast<double>(one.in - one.filed) / 1e9;
      ++count;
    }
    const double mean = sum_s / static_cast<double>(count);
    if (std::abs(row.at("network_mean_s").get<double>() - mean) <= 1e-5 * (1 + mean)) continue;
    faults.push_back("the oracle has a mean of " + std::to_string(mean) + " s until in: " + row.dump());
  }
  return faults;
}

/// Copies handled and mean waits of each relay with operators or opening hours.
Lines desk_faults(const nlohmann::json& object, const oracle::Result& result) {
  Lines faults;
  std::size_t handled = 0;
  for (const nlohmann::json& desk : object.value("desks", nlohmann::json::array())) {
    double waited_s = 0;
    std::size_t copies = 0;
    for (const oracle::Handled& one : result.handled) {
      if (one.ri != desk.at("ri")) continue;
      ++copies;
      waited_s += static_cast<double>(one.waited) / 1e9;
    }
    handled += copies;
    const double mean = copies > 0 ? waited_s / static_cast<double>(copies) : 0;
    if (desk.at("copies") == copies &&
        (copies == 0 || std::abs(desk.at("mean_wait_s").get<double>() - mean) <= 1e-5 * (1 + mean))) {
      continue;
    }
    faults.push_back("the oracle has " + std::to_string(copies) + " copies, mean wait " + std::to_string(mean) +
                     " in " + desk.dump());
  }
  if (handled != result.handled.size()) faults.push_back("not every relay with a desk has a row");
  return faults;
}

/// What the program and the oracle disagree on; none where they agree.
std::vector<std::string> disagreements(const Drawn& drawn) {
  const oracle::Result expected = oracle::simulate(drawn.scenario);
  const TemporaryFolder folder;
  const std::string scenario = folder.write("scenario.yaml", scenario_yaml(drawn.scenario, drawn.wording));
  for (const auto& [name, text] : drawn.files) folder.write(name, text);
  const Outcome run = run_torntape({"run", scenario, "--deliveries", folder.path("out.csv"), "--json", "--quiet"});
  if (run.exit_code != 0) return {"exit " + std::to_string(run.exit_code) + ": " + run.err};

  const std::vector<Delivery> got = read_deliveries(read_text(folder.path("out.csv")));
  std::vector<std::string> faults = faults_of_json(run.out, got);
  const nlohmann::json object = nlohmann::json::parse(run.out);
  const auto figure = [&](const char* name) { return object.at(name).get<std::size_t>(); };
  if (figure("deliveries") + figure("undelivered") != expected.expanded) faults.push_back("addresses are lost or made");
  if (figure("transmissions") != expected.transmissions) {
    faults.push_back("transmissions " + object["transmissions"].dump() + ", the oracle has " +
                     std::to_string(expected.transmissions));
  }
  if (figure("preempted") != expected.preempted) {
    faults.push_back("preempted " + object["preempted"].dump() + ", the oracle has " +
                     std::to_string(expected.preempted));
  }
  if (figure("lost") != expected.lost) {
    faults.push_back("lost " + object["lost"].dump() + ", the oracle has " + std::to_string(expected.lost));
  }
  if (figure("rerouted") != expected.rerouted) {
    faults.push_back("rerouted " + object["rerouted"].dump() + ", the oracle has " + std::to_string(expected.rerouted));
  }
  for (const std::string& fault : error_faults(object, expected.errors)) faults.push_back(fault);
  for (const std::string& fault : circuit_faults(drawn.scenario, object, expected)) faults.push_back(fault);
  for (const std::string& fault : desk_faults(object, expected)) faults.push_back(fault);
  for (const std::string& fault : network_faults(object, expected)) faults.push_back(fault);
  for (const std::string& fault : line_faults(drawn.scenario, object, expected)) faults.push_back(fault);
  for (const std::string& fault : undelivered_faults(object, expected)) faults.push_back(fault);
  const std::string first = difference(got, expected.deliveries);
  if (!first.empty()) faults.push_back(first);
  if (figure("undelivered") > 0) return faults;
  const Lines lines = routing_lines(object);
  const Lines expected_lines = routing_lines(drawn.scenario, expected);
  for (std::size_t i = 0; i < std::max(lines.size(), expected_lines.size()); ++i) {
    const std::string program = i < lines.size() ? lines[i] : "none";
    const std::string of_oracle = i < expected_lines.size() ? expected_lines[i] : "none";
    if (program == of_oracle) continue;
    faults.push_back("routing line\n  program: " + program + "\n  oracle:  " + of_oracle);
    break;
  }
  return faults;
}

void compare(Drawn (*draw)(std::uint64_t), std::uint64_t first_seed, std::uint64_t count) {
  for (std::uint64_t seed = first_seed; seed < first_seed + count; ++seed) {
    const std::vector<std::string> faults = disagreements(draw(seed));
    INFO("seed " << seed);
    for (const std::string& fault : faults) UNSCOPED_INFO(fault);
    CHECK(faults.empty());
  }
}

}  // namespace

TEST_CASE("the program agrees with the oracle on every delivery of 300 random networks") {
  compare(draw_scenario, 1, 300);
}

TEST_CASE("the program agrees with the oracle on every delivery and routing line of 100 networks with telegrams") {
  compare(draw_telegrams, 1, 100);
}

TEST_CASE("the program agrees with the oracle on every delivery of 300 networks with the rules of a relay at work") {
  compare(draw_relay_rules, 1, 300);
}

TEST_CASE("... and of 500 further ones", "[.slow]") {
  compare(draw_relay_rules, 1'000'001, 500);
}

TEST_CASE("the program agrees with the oracle on every delivery of 500 further networks", "[.slow]") {
  compare(draw_scenario, 1'000'001, 500);
}

TEST_CASE(
    "the program agrees with the oracle on every delivery of 150 networks of circuits approved for some classes") {
  compare(draw_security_gate, 1, 150);
}

TEST_CASE("... and of 500 further networks of such circuits", "[.slow]") {
  compare(draw_security_gate, 1'000'001, 500);
}

TEST_CASE("the program refuses the rows that the oracle calls undeliverable, and no others") {
  constexpr std::size_t kMostTold = 20;
  std::size_t refused = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const Drawn drawn = draw_undeliverable(seed);
    const TemporaryFolder folder;
    const std::string scenario = folder.write("scenario.yaml", scenario_yaml(drawn.scenario, drawn.wording));
    for (const auto& [name, text] : drawn.files) folder.write(name, text);
    const Outcome run = run_torntape({"check", scenario});
    std::vector<std::string> expected, told;
    for (std::size_t i = 0; i < drawn.scenario.messages.size(); ++i) {
      if (oracle::deliverable(drawn.scenario, drawn.scenario.messages[i])) continue;
      if (expected.size() < kMostTold) expected.push_back(std::to_string(i + 2));
    }
    std::istringstream lines(run.err + run.out);
    for (std::string line; std::getline(lines, line);) {
      const std::size_t begin = line.find("messages.csv:");
      if (begin == std::string::npos || line.find("no path of circuits approved") == std::string::npos) continue;
      told.push_back(line.substr(begin + 13, line.find(':', begin + 13) - begin - 13));
    }
    INFO("seed " << seed << '\n' << run.err);
    CHECK(told == expected);
    CHECK(run.exit_code == (expected.empty() ? 0 : 2));
    refused += expected.size();
  }
  CHECK(refused > 150);
}

TEST_CASE("the random networks of circuits approved for some classes make messages go other ways") {
  std::size_t other_ways = 0, rerouted = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    oracle::Scenario scenario = draw_security_gate(seed).scenario;
    const auto hops = [&] {
      std::map<std::pair<std::size_t, std::string>, int> numbers;
      const oracle::Result result = oracle::simulate(scenario);
      rerouted += result.rerouted;
      for (const Delivery& one : result.deliveries) numbers[{one.message, one.ri}] = one.hops;
      return numbers;
    };
    const auto gated = hops();
    for (oracle::Circuit& circuit : scenario.circuits) circuit.approved = 'T';
    for (const auto& [delivery, number] : hops()) {
      const auto found = gated.find(delivery);
      if (found != gated.end() && found->second != number) ++other_ways;
    }
  }
  CHECK(other_ways > 1000);
  CHECK(rerouted > 500);
}

TEST_CASE("the random networks with the rules of a relay reach what they are meant to reach") {
  std::size_t broken = 0, lost = 0, rerouted = 0, networks_with_reroutes = 0, undelivered = 0;
  std::size_t parted = 0, networks_with_parts = 0;
  oracle::Errors errors;
  std::size_t held = 0, networks_with_hours = 0, by_night = 0, handled = 0, waited_for_operators = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const Drawn drawn = draw_relay_rules(seed);
    const oracle::Result result = oracle::simulate(drawn.scenario);
    if (drawn.scenario.rules.breaking == oracle::Breaking::acp127) broken += result.preempted;
    lost += result.lost;
    rerouted += result.rerouted;
    networks_with_reroutes += result.rerouted > 0 ? 1 : 0;
    parted += result.parted;
    networks_with_parts += result.parted > 0 ? 1 : 0;
    undelivered += result.expanded - result.deliveries.size();
    errors.garbled += result.errors.garbled;
    errors.missing += result.errors.missing;
    errors.reruns += result.errors.reruns;
    errors.duplicates += result.errors.duplicates;
    errors.service += result.errors.service;
    std::vector<Delivery> late;
    for (const Delivery& one : result.deliveries) {
      if (one.delivered != one.in) late.push_back(one);
    }
    // In while something else waits for the same station to open, and delivered all the same.
    const auto at_night = [&](const Delivery& one) {
      return one.delivered == one.in && std::any_of(late.begin(), late.end(), [&](const Delivery& other) {
               return other.ri == one.ri && other.in <= one.in && one.in < other.delivered;
             });
    };
    handled += result.handled.size();
    for (const oracle::Handled& one : result.handled) waited_for_operators += one.waited > 0 ? 1 : 0;
    held += late.size();
    if (std::any_of(result.deliveries.begin(), result.deliveries.end(), at_night)) ++by_night;
    if (!late.empty()) ++networks_with_hours;
  }
  CHECK(handled > 10'000);
  CHECK(waited_for_operators > 5'000);
  CHECK(held > 1000);
  CHECK(networks_with_hours > 50);
  CHECK(by_night > 30);
  CHECK(broken > 1000);
  CHECK(lost > 300);
  CHECK(rerouted > 500);
  CHECK(networks_with_reroutes > 30);
  CHECK(parted > 250);
  CHECK(networks_with_parts > 20);
  CHECK(undelivered > 500);
  CHECK(errors.garbled > 1000);
  CHECK(errors.missing > 1000);
  CHECK(errors.reruns > 1000);
  CHECK(errors.duplicates > 1000);
  CHECK(errors.service > 2000);
}

TEST_CASE("the random networks reach what they are meant to reach") {
  std::size_t late = 0, undelivered = 0, broken = 0, expanded_on_the_way = 0, split = 0;
  std::size_t formatted = 0, beyond_limit = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const Drawn drawn = draw_scenario(seed);
    const oracle::Result result = oracle::simulate(drawn.scenario);
    for (const Delivery& one : result.deliveries) late += one.delivered > drawn.scenario.duration ? 1 : 0;
    undelivered += result.expanded - result.deliveries.size();
    broken += result.preempted;
    const oracle::Rules& rules = drawn.scenario.rules;
    formatted += rules.formatted ? 1 : 0;
    std::set<std::tuple<std::size_t, std::size_t, std::string, std::string>> sent;
    for (const oracle::Sent& one : result.sent) {
      split += one.section == 2 ? 1 : 0;
      if (!sent.insert({one.message, one.section, one.from, one.to}).second) ++beyond_limit;
    }
    const auto& collectives = drawn.scenario.collectives;
    if (!collectives.empty() && !collectives.front().expand_at.empty()) ++expanded_on_the_way;
  }
  CHECK(late > 1000);
  CHECK(undelivered > 1000);
  CHECK(broken > 500);
  CHECK(expanded_on_the_way > 50);
  CHECK(formatted > 80);
  CHECK(split > 5000);
  CHECK(beyond_limit > 1000);
}

}  // namespace torntape::endtoend
