#include "topology/indicator_table.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "specs.hpp"

namespace torntape::topology {
namespace {

using testing::Random;
using testing::random_indicators;
using testing::ri;

TEST_CASE("an empty table finds nothing") {
  const IndicatorTable table;
  CHECK(table.size() == 0);
  CHECK_FALSE(table.find(ri("RUEH")).has_value());
}

TEST_CASE("a table holds what a map holds") {
  Random random(3);
  for (int round = 0; round < 30; ++round) {
    const auto indicators = random_indicators(random, 1 + random.below(700));
    const auto some_of = [&] { return indicators[random.below(static_cast<std::uint32_t>(indicators.size()))]; };
    IndicatorTable table;
    std::map<std::string, std::uint32_t> reference;
    for (std::uint32_t i = 0; i < 800; ++i) {
      const RoutingIndicator added = some_of();
      const bool fresh = reference.emplace(added.letters(), i).second;
      if (table.insert(added, i) != fresh) FAIL("insert " << added.letters() << " in round " << round);
      const RoutingIndicator sought = some_of();
      const auto expected = reference.find(sought.letters());
      const auto found = table.find(sought);
      if (found.has_value() != (expected != reference.end())) FAIL("find " << sought.letters());
      if (found && *found != expected->second) FAIL("value of " << sought.letters() << " in round " << round);
    }
    CHECK(table.size() == reference.size());
  }
}

TEST_CASE("a second insert leaves the first value") {
  IndicatorTable table;
  CHECK(table.insert(ri("RUEH"), 7));
  CHECK_FALSE(table.insert(ri("RUEH"), 8));
  CHECK(table.find(ri("RUEH")) == 7U);
  CHECK(table.size() == 1);
}

}  // namespace
}  // namespace torntape::topology
