// scenarios/state-2007.yaml shows what it says that it shows, and goes as it went.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "endtoend/program.hpp"

namespace torntape::endtoend {
namespace {

const std::string kScenario = TORNTAPE_SOURCE_DIR "/scenarios/state-2007.yaml";

bool near(double counted, double expected, double variance) {
  INFO(counted << " for " << expected);
  return std::abs(counted - expected) < 4 * std::sqrt(variance);
}

/// Checks that `counted` of `n` are a share `p` of them.
void check_share(double counted, double n, double p) {
  INFO("share " << counted / n << " for " << p);
  CHECK(std::abs(counted - n * p) < 4 * std::sqrt(n * p * (1 - p)));
}

/// A message, as its deliveries tell it.
struct Message {
  std::string origin, precedence;
  double filed_s = 0;
  std::set<std::string> action;
};

}  // namespace

TEST_CASE("two weeks of State telegrams look as the headings do") {
  const TemporaryFolder folder;
  const std::string csv = folder.path("out.csv");
  const Outcome run =
      run_torntape({"run", kScenario, "--set", "run.duration=14 days", "--json", "--quiet", "--deliveries", csv}, 300);
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  CHECK(run.err.empty());
  const auto json = nlohmann::json::parse(run.out);
  CHECK(json.at("fingerprint") == "02ccbcafb8ada563");
  CHECK(json.at("messages") == 20116);
  CHECK(json.at("transmissions") == 637572);
  CHECK(json.at("deliveries") == 196799);
  CHECK(json.at("undelivered") == 0);

  std::map<std::string, Message> messages;
  auto rows = csv_rows(read_text(csv));
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& row = rows[i];
    Message& message = messages[row.at(1)];
    message.origin = row.at(2);
    message.filed_s = std::stod(row.at(7));
    if (row.at(5) != "action") continue;
    message.action.insert(row.at(3));
    message.precedence = row.at(6);
  }
  std::map<std::string, double> precedences;
  double from_posts = 0;
  double to_secstate = 0;
  double one_action = 0;
  double weekend = 0;
  for (const auto& [number, message] : messages) {
    ++precedences[message.precedence];
    one_action += message.action.size() == 1 ? 1 : 0;
    weekend += std::fmod(message.filed_s, 7 * 86400.0) >= 5 * 86400.0 ? 1 : 0;
    if (message.origin == "RUEHC") continue;
    ++from_posts;
    to_secstate += message.action.contains("RUEHC") ? 1 : 0;
  }
  const auto all = static_cast<double>(messages.size());
  check_share(to_secstate, from_posts, 0.949);
  check_share(one_action, all, 0.916);
  check_share(precedences["IMMEDIATE"], all, 0.319);
  check_share(precedences["PRIORITY"], all, 0.409);
  check_share(precedences["ROUTINE"], all, 0.2718);
  // Bursts add to the variance of counts: at a post that files r an hour it is up to 1 + 9 r times as large, and the
  // busiest file one.
  CHECK(near(all, 528'166.0 * 14 / 365, 10 * 528'166.0 * 14 / 365));
  CHECK(near(from_posts, (528'166.0 - 171'256) * 14 / 365, 10 * (528'166.0 - 171'256) * 14 / 365));
  CHECK(near(weekend, all * 246 / 6047, 10 * all * 246 / 6047));
}

TEST_CASE("a year of State telegrams", "[.slow]") {
  const Outcome run = run_torntape({"run", kScenario, "--json", "--quiet"}, 600);
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  const auto json = nlohmann::json::parse(run.out);
  CHECK(json.at("fingerprint") == "6ba2c94c8be139f3");
  CHECK(json.at("undelivered") == 0);
  CHECK(near(json.at("messages").get<double>(), 528'166, 10 * 528'166));
}

}  // namespace torntape::endtoend
