#include "tools/graph/layout.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <utility>

namespace torntape::tools {
namespace {

using topology::NodeSize;
using topology::Picture;

constexpr double kMargin = 12;
constexpr double kGap = 6;
constexpr double kFar = std::numeric_limits<double>::infinity();

/// The nodes by their parents: the roots, and the children of each in order. A node whose parents go round in a circle
/// is a root.
struct Hierarchy {
  std::vector<std::vector<std::uint32_t>> children;
  std::vector<std::uint32_t> order;  ///< every node after its parent
  std::vector<std::uint32_t> depth;
  std::vector<std::uint32_t> roots;

  explicit Hierarchy(const Picture& picture) : children(picture.nodes.size()), depth(picture.nodes.size(), 0) {
    std::vector<bool> seen(picture.nodes.size(), false);
    for (std::uint32_t i = 0; i < picture.nodes.size(); ++i) {
      const std::uint32_t parent = picture.nodes[i].parent;
      if (parent == Picture::kNobody) {
        roots.push_back(i);
      } else {
        children[parent].push_back(i);
      }
    }
    for (const std::uint32_t root : roots) add(root, seen);
    for (std::uint32_t i = 0; i < picture.nodes.size(); ++i) {
      if (seen[i]) continue;
      std::erase(children[picture.nodes[i].parent], i);
      roots.push_back(i);
      add(i, seen);
    }
  }

