#include "tools/table.hpp"

#include <catch2/catch.hpp>

namespace torntape::tools {
namespace {

using Align = Column::Align;

Table two_rows() {
  Table table({{"post", "ri", Align::left}, {"wait", "wait_s"}, {"share", "share", Align::right, 1}, {"", "note"}});
  table.add({Cell::text("RUEHOT"), {"4.10 min", "246"}, {"50.0 %", "0.5", 0.5}, {"", "a"}});
  table.add({Cell::text("RUEHC"), {"-", ""}, {"0.1 %", "0.001", 0.001}, {"", "b, \"c\""}});
  return table;
}

Look narrow(std::size_t width) {
  Look look;
  look.width = width;
  return look;
}

TEST_CASE("a table aligns its columns, draws shares as bars and ends no line in blanks") {
  CHECK(two_rows().text({}) ==
        "post        wait   share\n"
        "RUEHOT  4.10 min  50.0 %  #####\n"
        "RUEHC          -   0.1 %  #\n");
}

TEST_CASE("a bar is whole only where all is there, and something wherever something is") {
  Table table({Column{"share", "share", Align::left}});
  for (const double share : {0.0, 1e-9, 0.96, 0.9999, 1.0}) table.add({{"x", "", share}});
  CHECK(table.text({}) == "share\nx\nx      #\nx      #########\nx      #########\nx      ##########\n");
  Look look;
  look.blocks = true;
  Table half({Column{"x", "x", Align::left}});
  half.add({{"x", "", 0.55}});
  CHECK(half.text(look) == "x\nx  \u2588\u2588\u2588\u2588\u2588\u258C\n");
}

TEST_CASE("a column between bars stays in its place") {
  Table table({{"a", "a"}, {"b", "b"}});
  table.add({{"1", "1", 0.2}, {"2", "2"}});
  table.add({{"1", "1", 1.0}, {"2", "2"}});
  table.add({{"1", "1"}, {"2", "2"}});
  CHECK(table.text({}) ==
        "a              b\n"
        "1  ##          2\n"
        "1  ##########  2\n"
        "1              2\n");
}

TEST_CASE("a narrow terminal loses the bars first, then columns by rank, and says so") {
  CHECK(two_rows().text(narrow(36)) == two_rows().text({}));
  CHECK(two_rows().text(narrow(35)) ==
        "post        wait   share\n"
        "RUEHOT  4.10 min  50.0 %\n"
        "RUEHC          -   0.1 %\n");
  CHECK(two_rows().text(narrow(24)) == two_rows().text(narrow(35)));
  CHECK(two_rows().text(narrow(23)) ==
        "post        wait\n"
        "RUEHOT  4.10 min\n"
        "RUEHC          -\n"
        "(no room for share)\n");
  CHECK(two_rows().text(narrow(1)) == two_rows().text(narrow(23)));
}

TEST_CASE("of columns of one rank the last goes first") {
  Table table({{"aaaa", "a", Align::right, 1}, {"bbbb", "b", Align::right, 2}, {"cccc", "c", Align::right, 2}});
  CHECK(table.text(narrow(10)) == "aaaa  bbbb\n(no room for cccc)\n");
  CHECK(table.text(narrow(9)) == "aaaa\n(no room for bbbb, cccc)\n");
}

TEST_CASE("colours stand around the text alone, and only where they are understood") {
  Table table({Column{"x", "x"}});
  table.add({{"no", "no", {}, Cell::Tone::bad}});
  CHECK(table.text({}) == " x\nno\n");
  Look look;
  look.colour = true;
  CHECK(table.text(look) == " \033[1mx\033[0m\n\033[1;31mno\033[0m\n");
}

TEST_CASE("letters beyond ASCII count once") {
  Table table({{"ä", "a", Align::left}, {"b", "b"}});
  table.add({Cell::text("éé"), {"1", "1"}});
  CHECK(table.text({}) == "ä   b\néé  1\n");
}

TEST_CASE("CSV has the exact figures under their keys, quoted where need be") {
  CHECK(two_rows().csv() ==
        "ri,wait_s,share,note\n"
        "RUEHOT,246,0.5,a\n"
        "RUEHC,,0.001,\"b, \"\"c\"\"\"\n");
}

TEST_CASE("Markdown has what people read, its markup escaped") {
  Table table({{"who", "who", Align::left}, {"n", "n"}});
  table.add({Cell::text("<script>alert(1)</script>\"'&"), {"1", "1"}});
  table.add({Cell::text("a|b\n*c*"), {"2", "2"}});
  CHECK(table.markdown() ==
        "| who | n |\n"
        "|---|---:|\n"
        "| &lt;script&gt;alert(1)&lt;/script&gt;\"'&amp; | 1 |\n"
        "| a\\|b \\*c\\* | 2 |\n");
}

TEST_CASE("a cell of several lines stays on one in the table, and whole in CSV") {
  Table table({Column{"x", "x", Align::left}});
  table.add({Cell::text("a\nb\033[31m")});
  CHECK(table.text({}) == "x\na b [31m\n");
  CHECK(table.csv() == "x\n\"a\nb\033[31m\"\n");
}

TEST_CASE("exact numbers read back as the same") {
  CHECK(exact_number(0.1) == "0.1");
  CHECK(std::stod(exact_number(1.0 / 3)) == 1.0 / 3);
  CHECK(exact_number(std::nullopt).empty());
}

}  // namespace
}  // namespace torntape::tools
