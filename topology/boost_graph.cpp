// What is taken from Boost.Graph besides shortest paths, in one source because it is slow to compile.
#include <algorithm>
#include <array>
#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/graphml.hpp>
#include <boost/graph/graphviz.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <boost/property_tree/detail/xml_parser_utils.hpp>
#include <charconv>
#include <iterator>
#include <limits>
#include <map>
#include <ostream>
#include <sstream>

#include "topology/cuts.hpp"
#include "topology/drawing.hpp"
#include "topology/picture.hpp"

namespace torntape::topology {
namespace {

using Kind = Picture::Kind;
using Indices = boost::property<boost::edge_index_t, std::size_t>;
using PictureGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Indices>;
using Vertex = PictureGraph::vertex_descriptor;
using EdgeOf = PictureGraph::edge_descriptor;

PictureGraph graph_of(const Picture& picture) {
  PictureGraph graph(picture.nodes.size());
  for (std::size_t i = 0; i < picture.edges.size(); ++i) {
    boost::add_edge(picture.edges[i].from, picture.edges[i].to, i, graph);
  }
  return graph;
}

std::string joined(const std::vector<std::string>& lines, char between) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : std::string(1, between)) + clean_text(line);
  return text;
}

/// A text in the DOT language that Graphviz shows as it is: it reads backslashes and entities in labels.
std::string dot_text(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\\') escaped += '\\';
    escaped += c;
    if (c == '&') escaped += "amp;";
  }
  return boost::escape_dot_string(escaped);
}

std::string dot_shape(Kind kind) {
  switch (kind) {
    case Kind::relay:
      return "shape=box, style=\"filled,bold\"";
    case Kind::post:
      return "shape=ellipse, style=filled";
    case Kind::collective:
      return "shape=hexagon, style=\"filled,dashed\"";
    case Kind::addressee:
      break;
  }
  return "shape=plaintext, fontsize=9";
}

/// The parts of a picture as DOT has them.
struct DotWriter {
  const Picture& picture;
  std::span<const NodeSize> sizes;

  void node(std::ostream& out, std::size_t i) const {
    const Picture::Node& node = picture.nodes[i];
    out << "[label=" << (sizes.empty() ? dot_text(joined(node.lines, '\n')) : "\"\"") << ", " << dot_shape(node.kind);
    if (node.kind != Kind::addressee) {
      out << ", fillcolor=\"" << (node.fill.empty() ? usual_fill(node.kind) : node.fill) << '"';
    }
    if (node.marked) out << ", peripheries=2, color=\"" << kMarkStroke << '"';
    if (!sizes.empty()) {
      constexpr double kPoints = 72;
      out << ", fixedsize=true, width=" << sizes[i].width / kPoints << ", height=" << sizes[i].height / kPoints;
    }
    if (!node.note.empty()) out << ", tooltip=" << dot_text(clean_text(node.note));
    out << ']';
  }

  void edge(std::ostream& out, const Picture::Edge& edge) const {
    out << '[';
    if (!edge.lines.empty() && sizes.empty()) out << "label=" << dot_text(joined(edge.lines, '\n')) << ", ";
    if (!edge.directed || !sizes.empty()) out << "dir=none, ";
    if (edge.dotted) out << "style=dotted, ";
    if (edge.width != 1) out << "penwidth=" << edge.width << ", ";
    if (!edge.note.empty()) out << "tooltip=" << dot_text(clean_text(edge.note)) << ", ";
    const std::string colour = edge.colour.empty() ? kUsualStroke : edge.colour;
    out << "color=\"" << (edge.marked ? kMarkStroke : colour) << "\"]";
  }

  void graph(std::ostream& out) const {
    out << "graph [";
    if (picture.tree) {
      out << "rankdir=LR, ranksep=1.2, nodesep=0.12, ";
    } else {
      constexpr std::size_t kSmall = 80;  // where there is room for longer circuits
      out << "layout=sfdp, overlap=prism, " << (picture.nodes.size() <= kSmall ? "K=1, " : "");
    }
    std::string title = clean_text(picture.title);
    for (const std::string& remark : picture.remarks) title += '\n' + clean_text(remark);
    for (const Picture::Key& key : picture.legend) title += '\n' + clean_text(key.text) + ": " + key.colour;
    out << "labelloc=t, label=" << dot_text(title) << "];\n"
        << "node [fontname=\"Helvetica\", fontsize=11];\nedge [fontname=\"Helvetica\", fontsize=9];\n";
  }
};

/// A figure as GraphML has it: the shortest number that reads back as the same. Boost writes six digits of a double, so
/// it is given texts, and declared() says what they are.
std::string figure_text(double figure) {
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), figure).ptr};
}

