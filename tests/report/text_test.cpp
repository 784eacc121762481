#include "tools/text.hpp"

#include <catch2/catch.hpp>
#include <fstream>

namespace torntape::tools {
namespace {

TEST_CASE("lengths of time are read as the list has them, which the page's script keeps to as well") {
  std::ifstream list(TORNTAPE_LENGTHS_OF_TIME);
  std::string line;
  std::getline(list, line);
  int cases = 0;
  for (; std::getline(list, line); ++cases) {
    const std::size_t tab = line.find('\t');
    REQUIRE(tab != std::string::npos);
    INFO(line);
    CHECK(readable_seconds(std::stod(line.substr(0, tab))) == line.substr(tab + 1));
  }
  CHECK(cases > 30);
  CHECK(readable_seconds(-112.0) == "-112.0 s");
}

TEST_CASE("an interval that reaches below zero begins at 0") {
  CHECK(readable_interval({}) == "-");
  CHECK(readable_interval(std::pair(-112.0, 363.6)) == "0 s to 6.06 min");
  CHECK(readable_interval(std::pair(1.5, 363.6)) == "1.50 s to 6.06 min");
}

TEST_CASE("one thing is not many") {
  CHECK(readable_count(0, "message") == "0 messages");
  CHECK(readable_count(1, "message") == "1 message");
  CHECK(readable_count(2345, "message") == "2,345 messages");
}

}  // namespace
}  // namespace torntape::tools