 private:
  void add(std::uint32_t root, std::vector<bool>& seen) {
    std::size_t next = order.size();
    order.push_back(root);
    seen[root] = true;
    for (; next < order.size(); ++next) {
      for (const std::uint32_t child : children[order[next]]) {
        depth[child] = depth[order[next]] + 1;
        order.push_back(child);
        seen[child] = true;
      }
    }
  }
};

double label_width(const Picture::Edge& edge) {
  double width = 0;
  for (const std::string& line : edge.lines) width = std::max(width, text_width(line, 9.0 / 11));
  return width;
}

double label_height(const Picture::Edge& edge) {
  return static_cast<double>(edge.lines.size()) * kEdgeLineHeight;
}

/// Straight ways between the middles, their labels half way.
void add_straight_ways(const Picture& picture, Layout& layout) {
  for (const Picture::Edge& edge : picture.edges) {
    const Point a = layout.nodes[edge.from];
    const Point b = layout.nodes[edge.to];
    Point end = b;
    if (edge.directed) {
      const NodeSize& size = layout.sizes[edge.to];
      const double rim = std::hypot(size.width, size.height) / 4 + 4;
      const double length = std::max(std::hypot(b.x - a.x, b.y - a.y), 1.0);
      const double part = std::max(0.0, 1 - rim / length);
      end = {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
    }
    layout.edges.push_back({{a, end}, {(a.x + b.x) / 2, (a.y + b.y) / 2}});
  }
}

/// The edge by which each node hangs on its parent, or kNobody.
std::vector<std::uint32_t> edges_into(const Picture& picture) {
  std::vector<std::uint32_t> into(picture.nodes.size(), Picture::kNobody);
  for (std::uint32_t i = 0; i < picture.edges.size(); ++i) {
    const Picture::Edge& edge = picture.edges[i];
    if (picture.nodes[edge.to].parent == edge.from) into[edge.to] = i;
  }
  return into;
}

/// Every node in a circle of its own, with all that hangs on it: what ends there in a grid around it, what goes on in
/// circles around those. No two touch, as each circle keeps to its sector.
class Balloons {
 public:
  Balloons(const Picture& picture, Layout& layout)
      : picture_(picture), layout_(layout), tree_(picture), circles_(picture.nodes.size()) {}

  void place() {
    for (std::size_t i = tree_.order.size(); i-- > 0;) {
      const std::uint32_t node = tree_.order[i];
      if (!is_block(node)) circles_[node] = around(layout_.sizes[node], tree_.children[node]);
    }
    const bool alone = tree_.roots.size() == 1;
    const Circle whole = alone ? circles_[tree_.roots[0]] : around({0, 0}, tree_.roots);
    const Point middle{whole.radius + kMargin, whole.radius + kMargin};
    layout_.width = layout_.height = 2 * middle.x;
    if (alone) {
      at(tree_.roots[0]) = {middle.x - whole.middle.x, middle.y - whole.middle.y};
    } else {
      put(tree_.roots, {middle.x - whole.middle.x, middle.y - whole.middle.y});
    }
    for (const std::uint32_t node : tree_.order) {
      if (!is_block(node)) put(tree_.children[node], at(node));
    }
    crop();
  }

 private:
  /// Around a node and what hangs on it: its middle, seen from the node.
  struct Circle {
    Point middle;
    double radius = 0;
  };

  Point& at(std::uint32_t node) { return layout_.nodes[node]; }

  /// Whether a node ends here: alone, or with what it serves below it, like a paragraph.
  bool is_block(std::uint32_t node) const {
    const auto& children = tree_.children[node];
    const bool hangs = tree_.depth[node] > 0 || tree_.roots.size() > 1;
    return hangs && std::all_of(children.begin(), children.end(), [this](std::uint32_t child) {
             return tree_.children[child].empty() && picture_.nodes[child].kind == Picture::Kind::addressee;
           });
  }

  NodeSize block_size(std::uint32_t node) const {
    NodeSize size = layout_.sizes[node];
    for (const std::uint32_t child : tree_.children[node]) {
      size.width = std::max(size.width, layout_.sizes[child].width);
      size.height += layout_.sizes[child].height;
    }
    return size;
  }

  /// The circle around a box in the middle and what hangs on it; gives those their places as seen from the box, a block
  /// by the middle of its first node, any other by the middle of its circle's.
  Circle around(const NodeSize& box, const std::vector<std::uint32_t>& children) {
    std::vector<std::uint32_t> blocks, others;
    for (const std::uint32_t child : children) (is_block(child) ? blocks : others).push_back(child);
    double inner = std::max(std::hypot(box.width, box.height) / 2, place_blocks(box, blocks));
    place_circles(inner, others);
    std::vector<Circle> all{{{0, 0}, inner}};
    for (const std::uint32_t child : others) {
      all.push_back(
          {{at(child).x + circles_[child].middle.x, at(child).y + circles_[child].middle.y}, circles_[child].radius});
    }
    Point low{kFar, kFar};
    Point high{-kFar, -kFar};
    for (const Circle& circle : all) {
      low = {std::min(low.x, circle.middle.x - circle.radius), std::min(low.y, circle.middle.y - circle.radius)};
      high = {std::max(high.x, circle.middle.x + circle.radius), std::max(high.y, circle.middle.y + circle.radius)};
    }
    Circle whole{{(low.x + high.x) / 2, (low.y + high.y) / 2}, 0};
    for (const Circle& circle : all) {
      const double reach = std::hypot(circle.middle.x - whole.middle.x, circle.middle.y - whole.middle.y);
      whole.radius = std::max(whole.radius, reach + circle.radius);
    }
    return whole;
  }

  /// Puts blocks on the cells of a grid that are nearest to the box in its middle; how far they reach.
  double place_blocks(const NodeSize& box, const std::vector<std::uint32_t>& blocks) {
    if (blocks.empty()) return 0;
    NodeSize cell;
    for (const std::uint32_t block : blocks) {
      const NodeSize size = block_size(block);
      cell = {std::max(cell.width, size.width + 10), std::max(cell.height, size.height + 8)};
    }
    const double own = (box.width + 2 * cell.width) * (box.height + 2 * cell.height);
    const double area = 1.2 * static_cast<double>(blocks.size()) * cell.width * cell.height + own;
    const double radius = std::sqrt(area / std::numbers::pi) + std::max(cell.width, cell.height);
    std::vector<std::pair<double, Point>> cells;
    for (double y = -std::ceil(radius / cell.height); y * cell.height <= radius; ++y) {
      const double shift = std::fmod(std::abs(y), 2) == 0 ? 0 : 0.5;
      for (double x = -std::ceil(radius / cell.width) - shift; x * cell.width <= radius; ++x) {
        const Point middle{x * cell.width, y * cell.height};
        const bool free = std::abs(middle.x) >= (box.width + cell.width) / 2 + 12 ||
                          std::abs(middle.y) >= (box.height + cell.height) / 2 + 12;
        if (free || box.width == 0) cells.emplace_back(std::hypot(middle.x, middle.y), middle);
      }
    }
    std::stable_sort(cells.begin(), cells.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    double reach = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      const Point middle = cells.at(i).second;
      const double first = -(block_size(blocks[i]).height - layout_.sizes[blocks[i]].height) / 2;
      at(blocks[i]) = {middle.x, middle.y + first};
      reach = std::max(reach, std::hypot(std::abs(middle.x) + cell.width / 2, std::abs(middle.y) + cell.height / 2));
    }
    return reach;
  }

  /// Puts circles around one of radius `inner`, each in a sector of its own and as near as they all fit.
  void place_circles(double inner, const std::vector<std::uint32_t>& children) {
    if (children.empty()) return;
    constexpr double kApart = 16;
    double farther = 0;
    std::vector<double> angles(children.size());
    double left = 0;
    while (true) {
      left = 2 * std::numbers::pi;
      for (std::size_t i = 0; i < children.size(); ++i) {
        const double radius = circles_[children[i]].radius;
        angles[i] = 2 * std::asin((radius + kApart / 2) / (inner + radius + kApart + farther));
        left -= angles[i];
      }
      if (left >= 0) break;
      farther = farther * 1.1 + 5;
    }
    double angle = -std::numbers::pi / 2;
    for (std::size_t i = 0; i < children.size(); ++i) {
      const Circle& circle = circles_[children[i]];
      angle += angles[i] / 2;
      const double distance = inner + circle.radius + kApart + farther;
      at(children[i]) = {distance * std::cos(angle) - circle.middle.x, distance * std::sin(angle) - circle.middle.y};
      angle += angles[i] / 2 + left / static_cast<double>(children.size());
    }
  }

  /// Moves children from where they are seen from `middle` to where they stand; blocks with all of theirs.
  void put(const std::vector<std::uint32_t>& children, const Point& middle) {
    for (const std::uint32_t child : children) {
      at(child) = {middle.x + at(child).x, middle.y + at(child).y};
      if (!is_block(child)) continue;
      double bottom = at(child).y + layout_.sizes[child].height / 2;
      for (const std::uint32_t served : tree_.children[child]) {
        at(served) = {at(child).x, bottom + layout_.sizes[served].height / 2};
        bottom += layout_.sizes[served].height;
      }
    }
  }

  /// Takes away what is empty around the picture.
  void crop() {
    Point low{kFar, kFar};
    Point high{-kFar, -kFar};
    for (std::size_t i = 0; i < layout_.nodes.size(); ++i) {
      const double w = layout_.sizes[i].width / 2 + kMargin;
      const double h = layout_.sizes[i].height / 2 + kMargin;
      low = {std::min(low.x, layout_.nodes[i].x - w), std::min(low.y, layout_.nodes[i].y - h)};
      high = {std::max(high.x, layout_.nodes[i].x + w), std::max(high.y, layout_.nodes[i].y + h)};
    }
    for (Point& node : layout_.nodes) node = {node.x - low.x, node.y - low.y};
    layout_.width = high.x - low.x;
    layout_.height = high.y - low.y;
  }

  const Picture& picture_;
  Layout& layout_;
  Hierarchy tree_;
  std::vector<Circle> circles_;  ///< by node that is no block
};

}  // namespace

double text_width(std::string_view text, double scale) {
  double width = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80) continue;
    const bool wide = (c >= 'A' && c <= 'Z') || byte >= 0x80 || c == '@' || c == '%';
    const bool thin = c == ' ' || c == '.' || c == ',' || c == 'i' || c == 'l' || c == 'I';
    width += wide && !(c == 'I') ? 7.7 : thin ? 3.3 : 6.2;
  }
  return width * scale;
}

