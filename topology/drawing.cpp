#include "topology/drawing.hpp"

#include <boost/graph/graphviz.hpp>
#include <map>
#include <ostream>
#include <sstream>

#include "topology/graph.hpp"

namespace torntape::topology {
namespace {

/// `9.6 kbps`, `64 kbps`, `75 bps`.
std::string rate_text(double rate) {
  std::ostringstream text;
  if (rate >= 1e6) {
    text << rate / 1e6 << " Mbps";
  } else if (rate >= 1e3) {
    text << rate / 1e3 << " kbps";
  } else {
    text << rate << " bps";
  }
  return text.str();
}

/// A routing line on several lines where it is longer than a line of a telegram (69 characters, ACP 127(G) 138).
std::string wrapped(const std::string& label) {
  constexpr std::size_t kLine = 69;
  std::string text;
  std::size_t start = 0;
  while (label.size() - start > kLine) {
    const std::size_t blank = label.rfind(' ', start + kLine);
    if (blank == std::string::npos || blank <= start) break;
    text += label.substr(start, blank - start) + '\n';
    start = blank + 1;
  }
  return text + label.substr(start);
}

/// What is drawn of the graph, and how each part looks.
class Drawing {
 public:
  Drawing(const Network& network, const DistributionTree* tree) : network_(network), tree_(tree) {
    if (tree_ != nullptr) {
      graph_ = tree_graph();
    } else {
      graph_ = graph_of(network);
      add_addressees(network, graph_);
    }
  }

  void write(std::ostream& out) const {
    boost::write_graphviz(
        out, graph_, [this](std::ostream& o, auto v) { write_vertex(o, v); },
        [this](std::ostream& o, const auto& e) { write_edge(o, e); }, [this](std::ostream& o) { write_graph(o); });
  }

 private:
  /// The origin, and the stations and circuits that the message used.
  Graph tree_graph() const {
    Graph graph;
    std::map<StationId, Graph::vertex_descriptor> vertices;
    const auto vertex_of = [&](StationId id) {
      const auto kind = network_.stations()[id].relay ? GraphVertex::Kind::relay : GraphVertex::Kind::post;
      const auto [entry, added] = vertices.try_emplace(id);
      if (added) entry->second = boost::add_vertex(GraphVertex{kind, id, 0}, graph);
      return entry->second;
    };
    vertex_of(tree_->origin);
    for (const auto& [id, label] : tree_->labels) {
      const Circuit& circuit = network_.circuits()[id];
      const auto from = vertex_of(circuit.from);
      boost::add_edge(from, vertex_of(circuit.to), GraphEdge{id}, graph);
    }
    return graph;
  }

  void write_vertex(std::ostream& out, Graph::vertex_descriptor v) const {
    const GraphVertex& vertex = graph_[v];
    const Station& station = network_.stations()[vertex.station];
    std::string label = station.ri.letters();
    const char* look = "shape=ellipse";
    if (vertex.kind == GraphVertex::Kind::addressee) {
      label = station.addressees[vertex.addressee];
      look = "shape=plaintext, fontsize=9";
    } else if (vertex.kind == GraphVertex::Kind::relay) {
      if (!station.name.empty()) label += '\n' + station.name;
      look = "shape=box, style=\"filled,bold\", fillcolor=\"#dbe8f5\"";
    }
    out << "[label=" << boost::escape_dot_string(label) << ", " << look;
    if (tree_ != nullptr && vertex.station == tree_->origin) out << ", peripheries=2";
    out << "]";
  }

  void write_edge(std::ostream& out, const Graph::edge_descriptor& e) const {
    const CircuitId id = graph_[e].circuit;
    if (id == kNone) {
      out << "[style=dotted, dir=none]";
    } else if (tree_ != nullptr) {
      out << "[label=" << boost::escape_dot_string(wrapped(tree_->labels.at(id))) << "]";
    } else {
      const Circuit& circuit = network_.circuits()[id];
      std::string label = rate_text(circuit.rate);
      if (circuit.channels > 1) label = std::to_string(circuit.channels) + " x " + label;
      out << "[label=" << boost::escape_dot_string(label) << ", dir=none]";
    }
  }

  void write_graph(std::ostream& out) const {
    out << "graph [" << (tree_ != nullptr ? "rankdir=LR, ranksep=1.5, label=" : "layout=sfdp, overlap=prism");
    if (tree_ != nullptr) out << boost::escape_dot_string(tree_->title) << ", labelloc=t";
    out << "];\nnode [fontname=\"Helvetica\", fontsize=11];\nedge [fontname=\"Helvetica\", fontsize=9];\n";
  }

  const Network& network_;
  const DistributionTree* tree_;
  Graph graph_;
};

}  // namespace

void write_dot(std::ostream& out, const Network& network, const DistributionTree* tree) {
  Drawing(network, tree).write(out);
}

}  // namespace torntape::topology
