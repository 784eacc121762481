#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

#include "topology/picture.hpp"

namespace torntape::topology {

/// The size of a node on paper, in points of 1/72 inch.
struct NodeSize {
  double width = 0, height = 0;
};

/// Writes `picture` in the DOT language, its nodes named by their place from 0. Where there are `sizes`, by node, they
/// hold and texts and arrows are left to whoever draws.
void write_dot(std::ostream& out, const Picture& picture, std::span<const NodeSize> sizes);

/// Writes `picture` as GraphML: kind, id, label and figures of every node and edge.
void write_graphml(std::ostream& out, const Picture& picture);

/// `text` as it stands in XML and HTML, in attributes too: what would be markup is escaped, what XML cannot hold
/// (control characters, bytes that are no UTF-8) is U+FFFD.
std::string xml_text(std::string_view text);

/// `text` in UTF-8 that XML can hold, nothing escaped.
std::string clean_text(std::string_view text);

}  // namespace torntape::topology