std::vector<NodeSize> node_sizes(const Picture& picture) {
  std::vector<NodeSize> sizes;
  for (const Picture::Node& node : picture.nodes) {
    const bool addressee = node.kind == Picture::Kind::addressee;
    double width = 0;
    for (const std::string& line : node.lines) {
      const bool first = &line == &node.lines.front();
      width = std::max(width, text_width(line, addressee || !first ? 9.0 / 11 : 1));
    }
    const double padding = addressee ? 4 : node.kind == Picture::Kind::relay ? 14 : 20;
    const double height = static_cast<double>(node.lines.size()) * kLineHeight + (addressee ? 1 : 7);
    sizes.push_back({width + padding, height});
  }
  return sizes;
}

Layout tree_layout(const Picture& picture) {
  const Hierarchy tree(picture);
  const std::vector<std::uint32_t> into = edges_into(picture);
  Layout layout;
  layout.sizes = node_sizes(picture);
  layout.nodes.resize(picture.nodes.size());
  layout.edges.resize(picture.edges.size());
  if (picture.nodes.empty()) return layout;

  constexpr double kBend = 46;  // the part of an edge in which it goes up or down
  std::vector<double> widths, labels;
  for (const std::uint32_t node : tree.order) {
    const std::size_t depth = tree.depth[node];
    if (widths.size() <= depth) widths.resize(depth + 1), labels.resize(depth + 1);
    widths[depth] = std::max(widths[depth], layout.sizes[node].width);
    if (into[node] != Picture::kNobody) {
      labels[depth] = std::max(labels[depth], label_width(picture.edges[into[node]]) + 16);
    }
  }
  std::vector<double> left{kMargin};
  for (std::size_t depth = 1; depth < widths.size(); ++depth) {
    left.push_back(left.back() + widths[depth - 1] + kBend + labels[depth]);
  }

  // What each node takes above and below its middle, its label above the line; then a slot for each leaf, and parents
  // in the middle of their children. A parent that is higher than all of its children together pushes the next ones
  // down.
  double bottom = kMargin;
  const std::function<void(std::uint32_t)> place = [&](std::uint32_t node) {
    const double half = layout.sizes[node].height / 2;
    const double label = into[node] == Picture::kNobody ? 0 : label_height(picture.edges[into[node]]) + 4;
    const double above = std::max(half, label);
    const double top = bottom;
    for (const std::uint32_t child : tree.children[node]) place(child);
    double middle = top + above;
    if (!tree.children[node].empty()) {
      const double first = layout.nodes[tree.children[node].front()].y;
      const double last = layout.nodes[tree.children[node].back()].y;
      middle = std::max(middle, (first + last) / 2);
    }
    layout.nodes[node] = {left[tree.depth[node]] + layout.sizes[node].width / 2, middle};
    bottom = std::max(bottom, middle + half + kGap);
  };
  for (const std::uint32_t root : tree.roots) place(root);
  layout.width = left.back() + widths.back() + kMargin;
  layout.height = bottom + kMargin;

  for (std::uint32_t i = 0; i < picture.edges.size(); ++i) {
    const Picture::Edge& edge = picture.edges[i];
    const Point from{layout.nodes[edge.from].x + layout.sizes[edge.from].width / 2, layout.nodes[edge.from].y};
    const Point to{layout.nodes[edge.to].x - layout.sizes[edge.to].width / 2, layout.nodes[edge.to].y};
    const Point bend{std::max(from.x + kBend / 2, to.x - label_width(edge) - 14), to.y};
    const double half = (bend.x - from.x) / 2;
    layout.edges[i].points = {from, {from.x + half, from.y}, {bend.x - half, to.y}, bend, bend, to, to};
    layout.edges[i].label = {(bend.x + to.x) / 2, to.y - 4 - label_height(edge) + kEdgeLineHeight};
  }
  return layout;
}

Layout balloon_layout(const Picture& picture) {
  Layout layout;
  layout.sizes = node_sizes(picture);
  layout.nodes.resize(picture.nodes.size());
  if (picture.nodes.empty()) return layout;
  Balloons(picture, layout).place();
  add_straight_ways(picture, layout);
  return layout;
}

}  // namespace torntape::tools
