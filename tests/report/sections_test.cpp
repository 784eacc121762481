#include "tools/report/sections.hpp"

#include <catch2/catch.hpp>

#include "report/result_file.hpp"
#include "tools/graph/scale.hpp"
#include "tools/report/page.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

using Catch::Matchers::Contains;
using testing::ResultFile;

/// A relay with operators and a post with hours; every transmission that is garbled once is sent again.
const std::string kTornTape =
    "name: torn tape\nnetwork:\n"
    "  defaults: {rate: 75 baud, garbled: 1e-4}\n"
    "  stations:\n"
    "    - {ri: RUEH, relay: true, name: \"R & D\", handling: {operators: 2, time: 90 s}}\n"
    "    - {ri: RUEHA}\n"
    "    - {ri: RUEHB, hours: 0800-1700}\n"
    "traffic: [{generate: {from: posts, to: posts, rate: 6 per hour}}]\n"
    "run: {duration: 1 day, drain: 0 s}\n";

/// Two stations, their circuit and what `summary` says of them.
Case case_of(const sim::Summary& summary) {
  Case one;
  const auto post = *topology::RoutingIndicator::parse("RUEHA");
  const auto relay = *topology::RoutingIndicator::parse("RUEH");
  one.stations = {{relay, "", true}, {post, "", false}};
  one.results.circuits = {{relay, post, 1}, {post, relay, 1}};
  one.summary = summary;
  return one;
}

sim::LatencyRow latency_row() {
  sim::LatencyRow row;
  row.n = 4;
  row.mean = 125.8;
  row.p50 = 3.25e-5;
  row.most = 9.999999999;
  row.objective = 600;
  row.within = 1;
  return row;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
  return times;
}

TEST_CASE("the latencies are written as the table of run is") {
  sim::Summary summary;
  summary.latency = {latency_row()};
  summary.latency[0].interval = {-112.0, 363.6};
  const std::string text = latency_section(case_of(summary));
  CHECK_THAT(text, Contains("<td class=\"figure\">0 s to 6.06 min</td>"));
  CHECK_THAT(text, Contains("<td class=\"figure\">32.5 us</td>"));
  CHECK_THAT(text, Contains("<td class=\"figure\">10.0 s</td>"));
  CHECK_THAT(text, !Contains("Until in") && !Contains("Undelivered"));
}

TEST_CASE("what is missing from every figure is told before the first of them") {
  sim::Summary summary;
  summary.latency = {latency_row()};
  summary.deliveries = 4805;
  summary.undelivered = 4772;
  summary.undelivered_by[3][0] = 4772;
  const std::string text = latency_section(case_of(summary));
  const std::size_t told =
      text.find("Undelivered at the end: 4,772 of 9,577 deliveries that were due (49.8 %): ROUTINE 4,772 of 4,772.");
  REQUIRE(told != std::string::npos);
  CHECK(told < text.find("<table>"));
  summary.latency.clear();
  CHECK_THAT(latency_section(case_of(summary)), Contains("4,772 of 9,577") && Contains("Nothing was delivered"));
}

TEST_CASE("times until in at the station stand below the latencies") {
  sim::Summary summary;
  summary.latency = {latency_row(), latency_row()};
  summary.latency[0].role = sim::Role::action;
  for (sim::LatencyRow& row : summary.latency) row.network = sim::NetworkTimes{11, 12, 13, 14, 15, 16, 0.5};
  const std::string text = latency_section(case_of(summary));
  const std::string table = text.substr(text.find("<caption>Until in at the station, from filing"));
  CHECK_THAT(table, Contains("<tr class=\"p-Z\"><th scope=\"row\">FLASH</th><td>action</td>"
                             "<td class=\"figure\">11.0 s</td><td class=\"figure\">12.0 s</td>"
                             "<td class=\"figure\">13.0 s</td><td class=\"figure\">14.0 s</td>"
                             "<td class=\"figure\">15.0 s</td><td class=\"figure\">16.0 s</td>"
                             "<td class=\"figure\">10 min</td><td class=\"figure\">50.0 %</td></tr>"));
  CHECK_THAT(table, Contains("<tr class=\"p-Z whole\"><th scope=\"row\">FLASH</th><td>all</td>"));
}

TEST_CASE("relays with operators or hours are a table, where there are any") {
  CHECK(relays_section(case_of({})).empty());
  sim::Summary summary;
  summary.desks = {{0, 2, 1234, 0.5, 90.0, 0.256, 12}, {1, 0, 0, {}, {}, 0, 0}};
  const std::string text = relays_section(case_of(summary));
  CHECK_THAT(text, Contains("<caption>Relays with operators or hours</caption>"));
  CHECK_THAT(text, Contains("<th scope=\"row\">RUEH</th><td class=\"figure\">2</td>"
                            "<td class=\"figure\">50.0 %</td><td class=\"figure\">1,234</td>"
                            "<td class=\"figure\">90.0 s</td><td class=\"figure\">0.26</td>"
                            "<td class=\"figure\">12</td>"));
  CHECK_THAT(text, Contains("<th scope=\"row\">RUEHA</th><td class=\"figure\">-</td>"
                            "<td class=\"figure\">-</td><td class=\"figure\">0</td><td class=\"figure\">-</td>"));
}

