#include "topology/security_gate.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "specs.hpp"
#include "topology/route_search.hpp"
#include "topology/telegram/telegram.hpp"

namespace torntape::topology {
namespace {

using namespace testing;

constexpr Classification kEvery[] = {Classification::unclassified, Classification::efto,   Classification::restricted,
                                     Classification::confidential, Classification::secret, Classification::top_secret};

/// `network` without the circuits not approved for `classification`: built anew, its stations' numbers the same.
NetworkSpec approved_part(NetworkSpec spec, Classification classification) {
  std::erase_if(spec.links,
                [&](const LinkSpec& link) { return link.circuit.approved.value_or(spec.approved) < classification; });
  return spec;
}

using Ends = std::pair<StationId, StationId>;

Ends ends_of(const Network& network, CircuitId id) {
  return id == kNone ? Ends(kNone, kNone) : Ends(network.circuits()[id].from, network.circuits()[id].to);
}

TEST_CASE("letters and words of the classes") {
  for (const Classification one : kEvery) CHECK(classification_of(word(one)) == one);
  CHECK(classification_of("S") == Classification::secret);
  CHECK(classification_of("E") == Classification::efto);
  CHECK_FALSE(classification_of("X").has_value());
  CHECK_FALSE(classification_of("").has_value());
}

TEST_CASE("the class of a heading stands on format line 4, or in a JANAP 128 heading") {
  const auto of = [](const std::string& prosign) {
    Telegram telegram;
    telegram.classification_prosign = prosign;
    return class_shown_by(telegram).classification;
  };
  const auto clear = [](const std::string& prosign) {
    Telegram telegram;
    telegram.classification_prosign = prosign;
    return class_shown_by(telegram).clear;
  };
  CHECK(of("ZNR UUUUU") == Classification::unclassified);
  CHECK(of("ZNR") == Classification::unclassified);
  CHECK(of("ZNY EEEEE") == Classification::efto);
  CHECK(of("ZNY RRRRR") == Classification::restricted);
  CHECK(of("ZNY CCCCC") == Classification::confidential);
  CHECK(of("ZNYSSSSS") == Classification::secret);
  CHECK(of("ZNY TTTTT/BBBBB") == Classification::top_secret);
  CHECK(of("ZNY CCSCC") == Classification::secret);
  CHECK_FALSE(clear("ZNY CCSCC"));
  CHECK(clear("ZNY SSSSS"));
  CHECK_FALSE(of("ZNY QQQQQ").has_value());
  CHECK_FALSE(of("ZNY").has_value());
  Telegram janap;
  CHECK_FALSE(class_shown_by(janap).shown);
  janap.jfl2.emplace();
  janap.jfl2->security = "C";
  CHECK(class_shown_by(janap).classification == Classification::confidential);
}

TEST_CASE("there is no gate where every circuit is approved for every class") {
  NetworkSpec spec;
  spec.stations = {relay("RUEH"), post("RUEHC"), post("RUEHOT")};
  const SecurityGate gate(built(spec));
  CHECK_FALSE(gate.any());
  for (const Classification one : kEvery) {
    CHECK(gate.routes(one) == nullptr);
    CHECK(gate.barred(one).empty());
  }
}

// The routes over approved circuits are those of a network that has no others.
TEST_CASE("a class has the routes and the reach of a network of the circuits approved for it alone") {
  Random random(12);
  std::size_t reached = 0, unreached = 0, detours = 0;
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    NetworkSpec spec = random_network(random, 1 + random.below(6), random.below(6), {1000, 2000, 4000});
    for (LinkSpec& link : spec.links) {
      if (random.one_in(3)) link.circuit.approved = kEvery[random.below(6)];
    }
    const Network network = built(spec);
    const SecurityGate gate(network);
    Problems problems;
    const auto all = Routes::build(network, problems);
    for (const Classification one : kEvery) {
      const Routes* const routes = gate.routes(one);
      Problems alone;  // a station without any circuit is in no network
      const auto built_part = Network::build(approved_part(spec, one), alone);
      if (!built_part) continue;
      const Network& part = *built_part;
      const Reach reach(network, gate.barred(one));
      const std::size_t left_out = network.circuits().size() - part.circuits().size();
      CHECK(gate.barred(one).size() == left_out);
      CHECK((routes == nullptr) == (left_out == 0));
      if (routes == nullptr) CHECK(reach.complete());
      std::vector<StationId> all_of_part(part.stations().size());
      std::iota(all_of_part.begin(), all_of_part.end(), StationId{0});
      RouteSearch search(part, all_of_part);
      for (StationId to = 0; to < part.stations().size(); ++to) {
        const std::span<const CircuitId> expected = search.ways_to(to, {});
        for (StationId at = 0; at < part.stations().size(); ++at) {
          if (at == to) continue;
          const bool reaches = expected[at] != kNone;
          if (reach.reaches(at, to) != reaches) FAIL_CHECK("reach from " << at << " to " << to);
          if (!reaches) CHECK_FALSE(reach.complete());
          (reaches ? reached : unreached) += 1;
          if (routes == nullptr || !reaches) continue;
          if (ends_of(network, routes->next(at, to)) != ends_of(part, expected[at])) {
            FAIL_CHECK("route from " << at << " to " << to);
          }
          detours += routes->next(at, to) != all->next(at, to) ? 1U : 0U;
          const CircuitId only = routes->only(at);
          if (only != kNone) CHECK(only == routes->next(at, to));
        }
      }
    }
  }
  CHECK(reached > 10'000);
  CHECK(unreached > 400);
  CHECK(detours > 500);
}

}  // namespace
}  // namespace torntape::topology
