#include "topology/problem.hpp"

#include <catch2/catch.hpp>

#include "specs.hpp"

namespace torntape::topology {
namespace {

TEST_CASE("a problem is one line with what its place knows") {
  const auto file = std::make_shared<const std::string>("net.yaml");
  CHECK(line_of({Problem::Severity::error, {file, 3, 14}, "no such relay"}) == "net.yaml:3:14: error: no such relay");
  CHECK(line_of({Problem::Severity::warning, {file, 3, 0}, "odd"}) == "net.yaml:3: warning: odd");
  CHECK(line_of({Problem::Severity::note, {file, 0, 5}, "seen"}) == "net.yaml: note: seen");
  CHECK(line_of({Problem::Severity::error, {nullptr, 3, 14}, "nowhere"}) == "error: nowhere");
}

TEST_CASE("problems come in order of file as first met, line and column, equal ones as they were found") {
  const auto file = [](const char* name) { return std::make_shared<const std::string>(name); };
  Problems problems;
  problems.error({file("z.yaml"), 9, 1}, "1");
  problems.error({file("a.yaml"), 1, 1}, "2");
  problems.warning({file("z.yaml"), 2, 7}, "3");
  problems.note({file("z.yaml"), 2, 3}, "4");
  problems.error({file("z.yaml"), 2, 7}, "5");
  std::string order;
  for (const Problem& problem : problems.sorted()) order += problem.text;
  CHECK(order == "43512");
}

TEST_CASE("only an error is an error") {
  Problems problems;
  problems.note({}, "a note");
  problems.warning({}, "a warning");
  CHECK_FALSE(problems.any_error());
  problems.error({}, "an error");
  CHECK(problems.any_error());
  CHECK(problems.sorted().size() == 3);
}

TEST_CASE("the nearest known word is the one with the fewest slips, the first among equals") {
  const std::vector<std::string_view> keys{"rate", "channels", "propagation", "switching"};
  CHECK(nearest("chanels", keys) == "channels");
  CHECK(nearest("chnanels", keys) == "channels");
  CHECK(nearest("switchingg", keys) == "switching");
  CHECK(nearest("propogation", keys) == "propagation");
  CHECK(nearest("rats", keys) == "rate");
  CHECK(nearest("RUEHOT", {"RUEHOX", "RUEHOS"}) == "RUEHOX");
  CHECK(nearest("RUEHOT", {"RUEHXX", "RUEHOS"}) == "RUEHOS");
  CHECK(nearest("RUEH", {"RUEHC", "RUEH"}) == "RUEH");
}

TEST_CASE("no word is suggested where none is near") {
  CHECK(nearest("handling", {"rate", "channels", "propagation"}).empty());
  CHECK(nearest("RUEHOT", {"QXZZYY", "RHAB"}).empty());
  CHECK(nearest("rate", {}).empty());
}

}  // namespace
}  // namespace torntape::topology
