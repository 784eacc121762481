#include <fmt/core.h>

#include <map>

#include "tools/graph/pictures.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

/// Who is cut off, the first few by name.
std::string cut_off_text(const topology::Network& network, const topology::Loss& loss) {
  constexpr std::size_t kMostNamed = 12;
  std::string text = fmt::format("its loss cuts off {}:", readable_count(loss.cut_off.size()));
  for (std::size_t i = 0; i < loss.cut_off.size() && i < kMostNamed; ++i) {
    text += ' ' + network.stations()[loss.cut_off[i]].ri.letters();
  }
  return loss.cut_off.size() > kMostNamed ? text + " ..." : text;
}

}  // namespace

void mark_losses(const topology::Network& network, const std::vector<topology::Loss>& losses,
                 topology::Picture& picture) {
  std::size_t single = 0;
  picture.title += ": single points of failure";
  for (topology::Picture::Node& node : picture.nodes) node.figures.push_back(0);
  for (topology::Picture::Edge& edge : picture.edges) edge.figures.push_back(0);
  picture.node_figures.emplace_back("cut_off");
  picture.edge_figures.emplace_back("cut_off");
  for (const topology::Loss& loss : losses) {
    const auto count = static_cast<double>(loss.cut_off.size());
    const bool marked = loss.cut_off.size() > 1;
    single += marked ? 0 : 1;
    // Nodes are the stations in their order, and edges the circuits, before any others.
    const std::string note = '\n' + cut_off_text(network, loss);
    if (loss.station != topology::kNone) {
      topology::Picture::Node& node = picture.nodes[loss.station];
      node.marked = marked;
      node.figures.back() = count;
      node.note += note;
      if (marked) node.lines.push_back(fmt::format("cuts off {}", readable_count(loss.cut_off.size())));
    } else {
      topology::Picture::Edge& edge = picture.edges[loss.circuit / 2];
      edge.marked = marked;
      edge.figures.back() = count;
      edge.note += note;
      if (marked) edge.lines.push_back(fmt::format("cuts off {}", readable_count(loss.cut_off.size())));
    }
  }
  picture.legend.push_back({topology::Picture::Key::Of::edge, topology::kMarkStroke,
                            "single point of failure: its loss cuts off so many stations"});
  if (single > 0) {
    picture.remarks.push_back(
        fmt::format("not marked: {} losses that cut off one station each", readable_count(single)));
  }
}

}  // namespace torntape::tools
