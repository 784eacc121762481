#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <map>

#include "plans.hpp"

// Common random numbers: what one key of the traffic says leaves every draw of another as it was.

namespace torntape::sim {
namespace {

using namespace testing;

/// What a scenario's traffic says, each figure apart.
struct Keys {
  std::string rate = "4 per hour";
  std::string characters = "{exponential: 2000}";
  std::string precedence = "{FLASH: 0.1, IMMEDIATE: 0.2, PRIORITY: 0.3, ROUTINE: 0.4}";
  std::string addressees = "{geometric: 3}";
  std::string stations = "{ri: RUEHA}, {ri: RUEHB}, {ri: RUEHC}, {ri: RUEHD}, {ri: RUEHE}";
  std::string more_traffic = {};
  std::string seed = "5";

  std::unique_ptr<Plan> plan() const {
    return plan_of("name: x\nseed: " + seed + "\nnetwork: {stations: [{ri: RUEH, relay: true}, " + stations +
                   "]}\ntraffic:\n  - generate: {rate: " + rate + ", characters: " + characters + ", precedence: " +
                   precedence + ", addressees: " + addressees + "}\n" + more_traffic + "run: {duration: 1 h}\n");
  }
};

/// The figures of the first messages of two origins.
struct Figures {
  std::vector<Time> filed;
  std::vector<std::uint32_t> sizes;
  std::vector<Precedence> precedences;
  std::vector<std::vector<std::string>> stations;

  explicit Figures(const Plan& plan, std::size_t item = 0, std::uint32_t replication = 1) {
    for (const char* origin : {"RUEHA", "RUEHC"}) {
      for (const Filed& message : messages_of(plan, item, origin, 300, replication)) {
        filed.push_back(message.filed);
        sizes.push_back(message.draft.sections.at(0).characters);
        precedences.push_back(message.draft.precedence);
        stations.emplace_back();
        for (const auto& destination : message.draft.line) {
          stations.back().push_back(plan.network.stations()[destination.station].ri.letters());
        }
      }
    }
  }
};

Figures with(const std::function<void(Keys&)>& change) {
  Keys keys;
  change(keys);
  return Figures(*keys.plan());
}

const Figures& unchanged() {
  static const Figures figures = with([](Keys&) {});
  return figures;
}

TEST_CASE("the same scenario gives the same draws, another seed or replication gives others") {
  const Figures again = with([](Keys&) {});
  CHECK(again.filed == unchanged().filed);
  CHECK(again.stations == unchanged().stations);
  const auto differ = [](const Figures& other) {
    CHECK(other.filed != unchanged().filed);
    CHECK(other.sizes != unchanged().sizes);
    CHECK(other.precedences != unchanged().precedences);
    CHECK(other.stations != unchanged().stations);
  };
  differ(with([](Keys& keys) { keys.seed = "6"; }));
  differ(Figures(*Keys().plan(), 0, 2));
}

TEST_CASE("a rate changes when messages are filed, in proportion, and nothing else") {
  const Figures faster = with([](Keys& keys) { keys.rate = "8 per hour"; });
  CHECK(faster.sizes == unchanged().sizes);
  CHECK(faster.precedences == unchanged().precedences);
  CHECK(faster.stations == unchanged().stations);
  for (std::size_t i = 0; i < faster.filed.size(); ++i) {
    // Each gap is rounded to a nanosecond of its own.
    if (std::abs(2 * faster.filed[i] - unchanged().filed[i]) > 1000) FAIL("message " << i);
  }
}

TEST_CASE("sizes change nothing but sizes") {
  const Figures longer = with([](Keys& keys) { keys.characters = "{lognormal: {median: 3000, sigma: 1}}"; });
  CHECK(longer.filed == unchanged().filed);
  CHECK(longer.precedences == unchanged().precedences);
  CHECK(longer.stations == unchanged().stations);
  CHECK(longer.sizes != unchanged().sizes);
}

TEST_CASE("a mix of precedences changes nothing but precedences, and moves each the same way") {
  const Figures urgent = with([](Keys& keys) { keys.precedence = "{FLASH: 0.2, IMMEDIATE: 0.3, PRIORITY: 0.5}"; });
  CHECK(urgent.filed == unchanged().filed);
  CHECK(urgent.sizes == unchanged().sizes);
  CHECK(urgent.stations == unchanged().stations);
  CHECK(urgent.precedences != unchanged().precedences);
  for (std::size_t i = 0; i < urgent.precedences.size(); ++i) {
    if (urgent.precedences[i] > unchanged().precedences[i]) FAIL("message " << i << " became less urgent");
  }
}

TEST_CASE("a larger number of addressees adds to those there are") {
  const auto of = [](const char* count) { return with([&](Keys& keys) { keys.addressees = count; }); };
  const Figures two = of("2");
  const Figures four = of("4");
  CHECK(two.filed == unchanged().filed);
  CHECK(four.sizes == unchanged().sizes);
  CHECK(four.precedences == unchanged().precedences);
  for (std::size_t i = 0; i < four.stations.size(); ++i) {
    REQUIRE(four.stations[i].size() == 4);
    const std::vector<std::string> first(four.stations[i].begin(), four.stations[i].begin() + 2);
    if (first != two.stations[i]) FAIL("message " << i << " lost an addressee");
  }
}

TEST_CASE("another station leaves the other origins' filing times, sizes and precedences alone") {
  for (const std::string where : {"before", "after"}) {
    CAPTURE(where);
    const Figures larger = with([&](Keys& keys) {
      keys.stations = where == "before" ? "{ri: RUEHX}, " + keys.stations : keys.stations + ", {ri: RUEHX}";
    });
    CHECK(larger.filed == unchanged().filed);
    CHECK(larger.sizes == unchanged().sizes);
    CHECK(larger.precedences == unchanged().precedences);
  }
}

TEST_CASE("a further item of the traffic is independent of the first") {
  Keys keys;
  keys.more_traffic = "  - generate: {rate: 4 per hour, characters: {exponential: 2000}, addressees: {geometric: 3}}\n";
  const auto plan = keys.plan();
  const Figures first(*plan);
  const Figures second(*plan, 1);
  CHECK(first.filed == unchanged().filed);
  CHECK(first.sizes == unchanged().sizes);
  CHECK(first.stations == unchanged().stations);
  CHECK(second.filed != first.filed);
  CHECK(second.sizes != first.sizes);
  CHECK(second.stations != first.stations);
}

TEST_CASE("origins draw independently of each other") {
  const auto plan = Keys().plan();
  const auto one = messages_of(*plan, 0, "RUEHA", 200);
  const auto other = messages_of(*plan, 0, "RUEHB", 200);
  int equal = 0;
  for (std::size_t i = 0; i < one.size(); ++i) equal += one[i].filed == other[i].filed ? 1 : 0;
  CHECK(equal == 0);
}

}  // namespace
}  // namespace torntape::sim