TEST_CASE("errors on the line are told in all and by circuit, the most first, where there are any") {
  sim::Summary summary;
  summary.circuits.resize(2);
  summary.circuits[0].circuit = 0;
  summary.circuits[1].circuit = 1;
  CHECK(errors_section(case_of(summary)).empty());
  summary.circuits[0].errors = {1, 0, 2, 0, 5};
  summary.circuits[1].errors = {3, 4, 0, 1, 0};
  summary.circuits[1].transmissions = summary.transmissions = 1000;
  for (const sim::CircuitRow& row : summary.circuits) summary.errors.merge(row.errors);
  const std::string text = errors_section(case_of(summary));
  const auto row = [](const std::string& name, const std::vector<std::string>& figures) {
    std::string cells = "<th scope=\"row\">" + name + "</th>";
    for (const std::string& figure : figures) cells += "<td class=\"figure\">" + figure + "</td>";
    return cells + "</tr>";
  };
  const std::size_t all = text.find(row("all circuits", {"1,000", "4", "4", "2", "1", "5"}));
  const std::size_t worst = text.find(row("RUEHA -&gt; RUEH", {"1,000", "3", "4", "0", "1", "0"}));
  const std::size_t other = text.find(row("RUEH -&gt; RUEHA", {"0", "1", "0", "2", "0", "5"}));
  REQUIRE(other != std::string::npos);
  CHECK(all < worst);
  CHECK(worst < other);
  summary.circuits.pop_back();
  summary.circuits[0].errors = {};
  summary.circuits.resize(40, summary.circuits[0]);
  for (sim::CircuitRow& circuit : summary.circuits) circuit.errors.garbled = 1;
  const std::string many = errors_section(case_of(summary));
  CHECK_THAT(many, Contains("<summary>The other 15</summary>"));
  CHECK(count(many, "RUEH -&gt; RUEHA") == 40);
}

TEST_CASE("a result file brings what run tells of operators, hours and errors") {
  const ResultFile file(kTornTape, 2);
  const Cases cases = read_cases({file.path});
  const auto plan = sim::testing::plan_of(kTornTape);
  sim::Summarizer summarizer(plan->network, plan->handling, plan->window);
  for (const std::uint32_t number : {1U, 2U}) summarizer.add(sim::simulate(*plan, number, {}));
  const sim::Summary summary = summarizer.summary();
  const sim::Summary& read = cases.cases[0].summary;
  REQUIRE(summary.desks.size() == 1);
  REQUIRE(read.desks.size() == 1);
  CHECK(read.desks[0].operators == 2);
  CHECK(read.desks[0].copies == summary.desks[0].copies);
  CHECK(read.desks[0].utilization == summary.desks[0].utilization);
  CHECK(read.desks[0].mean_wait == summary.desks[0].mean_wait);
  CHECK(read.errors == summary.errors);
  CHECK(read.errors.garbled > 0);
  REQUIRE(read.latency[0].network);
  CHECK(read.latency[0].network->mean == summary.latency[0].network->mean);
  const std::string page = report_page(cases, "torntape report", true);
  CHECK_THAT(page,
             Contains("<a href=\"#relays\">Relays</a>") && Contains("<a href=\"#errors\">Errors on the line</a>"));
  CHECK_THAT(page, Contains("<th scope=\"row\">RUEH R &amp; D</th><td class=\"figure\">2</td><td class=\"figure\">" +
                            readable_share(*summary.desks[0].utilization) + "</td>"));
  CHECK_THAT(page, Contains("Until in at the station") && Contains("Undelivered at the end: "));
}

TEST_CASE("circuits have the colours of graph, the same of every network") {
  const ResultFile file(kTornTape, 1);
  Case one = read_cases({file.path}).cases[0];
  for (sim::CircuitRow& row : one.summary.circuits) row.utilization = 0.068;
  one.summary.circuits[3].utilization = 0.8;
  const NetworkView view = network_view(one);
  REQUIRE(view.picture.edges.size() == 2);
  CHECK(view.picture.edges[0].colour == "#fdd49e");
  CHECK(view.picture.edges[1].colour == "#6b0000");
  const auto legend = Scale::of_utilization().legend(topology::Picture::Key::Of::edge, "utilization", readable_share);
  REQUIRE(view.picture.legend.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(view.picture.legend[i].colour == legend[i].colour);
    CHECK(view.picture.legend[i].text == legend[i].text);
  }
  CHECK(legend[1].text == "utilization 20.0 % to 40.0 %");
}

}  // namespace
}  // namespace torntape::tools
