#include "tools/graph/layout.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

namespace torntape::tools {
namespace {

using topology::Picture;

/// A picture whose node i hangs on node parents[i - 1]; node 0 is the root. Names grow with their number.
Picture tree_of(const std::vector<std::uint32_t>& parents) {
  Picture picture;
  picture.nodes.resize(parents.size() + 1);
  for (std::uint32_t i = 0; i < picture.nodes.size(); ++i) {
    picture.nodes[i].kind = i % 3 == 0 ? Picture::Kind::relay : Picture::Kind::post;
    picture.nodes[i].lines = {"RUEH" + std::to_string(i)};
    if (i % 4 == 1) picture.nodes[i].lines.emplace_back("A SECOND LINE");
    if (i == 0) continue;
    picture.nodes[i].parent = parents[i - 1];
    Picture::Edge edge;
    edge.from = parents[i - 1];
    edge.to = i;
    edge.directed = true;
    edge.lines = {"OO RUEHGA RUEHHA", "RUEHQU"};
    picture.edges.push_back(edge);
  }
  return picture;
}

std::vector<std::uint32_t> random_parents(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<std::uint32_t> parents;
  for (std::uint32_t i = 0; i < count; ++i) parents.push_back(static_cast<std::uint32_t>(random() % (i + 1)));
  return parents;
}

/// Whether two boxes have no point in common.
bool apart(const Layout& layout, std::size_t a, std::size_t b) {
  return std::abs(layout.nodes[a].x - layout.nodes[b].x) >= (layout.sizes[a].width + layout.sizes[b].width) / 2 ||
         std::abs(layout.nodes[a].y - layout.nodes[b].y) >= (layout.sizes[a].height + layout.sizes[b].height) / 2;
}

void check_apart_and_within(const Layout& layout) {
  for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
    const Point at = layout.nodes[i];
    const topology::NodeSize size = layout.sizes[i];
    CHECK((at.x >= size.width / 2 && at.x <= layout.width - size.width / 2));
    CHECK((at.y >= size.height / 2 && at.y <= layout.height - size.height / 2));
    for (std::size_t other = i + 1; other < layout.nodes.size(); ++other) {
      CAPTURE(i, other);
      if (!apart(layout, i, other)) FAIL("nodes " << i << " and " << other << " touch");
    }
  }
}

TEST_CASE("in a tree from left to right no two nodes touch, and children stand right of their parents") {
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    const Picture picture = tree_of(random_parents(40, seed));
    const Layout layout = tree_layout(picture);
    check_apart_and_within(layout);
    for (const Picture::Edge& edge : picture.edges) {
      CHECK(layout.nodes[edge.from].x + layout.sizes[edge.from].width / 2 <
            layout.nodes[edge.to].x - layout.sizes[edge.to].width / 2);
    }
    for (std::size_t i = 0; i < picture.edges.size(); ++i) {
      CHECK(layout.edges[i].points.size() % 3 == 1);
      CHECK(layout.edges[i].label.x < layout.nodes[picture.edges[i].to].x);
    }
  }
}

TEST_CASE("posts stand around their relay, relays around theirs, without touching") {
  // One relay with 120 posts; a hub with eight relays and thirty posts each.
  check_apart_and_within(balloon_layout(tree_of(std::vector<std::uint32_t>(120, 0))));
  std::vector<std::uint32_t> parents(8, 0);
  for (std::uint32_t i = 0; i < 240; ++i) parents.push_back(1 + i % 8);
  const Layout layout = balloon_layout(tree_of(parents));
  check_apart_and_within(layout);
  CHECK(layout.width < 1900);
  CHECK(layout.height < 1900);
}

TEST_CASE("any tree is drawn without two nodes touching, addressees below their posts") {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    Picture picture = tree_of(random_parents(60, seed));
    for (std::uint32_t i = 0; i < 60; ++i) {
      Picture::Node node;
      node.kind = Picture::Kind::addressee;
      node.lines = {"AMEMBASSY " + std::to_string(i)};
      node.parent = i;
      picture.nodes.push_back(node);
    }
    check_apart_and_within(balloon_layout(picture));
  }
}

TEST_CASE("a chain of a thousand relays, each with a post, stays of a size that can be drawn") {
  std::vector<std::uint32_t> parents;
  for (std::uint32_t i = 1; i < 2000; ++i) parents.push_back(i < 2 ? 0 : i % 2 == 0 ? i - 2 : i - 1);
  const Layout layout = balloon_layout(tree_of(parents));
  CHECK(layout.width < 1e6);
  CHECK(layout.height < 1e6);
}

TEST_CASE("what has no root, or one node, or none, is laid out too") {
  CHECK(balloon_layout({}).nodes.empty());
  CHECK(tree_layout(tree_of({})).nodes.size() == 1);
  CHECK(balloon_layout(tree_of({})).nodes.size() == 1);
  Picture circle = tree_of({0, 1});
  circle.nodes[0].parent = 2;
  CHECK(tree_layout(circle).nodes.size() == 3);
  CHECK(balloon_layout(circle).nodes.size() == 3);
}

}  // namespace
}  // namespace torntape::tools
