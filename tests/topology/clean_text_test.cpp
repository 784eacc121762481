#include <catch2/catch.hpp>
#include <string>

#include "topology/drawing.hpp"

namespace torntape::topology {
namespace {

const std::string kUnknown = "\xEF\xBF\xBD";

TEST_CASE("text that XML holds comes through") {
  for (const std::string text :
       {"", "RUEHOT", "tab\tline\n", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x93\xBB", "\xF4\x8F\xBF\xBD"}) {
    CHECK(clean_text(text) == text);
  }
}

TEST_CASE("control characters and bytes that are no UTF-8 become U+FFFD, each by itself") {
  CHECK(clean_text(std::string("a\0b", 3)) == "a" + kUnknown + "b");
  CHECK(clean_text("\x1B[31m") == kUnknown + "[31m");
  CHECK(clean_text("caf\xE9") == "caf" + kUnknown);                                    // Latin-1
  CHECK(clean_text("\xC0\xAF") == kUnknown + kUnknown);                                // overlong
  CHECK(clean_text("\xE0\x80\xAF") == kUnknown + kUnknown + kUnknown);                 // overlong
  CHECK(clean_text("\xED\xA0\x80") == kUnknown + kUnknown + kUnknown);                 // surrogate
  CHECK(clean_text("\xEF\xBF\xBE") == kUnknown + kUnknown + kUnknown);                 // U+FFFE
  CHECK(clean_text("\xF4\x90\x80\x80") == kUnknown + kUnknown + kUnknown + kUnknown);  // beyond U+10FFFF
  CHECK(clean_text("\xE2\x82") == kUnknown + kUnknown);                                // cut off
}

TEST_CASE("markup is escaped, in attributes too") {
  CHECK(xml_text("<script>alert(1)</script>\"'&") == "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&apos;&amp;");
}

}  // namespace
}  // namespace torntape::topology
