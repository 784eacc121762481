#include "scenarios/resolved.hpp"

#include <catch2/catch.hpp>

namespace torntape::scenarios {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("the resolved form says what holds where a key is left out") {
  const std::string text =
      "name: a\nnetwork: {stations: [{ri: RUEH, relay: true}]}\ntraffic:\n  - generate: {rate: 1 per day}\n"
      "run: {duration: 1 h}\n";
  const std::string resolved = resolved_json(text, "a.yaml", {});
  CHECK_THAT(resolved, Contains(R"("precedence":"FLASH 0.001, IMMEDIATE 0.1, PRIORITY 0.4, ROUTINE 0.499")"));
  CHECK_THAT(resolved, Contains(R"("class":"UNCLASSIFIED")"));
  CHECK_THAT(resolved, Contains(R"("rate":"1 per day")"));
  CHECK_THAT(resolved, Contains(R"("discipline":"precedence")"));
  CHECK_THAT(resolved, Contains(R"("description":"")"));
  const std::string described = resolved_json("description: empty\n" + text, "a.yaml", {});
  CHECK_THAT(described, Contains(R"("description":"empty")"));
}

}  // namespace
}  // namespace torntape::scenarios
