#include "topology/routing_indicator.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <unordered_set>
#include <vector>

#include "specs.hpp"

namespace torntape::topology {
namespace {

using testing::Random;
using testing::random_indicators;
using testing::ri;

TEST_CASE("a routing indicator has four to eight capital letters and nothing else") {
  for (const std::string letters : {"RUEH", "RUEHC", "RUEHOT", "RUEKJCS", "RUCNCCAN", "AAAA", "ZZZZZZZZ"}) {
    CAPTURE(letters);
    const auto parsed = RoutingIndicator::parse(letters);
    REQUIRE(parsed.has_value());
    CHECK(parsed->letters() == letters);
    CHECK(parsed->size() == letters.size());
  }
  for (const std::string text : {"", "R", "RUE", "RUEHCCCCC", "rueh", "RUEh", "RUE1", "RUEH ", " RUEH", "RU-EH",
                                 "RUEH/", "R@EH", "R[EH", "RUE\xC9"}) {
    CAPTURE(text);
    CHECK_FALSE(RoutingIndicator::parse(text).has_value());
  }
  CHECK_FALSE(RoutingIndicator::parse(std::string_view("RUEH\0", 5)).has_value());
}

TEST_CASE("an indicator at the head of a text ends where the capital letters do") {
  for (const std::string rest : {"", "/O", " ", "1", "a", ",RUEH", "\xC9"}) {
    CAPTURE(rest);
    CHECK(RoutingIndicator::at_head_of("RUEH" + rest) == ri("RUEH"));
    CHECK(RoutingIndicator::at_head_of("RUCNCCAN" + rest) == ri("RUCNCCAN"));
    CHECK_FALSE(RoutingIndicator::at_head_of("RUE" + rest).has_value());
    CHECK_FALSE(RoutingIndicator::at_head_of("RUCNCCANX" + rest).has_value());
  }
  CHECK_FALSE(RoutingIndicator::at_head_of("").has_value());
}

TEST_CASE("a prefix is an indicator of its own, above those that begin with it") {
  CHECK(ri("RUEHOT").prefix(4) == ri("RUEH"));
  CHECK(ri("RUEHOT").prefix(5) == ri("RUEHO"));
  CHECK(ri("RUEHOT").prefix(6) == ri("RUEHOT"));
  CHECK(ri("RUCNCCAN").prefix(8) == ri("RUCNCCAN"));
  CHECK(ri("RUCNCCAN").prefix(7) == ri("RUCNCCA"));
  CHECK(ri("RUEHOT").below(ri("RUEH")));
  CHECK(ri("RUEHOT").below(ri("RUEHO")));
  CHECK_FALSE(ri("RUEHOT").below(ri("RUEHOT")));
  CHECK_FALSE(ri("RUEH").below(ri("RUEHOT")));
  CHECK_FALSE(ri("RUEHOT").below(ri("RUEK")));
  CHECK_FALSE(ri("RUEHOT").below(ri("RUEHT")));
  CHECK_FALSE(ri("RUEIOT").below(ri("RUEH")));
}

TEST_CASE("below and prefix agree with the letters of random pairs") {
  Random random(1);
  const auto indicators = random_indicators(random, 300);
  for (const RoutingIndicator a : indicators) {
    for (const RoutingIndicator b : indicators) {
      const std::string of_a = a.letters();
      const std::string of_b = b.letters();
      if (a.below(b) != (of_a.size() > of_b.size() && of_a.starts_with(of_b))) FAIL(of_a << " below " << of_b);
      if ((a < b) != (of_a < of_b)) FAIL(of_a << " before " << of_b);
      if ((a == b) != (of_a == of_b)) FAIL(of_a << " equals " << of_b);
    }
    for (std::size_t count = 4; count <= a.size(); ++count) {
      if (a.prefix(count).letters() != a.letters().substr(0, count)) FAIL(a.letters() << " to " << count);
    }
  }
}

TEST_CASE("indicators are in the order of the alphabet, a shorter one before those that it begins") {
  std::vector<RoutingIndicator> order{ri("RUEHZZ"), ri("RUFD"), ri("QUEH"), ri("RUEH"), ri("RUEHA"), ri("RUEHAAAA")};
  std::sort(order.begin(), order.end());
  std::string letters;
  for (const RoutingIndicator indicator : order) letters += indicator.letters() + ' ';
  CHECK(letters == "QUEH RUEH RUEHA RUEHAAAA RUEHZZ RUFD ");
}

TEST_CASE("R and Q are the customary first letters") {
  CHECK(ri("RUEH").customary());
  CHECK(ri("QUEH").customary());
  CHECK_FALSE(ri("SUEH").customary());
  CHECK_FALSE(ri("PUEH").customary());
  CHECK_FALSE(ri("ARQR").customary());
}

TEST_CASE("hashes of indicators differ") {
  Random random(2);
  std::unordered_set<std::size_t> hashes;
  const auto indicators = random_indicators(random, 2000);
  for (const RoutingIndicator indicator : indicators) hashes.insert(std::hash<RoutingIndicator>()(indicator));
  CHECK(hashes.size() == indicators.size());
}

}  // namespace
}  // namespace torntape::topology
