#include "scenarios/yaml_node.hpp"

#include <catch2/catch.hpp>

namespace torntape::scenarios {
namespace {

using Kind = YamlNode::Kind;

const auto kFile = std::make_shared<const std::string>("x.yaml");

YamlNode tree(std::string_view text) {
  topology::Problems problems;
  std::optional<YamlNode> root = parse_yaml(text, kFile, problems);
  REQUIRE(problems.sorted().empty());
  REQUIRE(root.has_value());
  return std::move(*root);
}

std::pair<int, int> at(const topology::Place& place) {
  CHECK(place.file == kFile);
  return {place.line, place.column};
}

TEST_CASE("keys and values keep their order, text and places") {
  const YamlNode root = tree("b: 1\na: {c: 'x', d: [y, \"010\"]}\n");
  CHECK(root.kind == Kind::map);
  REQUIRE(root.children.size() == 2);
  const YamlNode& b = root.children.front();
  CHECK(b.key == "b");
  CHECK(b.text == "1");
  CHECK_FALSE(b.quoted);
  CHECK(at(b.key_place) == std::pair(1, 1));
  CHECK(at(b.place) == std::pair(1, 4));
  const YamlNode* d = root.find("a")->find("d");
  REQUIRE(d != nullptr);
  CHECK(d->kind == Kind::list);
  CHECK(at(d->place) == std::pair(2, 16));
  CHECK(d->children.back().text == "010");
  CHECK(d->children.back().quoted);
  CHECK(at(d->children.back().place) == std::pair(2, 20));
}

TEST_CASE("what is null is told apart from a quoted word, and stands at its key") {
  const YamlNode root = tree("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n");
  for (const char* key : {"a", "b", "c"}) {
    CHECK(root.find(key)->kind == Kind::null);
    CHECK(at(root.find(key)->place) == at(root.find(key)->key_place));
  }
  CHECK(root.find("d")->kind == Kind::scalar);
  CHECK(root.find("e")->text == "null");
}

TEST_CASE("an instant and a bracketed key need no quotes") {
  const YamlNode root = tree("run: {start: 2007-01-01T00:00Z}\nnetwork.circuits[RUEH-RUEK].rate: [9600 bps]\n");
  CHECK(root.find("run")->find("start")->text == "2007-01-01T00:00Z");
  CHECK(root.find("network.circuits[RUEH-RUEK].rate") != nullptr);
}

TEST_CASE("an alias is a copy of what it names") {
  const YamlNode root = tree("a: &list [1, {x: 2}]\nb: *list\nc: {d: *list}\n");
  for (const YamlNode* copy : {root.find("b"), root.find("c")->find("d")}) {
    REQUIRE(copy->kind == Kind::list);
    REQUIRE(copy->children.size() == 2);
    CHECK(copy->children.back().find("x")->text == "2");
    CHECK(at(copy->children.front().place) == std::pair(1, 11));
  }
  CHECK(at(root.find("b")->key_place) == std::pair(2, 1));
}

TEST_CASE("a duplicate key keeps its first value, and an alias may name what was dropped") {
  topology::Problems problems;
  const auto root = parse_yaml("a: 1\na: &second {b: 2}\nc: *second\n", kFile, problems);
  REQUIRE(root.has_value());
  REQUIRE(root->children.size() == 2);
  CHECK(root->find("a")->text == "1");
  CHECK(root->find("c")->find("b")->text == "2");
  REQUIRE(problems.sorted().size() == 1);
  CHECK(problems.sorted()[0].place.line == 2);
}

TEST_CASE("a key that is no word takes its value with it") {
  topology::Problems problems;
  const auto root = parse_yaml("{[a, {b: c}]: {d: e}, f: g}", kFile, problems);
  REQUIRE(root.has_value());
  REQUIRE(root->children.size() == 1);
  CHECK(root->children.front().key == "f");
  CHECK(problems.sorted().size() == 1);
}

TEST_CASE("aliases may add up to the limit and no more") {
  const auto read = [](std::size_t items, std::size_t aliases) {
    std::string text = "a: &a [0";
    for (std::size_t i = 1; i < items; ++i) text += ",0";
    text += "]\nb: [*a";
    for (std::size_t i = 1; i < aliases; ++i) text += ",*a";
    topology::Problems problems;
    return parse_yaml(text + "]\n", kFile, problems).has_value();
  };
  static_assert(kMostAliased == 1000 * 1000);
  CHECK(read(999, 1000));
  CHECK_FALSE(read(999, 1001));
}

TEST_CASE("depth is limited, through aliases too") {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
  };
  topology::Problems problems;
  CHECK(parse_yaml(nested(kDeepest), kFile, problems).has_value());
  CHECK_FALSE(parse_yaml(nested(kDeepest + 1), kFile, problems).has_value());
  CHECK_FALSE(parse_yaml("a: &a " + nested(60) +
                             "\nb: &b [[[[[[[[[[*a]]]]]]]]]]\nc: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[*b" + nested(0) +
                             "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
                         kFile, problems)
                  .has_value());
}

TEST_CASE("UTF-8 is text, with or without a byte order mark") {
  CHECK(tree("\xEF\xBB\xBFname: caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x93\xA0\r\n").find("name")->text ==
        "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x93\xA0");
}

TEST_CASE("what is not UTF-8 is refused at its first bad byte") {
  for (const char* bad : {"a\xC3(", "\xE2\x82", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE0\x80\xAF",
                          "\xF0\x80\x80\x80", "\x80", "\x01", "\x7F"}) {
    topology::Problems problems;
    CHECK_FALSE(parse_yaml(bad, kFile, problems).has_value());
    REQUIRE(problems.sorted().size() == 1);
    CHECK(at(problems.sorted()[0].place) == std::pair(1, bad[0] == 'a' ? 2 : 1));
  }
}

TEST_CASE("a text in a message stays on one line and whole characters") {
  CHECK(quoted("a\nb\x7F") == "'a?b?'");
  CHECK(quoted(std::string(60, 'x')) == "'" + std::string(60, 'x') + "'");
  CHECK(quoted(std::string(59, 'x') + "\xC3\xA9") == "'" + std::string(59, 'x') + "...'");
}

}  // namespace
}  // namespace torntape::scenarios
