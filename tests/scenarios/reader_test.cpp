#include "scenarios/reader.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>

namespace torntape::scenarios {
namespace {

using sim::GenerateSpec;
using topology::Place;

const std::string kFolder = TORNTAPE_SOURCE_DIR "/tests/scenarios/whole/";

std::pair<int, int> at(const Place& place) {
  REQUIRE(place.file);
  return {place.line, place.column};
}

Scenario read_whole() {
  topology::Problems problems;
  auto scenario = read_scenario(kFolder + "whole.yaml", {}, problems);
  for (const auto& problem : problems.sorted()) FAIL_CHECK(line_of(problem));
  REQUIRE(scenario.has_value());
  return std::move(*scenario);
}

/// The scenario with `network` and `rest` in a minimal frame, and the lines that it gives.
std::optional<Scenario> read_text(const std::string& network, const std::string& rest, std::string& lines) {
  topology::Problems problems;
  const std::string text = "name: x\nnetwork: " + network + "\nrun: {duration: 1 h}\n" + rest;
  auto scenario = read_scenario_text(text, "x.yaml", {}, problems);
  for (const auto& problem : problems.sorted()) lines += line_of(problem) + '\n';
  return scenario;
}

const GenerateSpec& generate(const Scenario& scenario, std::size_t item) {
  return std::get<GenerateSpec>(scenario.traffic.at(item).source);
}

TEST_CASE("the least scenario has the usual values everywhere") {
  std::string lines;
  const auto scenario = read_text("{}", "traffic: [{generate: {}}]\n", lines);
  CHECK(lines.empty());
  REQUIRE(scenario.has_value());
  CHECK(scenario->name == "x");
  CHECK(scenario->description.empty());
  CHECK(scenario->seed == 1);
  CHECK(scenario->network.rate == 9600);
  CHECK(scenario->network.propagation == 0);
  CHECK(scenario->network.channels == 1);
  CHECK(scenario->network.approved == topology::Classification::top_secret);
  CHECK_FALSE(generate(*scenario, 0).classes.has_value());
  CHECK(scenario->network.switching == 0);
  CHECK(scenario->network.homing.prefix);
  CHECK_FALSE(scenario->network.homing.otherwise.has_value());
  CHECK(scenario->handling.discipline == sim::Discipline::precedence);
  CHECK(scenario->handling.preemption == sim::Preemption::none);
  CHECK(scenario->handling.copy_precedence == sim::CopyPrecedence::message);
  CHECK(scenario->handling.header == sim::Header::none);
  CHECK_FALSE(scenario->handling.section_lines.has_value());
  CHECK(scenario->handling.routing_line_limit == topology::kNone);
  CHECK(scenario->handling.bits_per_character == 8);
  constexpr sim::Time kMinute = 60 * sim::kSecond;
  CHECK(scenario->handling.objectives ==
        std::array<sim::Time, 4>{10 * kMinute, 30 * kMinute, 180 * kMinute, 360 * kMinute});
  CHECK(scenario->window.warmup == 0);
  CHECK(scenario->window.duration == 60 * kMinute);
  CHECK(scenario->window.drain == 60 * kMinute);
  CHECK(scenario->replications == 1);
  CHECK(scenario->start == 1'167'609'600);
  const GenerateSpec& usual = generate(*scenario, 0);
  CHECK(usual.from_posts);
  CHECK(usual.to.posts);
  CHECK(usual.rate == 4.0 / 86400);
  CHECK(std::get<sim::ExponentialSize>(usual.characters).mean == 2000);
  CHECK(usual.precedence == std::array<double, 4>{0.001, 0.1, 0.4, 0.499});
  CHECK(std::get<sim::GeometricCount>(usual.addressees).mean == 5);
  CHECK_FALSE(usual.action.has_value());
  CHECK_FALSE(usual.info_lower);
}

TEST_CASE("the network is read with every key and every place") {
  const Scenario scenario = read_whole();
  const topology::NetworkSpec& network = scenario.network;
  CHECK(network.rate == 75);
  CHECK(network.propagation == 250'000);
  CHECK(network.channels == 2);
  CHECK(network.approved == topology::Classification::secret);
  CHECK(network.switching == 1'500'000'000);
  CHECK(network.garbled == 1e-5);
  CHECK(network.lost == 0.001);
  CHECK(network.repeated == 0.01);
  CHECK(scenario.post_hours.daily.value() == std::vector<sim::DailyHours>{{480, 240, 31}, {780, 240, 31}});
  CHECK(scenario.post_hours.zone == -300);
  REQUIRE(scenario.hours.size() == 1);
  CHECK(scenario.hours.begin()->first.letters() == "RUEHOT");
  CHECK(scenario.hours.begin()->second.daily.value().empty());
  CHECK(scenario.hours.begin()->second.zone == 0);
  CHECK_FALSE(network.homing.prefix);
  CHECK(network.homing.otherwise->letters() == "RUEH");
  CHECK(at(network.homing.place) == std::pair(7, 38));

  REQUIRE(network.stations.size() == 3);
  const topology::StationSpec& relay = network.stations[0];
  CHECK(relay.ri.letters() == "RUEH");
  CHECK(relay.relay);
  CHECK(relay.name == "MAIN RELAY");
  CHECK(relay.switching == 2 * sim::kSecond);
  CHECK_FALSE(relay.circuit.has_value());
  CHECK(at(relay.place) == std::pair(9, 12));
  const topology::StationSpec& post = network.stations[1];
  CHECK_FALSE(post.relay);
  CHECK_FALSE(post.switching.has_value());
  CHECK(post.addressees == std::vector<std::string>{"SECSTATE WASHDC", "YES, NO"});
  REQUIRE(post.circuit.has_value());
  CHECK(post.circuit->rate == 75);  // 10 cps of 7.5 bits
  CHECK(post.circuit->propagation == 0);
  CHECK(post.circuit->channels == 3);
  CHECK(post.circuit->approved == topology::Classification::efto);
  CHECK(post.circuit->garbled == 0.001);
  CHECK(post.circuit->lost == 0.01);
  CHECK(post.circuit->repeated == 0.5);
  CHECK(at(post.circuit->place) == std::pair(12, 16));
  REQUIRE(network.stations[2].circuit.has_value());
  CHECK_FALSE(network.stations[2].circuit->rate.has_value());

  REQUIRE(network.links.size() == 2);
  const topology::LinkSpec& trunk = network.links[0];
  CHECK(trunk.a.letters() == "RUEH");
  CHECK(trunk.b.letters() == "RUEK");
  CHECK(at(trunk.a_place) == std::pair(15, 18));
  CHECK(at(trunk.b_place) == std::pair(15, 24));
  CHECK(at(trunk.circuit.place) == std::pair(15, 7));
  CHECK(trunk.circuit.rate == 64000);
  CHECK(trunk.circuit.propagation == 15'000'000);
  CHECK(trunk.circuit.channels == 4);
  CHECK(trunk.circuit.approved == topology::Classification::top_secret);
  CHECK(trunk.circuit.garbled == 0);
  CHECK(trunk.circuit.lost == 0);
  CHECK(trunk.circuit.repeated == 0.02);
  CHECK_FALSE(network.links[1].circuit.garbled.has_value());
  CHECK_FALSE(network.links[1].circuit.rate.has_value());

  REQUIRE(network.collectives.size() == 2);
  const topology::CollectiveSpec& collective = network.collectives[0];
  CHECK(collective.ri.letters() == "RUCNCCAN");
  CHECK(collective.name == "ALL POSTS");
  REQUIRE(collective.members.size() == 2);
  CHECK(collective.members[1].ri.letters() == "RUEHOT");
  CHECK(at(collective.members[1].place) == std::pair(18, 56));
  CHECK(collective.expand_at->letters() == "RUEH");
  CHECK(at(collective.expand_place) == std::pair(18, 76));
  CHECK_FALSE(network.collectives[1].expand_at.has_value());
}

TEST_CASE("patterns name their files sorted, within the scenario's folder, none twice") {
  const Scenario scenario = read_whole();
  std::vector<std::string> names;
  for (const FileReference& file : scenario.network_telegrams) names.push_back(file.path);
  CHECK(names == std::vector<std::string>{kFolder + "telegrams/c.txt", kFolder + "telegrams/a.txt",
                                          kFolder + "telegrams/b.txt"});
  CHECK(at(scenario.network_telegrams[0].place) == std::pair(20, 15));
  CHECK(at(scenario.network_telegrams[1].place) == std::pair(20, 32));
  REQUIRE(scenario.directories.size() == 1);
  CHECK(scenario.directories[0].path == kFolder + "posts.tsv");
}

TEST_CASE("traffic is read with every key") {
  const Scenario scenario = read_whole();
  REQUIRE(scenario.traffic.size() == 10);
  const auto& replay = std::get<sim::ReplaySpec>(scenario.traffic[0].source);
  REQUIRE(replay.files.size() == 3);
  CHECK(replay.files[0].path == kFolder + "telegrams/a.txt");
  CHECK(replay.at == 7200 * sim::kSecond);
  CHECK(at(scenario.traffic[0].place) == std::pair(23, 5));
  CHECK(std::get<sim::TraceSpec>(scenario.traffic[1].source).path == kFolder + "messages.csv");

  const GenerateSpec& first = generate(scenario, 2);
  CHECK_FALSE(first.from_posts);
  REQUIRE(first.from.size() == 2);
  CHECK(at(first.from[1].place) == std::pair(27, 21));
  CHECK(first.rate == 0.1);
  CHECK(std::get<sim::LognormalSize>(first.characters).median == 1200);
  CHECK(std::get<sim::LognormalSize>(first.characters).sigma == 0.8);
  CHECK(first.precedence == std::array<double, 4>{0.01, 0.09, 0.4, 0.5});
  CHECK(std::get<sim::FixedCount>(first.addressees).count == 3);
  CHECK(std::get<sim::FixedCount>(first.action.value()).count == 2);
  CHECK(first.info_lower);
  CHECK_FALSE(first.to.posts);
  REQUIRE(first.to.listed.size() == 2);
  CHECK(first.to.listed[1].ri.letters() == "RUEHOT");
  CHECK(first.to.listed[1].weight == 0.5);
  CHECK(at(first.to.listed[1].place) == std::pair(34, 22));

  const GenerateSpec& second = generate(scenario, 3);
  CHECK(std::get<sim::EmpiricalSize>(second.characters).values ==
        std::vector<std::pair<double, double>>{{100, 1}, {2000.5, 0}});
  CHECK(std::get<sim::GeometricCount>(second.addressees).mean == 1);
  CHECK(second.to.listed.at(0).weight == 1);
  CHECK(std::get<sim::FixedSize>(generate(scenario, 4).characters).characters == 1800);
  CHECK(std::get<sim::FixedCount>(generate(scenario, 4).addressees).count == 4);
  CHECK(std::get<sim::FixedSize>(generate(scenario, 5).characters).characters == 1);
}

TEST_CASE("traffic as it is, is read with every key") {
  constexpr sim::Time kDay = 86400 * sim::kSecond;
  const Scenario scenario = read_whole();
  const GenerateSpec& full = generate(scenario, 7);
  CHECK(full.at == kDay);
  CHECK(full.length == 2 * kDay);
  CHECK(full.except.at(0).ri.letters() == "RUEH");
  CHECK_FALSE(full.rate.has_value());
  CHECK(full.rates.value().table.path == kFolder + "posts.tsv");
  CHECK(full.rates.value().table.column == "figure");
  CHECK(full.rates.value().scale == 1.5);
  CHECK(full.hours.value()[23] == 23);
  CHECK(full.weekdays.value() == std::array<double, 7>{1, 2, 3, 4, 5, 6, 7});
  CHECK(full.bursts.value().length == 1200 * sim::kSecond);
  CHECK(full.bursts.value().pause == 7200 * sim::kSecond);
  CHECK(full.sections == std::vector<std::pair<double, double>>{{1, 3}, {12, 0.5}});
  CHECK(full.niact == 0.05);
  CHECK(full.precedence == sim::Mix{0.0002, 0.319, 0.409, 0.2718});
  CHECK(full.classes.value() == sim::ClassMix{0.5, 0.1, 0.1, 0.1, 0.1, 0.1});
  CHECK(std::get<sim::LognormalCount>(full.addressees).median == 5);
  CHECK(std::get<sim::LognormalCount>(full.addressees).sigma == 0.82);
  CHECK(std::get<sim::EmpiricalCount>(full.action.value()).values ==
        std::vector<std::pair<double, double>>{{1, 9}, {2, 1}});
  CHECK(full.info_mix.value() == sim::InfoMix{{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 0.25, 0.75}, {0, 0, 0, 1}}});
  CHECK(full.to.table.value().column == "times_action");
  CHECK(full.to.listed.at(0).weight == 7);
  CHECK(full.info_to.value().table.value().column == "figure");
  CHECK(full.info_to.value().listed.empty());
  CHECK(full.collectives.value().share == 0.62);
  CHECK_FALSE(full.collectives.value().all);
  CHECK(full.collectives.value().of.listed.at(0).weight == 2);

  const GenerateSpec& words = generate(scenario, 8);
  CHECK(words.rates.value().table.column == "telegrams_per_year");
  CHECK(words.hours.value()[15] == 667);
  CHECK(words.weekdays.value()[5] == 74);
  CHECK(words.sections.size() == 36);
  CHECK(words.info_mix.value()[1] == sim::Mix{0, 0.23, 0.33, 0.44});
  CHECK(words.collectives.value().all);
  CHECK(generate(scenario, 9).rate.value() == 1.0 / 86400);
  CHECK(generate(scenario, 9).sections == std::vector<std::pair<double, double>>{{2, 1}});
  CHECK(generate(scenario, 9).collectives.value().of.listed.size() == 1);

  REQUIRE(scenario.minimize.size() == 2);
  const sim::MinimizeSpec& order = scenario.minimize[0];
  CHECK(order.at == kDay / 2);
  CHECK(order.length == 2 * kDay);
  CHECK(order.keep == sim::Mix{1, 1, 0.6, 0.2});
  CHECK(order.raise == sim::Mix{0, 0, 0, 0.05});
  REQUIRE(order.from.value().size() == 2);
  CHECK((order.from.value()[1].prefix && order.from.value()[1].letters == "RUE"));
  CHECK(scenario.minimize[1].keep == sim::Mix{0.5, 0.5, 0.5, 0.5});
  CHECK(scenario.minimize[1].raise == sim::Mix{0.1, 0.1, 0.1, 0.1});
}

TEST_CASE("handling and run are read with every key") {
  const Scenario scenario = read_whole();
  CHECK(scenario.seed == std::numeric_limits<std::uint64_t>::max());
  CHECK(scenario.handling.discipline == sim::Discipline::fifo);
  CHECK(scenario.handling.preemption == sim::Preemption::flash);
  CHECK(scenario.handling.copy_precedence == sim::CopyPrecedence::copy);
  CHECK(scenario.handling.header == sim::Header::formatted);
  CHECK(scenario.handling.section_lines == 80);
  CHECK(scenario.handling.routing_line_limit == 500);
  CHECK(scenario.handling.bits_per_character == 7.5);
  CHECK(scenario.handling.objectives ==
        std::array<sim::Time, 4>{300 * sim::kSecond, 1800 * sim::kSecond, 10800 * sim::kSecond, 86400 * sim::kSecond});
  CHECK(scenario.window.duration == 30 * 86400 * sim::kSecond);
  CHECK(scenario.window.warmup == 86400 * sim::kSecond);
  CHECK(scenario.window.drain == 0);
  CHECK(scenario.replications == 10);
  CHECK(scenario.start == 1'204'288'215);
}

TEST_CASE("homing is a word or a map") {
  std::string lines;
  CHECK_FALSE(read_text("{homing: explicit}", "traffic: []\n", lines)->network.homing.prefix);
  CHECK(read_text("{homing: prefix}", "traffic: []\n", lines)->network.homing.prefix);
  const auto both = read_text("{homing: {otherwise: RUEH}}", "traffic: []\n", lines);
  CHECK(both->network.homing.prefix);
  CHECK(both->network.homing.otherwise->letters() == "RUEH");
  CHECK(lines.empty());
}

TEST_CASE("an indicator that begins with neither R nor Q is a warning, once") {
  std::string lines;
  const auto scenario =
      read_text("{stations: [{ri: XUEH, relay: true}, {ri: QQQQ}, {ri: XUEHC}], circuits: [{between: [XUEH, QQQQ]}]}",
                "traffic: []\n", lines);
  CHECK(scenario.has_value());
  CHECK(lines ==
        "x.yaml:2:27: warning: the routing indicator XUEH begins with neither R nor Q, as the procedure has it\n"
        "x.yaml:2:64: warning: the routing indicator XUEHC begins with neither R nor Q, as the procedure has it\n");
}

TEST_CASE("characters a second count by the scenario's own bits per character, wherever that stands") {
  std::string lines;
  const std::string network = "{defaults: {rate: 10 cps}}";
  CHECK(read_text(network, "traffic: []\n", lines)->network.rate == 80);
  CHECK(read_text(network, "traffic: []\nhandling: {bits_per_character: 7.5}\n", lines)->network.rate == 75);
  CHECK(lines.empty());
  CHECK_FALSE(read_text(network, "traffic: []\nhandling: {bits_per_character: many}\n", lines).has_value());
  CHECK(lines == "x.yaml:5:32: error: bits_per_character: 'many' is not a number\n");
}

TEST_CASE("a scenario's errors stand beside those that were there before") {
  topology::Problems problems;
  problems.error({}, "an earlier one");
  CHECK_FALSE(read_scenario(kFolder + "whole.yaml", {}, problems).has_value());
  CHECK(problems.sorted().size() == 1);
}

TEST_CASE("25,000 stations are read well within a second") {
  std::string text = "name: large\nnetwork:\n  stations:\n    - {ri: RUEH, relay: true}\n";
  for (int i = 0; i < 25'000; ++i) {
    std::string letters;
    for (int rest = i, k = 0; k < 4; ++k, rest /= 26) letters += static_cast<char>('A' + rest % 26);
    text += "    - {ri: RUEH" + letters + ", addressees: [POST " + letters + "]}\n";
  }
  text += "traffic: []\nrun: {duration: 1 day}\n";
  topology::Problems problems;
  const auto begin = std::chrono::steady_clock::now();
  const auto scenario = read_scenario_text(text, "large.yaml", {}, problems);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  REQUIRE(scenario.has_value());
  CHECK(scenario->network.stations.size() == 25'001);
  INFO("took " << took.count() << " s");
  CHECK(took.count() < 20);  // quadratic work would take minutes; sanitizers and busy machines have room
}

}  // namespace
}  // namespace torntape::scenarios
