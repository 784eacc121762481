#pragma once

#include <string_view>
#include <vector>

#include "topology/drawing.hpp"
#include "topology/picture.hpp"

namespace torntape::tools {

struct Point {
  double x = 0, y = 0;
};

/// Where the parts of a picture stand, in points, x to the right and y downward from the upper left corner.
struct Layout {
  /// A circuit's way: a straight line of two points, or a chain of cubic Bézier curves (1 + 3 n points).
  struct Way {
    std::vector<Point> points;
    Point label;  ///< the middle of the first line's base
  };
  double width = 0, height = 0;
  std::vector<topology::NodeSize> sizes;  ///< by node
  std::vector<Point> nodes;               ///< their middles
  std::vector<Way> edges;
};

inline constexpr double kLineHeight = 13;
inline constexpr double kEdgeLineHeight = 11;

/// About how wide a text is in Helvetica of 11 points, of which `scale` is a multiple.
double text_width(std::string_view text, double scale = 1);

/// What the nodes take by their text and kind.
std::vector<topology::NodeSize> node_sizes(const topology::Picture& picture);

/// A tree from left to right by the parents of its nodes, every label beside the end of its edge.
Layout tree_layout(const topology::Picture& picture);

/// A network by the parents of its nodes: around each what hangs on it, no two nodes touching. O(n log n).
Layout balloon_layout(const topology::Picture& picture);

}  // namespace torntape::tools