/// Makes the texts of these names doubles in the declarations at the head of `graphml`, before which no user's text
/// stands.
std::string declared(std::string graphml, const std::vector<std::string>& doubles) {
  for (const std::string& name : doubles) {
    const std::string declaration = "attr.name=\"" + name + "\" attr.type=\"";
    for (std::size_t at = 0; (at = graphml.find(declaration, at)) < graphml.find("<graph "); at += declaration.size()) {
      graphml.replace(at + declaration.size(), std::string_view("string").size(), "double");
    }
  }
  return graphml;
}

template <class Descriptor, class Value>
void add_property(boost::dynamic_properties& properties, const std::string& name, Value value) {
  properties.property(name, boost::make_function_property_map<Descriptor>(std::move(value)));
}

}  // namespace

void write_dot(std::ostream& out, const Picture& picture, std::span<const NodeSize> sizes) {
  const PictureGraph graph = graph_of(picture);
  const DotWriter writer{picture, sizes};
  boost::write_graphviz(
      out, graph, [&](std::ostream& o, Vertex v) { writer.node(o, v); },
      [&](std::ostream& o, const EdgeOf& e) { writer.edge(o, picture.edges[get(boost::edge_index, graph, e)]); },
      [&](std::ostream& o) { writer.graph(o); });
}

void write_graphml(std::ostream& out, const Picture& picture) {
  const PictureGraph graph = graph_of(picture);
  const auto edge_at = [&](const EdgeOf& e) -> const Picture::Edge& {
    return picture.edges[get(boost::edge_index, graph, e)];
  };
  boost::dynamic_properties properties;
  add_property<Vertex>(properties, "kind", [&](Vertex v) { return word(picture.nodes[v].kind); });
  add_property<Vertex>(properties, "id", [&](Vertex v) { return clean_text(picture.nodes[v].id); });
  add_property<Vertex>(properties, "label", [&](Vertex v) { return joined(picture.nodes[v].lines, '\n'); });
  add_property<Vertex>(properties, "marked", [&](Vertex v) { return picture.nodes[v].marked; });
  for (std::size_t i = 0; i < picture.node_figures.size(); ++i) {
    add_property<Vertex>(properties, picture.node_figures[i],
                         [&, i](Vertex v) { return figure_text(picture.nodes[v].figures[i]); });
  }
  add_property<EdgeOf>(properties, "circuit", [&](const EdgeOf& e) { return !edge_at(e).dotted; });
  add_property<EdgeOf>(properties, "text", [&](const EdgeOf& e) { return joined(edge_at(e).lines, '\n'); });
  add_property<EdgeOf>(properties, "critical", [&](const EdgeOf& e) { return edge_at(e).marked; });
  for (std::size_t i = 0; i < picture.edge_figures.size(); ++i) {
    add_property<EdgeOf>(properties, picture.edge_figures[i],
                         [&, i](const EdgeOf& e) { return figure_text(edge_at(e).figures[i]); });
  }
  std::ostringstream text;
  boost::write_graphml(text, graph, get(boost::vertex_index, graph), properties, true);
  std::vector<std::string> doubles = picture.node_figures;
  doubles.insert(doubles.end(), picture.edge_figures.begin(), picture.edge_figures.end());
  out << declared(text.str(), doubles);
}

Cuts cuts_of(std::uint32_t vertices, std::span<const std::pair<std::uint32_t, std::uint32_t>> edges) {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, Indices>;
  // Boost takes the second of two parallel edges for the first gone back along: they stand as one, which is no bridge.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> parallel;
  for (std::uint32_t i = 0; i < edges.size(); ++i) parallel[std::minmax(edges[i].first, edges[i].second)].push_back(i);
  Graph graph(vertices);
  std::size_t count = 0;
  for (const auto& [ends, places] : parallel) boost::add_edge(ends.first, ends.second, count++, graph);
  std::vector<std::size_t> component(count);
  std::vector<Graph::vertex_descriptor> points;
  const std::size_t components =
      boost::biconnected_components(graph,
                                    boost::make_iterator_property_map(component.begin(), get(boost::edge_index, graph)),
                                    std::back_inserter(points))
          .first;
  std::vector<std::size_t> sizes(components, 0);
  for (const std::size_t of : component) ++sizes[of];
  Cuts cuts;
  for (const auto point : points) cuts.vertices.push_back(static_cast<std::uint32_t>(point));
  std::sort(cuts.vertices.begin(), cuts.vertices.end());
  std::size_t next = 0;
  for (const auto& [ends, places] : parallel) {
    if (sizes[component[next++]] == 1 && places.size() == 1) cuts.edges.push_back(places.front());
  }
  std::sort(cuts.edges.begin(), cuts.edges.end());
  return cuts;
}

std::string xml_text(std::string_view text) {
  return boost::property_tree::xml_parser::encode_char_entities(clean_text(text));
}

}  // namespace torntape::topology
