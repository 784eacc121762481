#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace torntape::topology {

/// A network, or one message's way through it, as it is to be drawn: what there is and how each part looks, without
/// places. Texts are UTF-8 as users wrote it, never markup: whoever writes the picture down escapes them.
struct Picture {
  static constexpr std::uint32_t kNobody = std::numeric_limits<std::uint32_t>::max();

  enum class Kind : std::uint8_t { relay, post, addressee, collective };

  struct Node {
    Kind kind = Kind::post;
    std::string id;                  ///< no two alike
    std::vector<std::string> lines;  ///< what stands on it, the name first
    std::string fill;                ///< `#rrggbb`; empty: the colour of its kind
    bool marked = false;             ///< the origin, or a single point of failure
    std::uint32_t parent = kNobody;  ///< the node above it in the hierarchy, by which it is placed
    std::vector<double> figures;     ///< by node_figures; NaN where there is none
    std::string note;                ///< what is told where it is pointed at
  };

  struct Edge {
    std::uint32_t from = 0, to = 0;
    bool directed = false;
    bool dotted = false;  ///< no circuit: between a station and what it serves
    std::vector<std::string> lines;
    std::string colour;  ///< `#rrggbb`; empty: the usual
    double width = 1;    ///< in points
    bool marked = false;
    std::vector<double> figures;  ///< by edge_figures
    std::string note;
  };

  /// One line of the legend: a colour, and what it stands for.
  struct Key {
    enum class Of : std::uint8_t { node, edge };
    Of of = Of::edge;
    std::string colour;
    std::string text;
  };

  std::string title;
  std::vector<std::string> node_figures, edge_figures;
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  std::vector<Key> legend;
  std::vector<std::string> remarks;  ///< further lines of the legend
  bool tree = false;                 ///< one origin, from which everything is reached by directed edges
};

/// The colour of a kind's nodes, and of circuits, where they have none of their own: light, dark text on them.
std::string usual_fill(Picture::Kind kind);
inline constexpr const char* kUsualStroke = "#5a6572";
inline constexpr const char* kMarkStroke = "#b3005e";

/// relay, post, addressee or collective.
std::string word(Picture::Kind kind);

}  // namespace torntape::topology
