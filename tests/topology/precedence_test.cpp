#include "topology/precedence.hpp"

#include <catch2/catch.hpp>

namespace torntape::topology {
namespace {

constexpr Precedence kAll[] = {Precedence::flash, Precedence::immediate, Precedence::priority, Precedence::routine};

TEST_CASE("precedences have a word and a letter, and are found by both") {
  std::string words, letters;
  for (const Precedence precedence : kAll) {
    words += std::string(word(precedence)) + ' ';
    letters += letter(precedence);
    CHECK(precedence_of(word(precedence)) == precedence);
    CHECK(precedence_of(std::string(1, letter(precedence))) == precedence);
  }
  CHECK(words == "FLASH IMMEDIATE PRIORITY ROUTINE ");
  CHECK(letters == "ZOPR");
}

TEST_CASE("nothing else is a precedence") {
  for (const char* text : {"", "flash", "z", "FLASHES", "FLAS", "Y", "W", "ZZ", "OO", "IMMEDIATE ", "NIACT", "0"}) {
    CAPTURE(text);
    CHECK_FALSE(precedence_of(text).has_value());
  }
}

TEST_CASE("higher is the more urgent of the two, one_below stops at ROUTINE") {
  for (int a = 0; a < kPrecedences; ++a) {
    for (int b = 0; b < kPrecedences; ++b) CHECK(higher(kAll[a], kAll[b]) == kAll[std::min(a, b)]);
  }
  CHECK(one_below(Precedence::flash) == Precedence::immediate);
  CHECK(one_below(Precedence::immediate) == Precedence::priority);
  CHECK(one_below(Precedence::priority) == Precedence::routine);
  CHECK(one_below(Precedence::routine) == Precedence::routine);
}

TEST_CASE("roles have words") {
  CHECK(word(Role::action) == "action");
  CHECK(word(Role::info) == "info");
}

}  // namespace
}  // namespace torntape::topology
