#include "tools/report/network_view.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "tools/graph/graphviz.hpp"
#include "tools/graph/scale.hpp"
#include "tools/graph/svg.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

using topology::Picture;

constexpr double kWidest = 7;

/// Each station's neighbour on the way to the relay (or station) with the most circuits.
void add_parents(Picture& picture) {
  std::vector<std::vector<std::uint32_t>> neighbours(picture.nodes.size());
  for (const Picture::Edge& edge : picture.edges) {
    neighbours[edge.from].push_back(edge.to);
    neighbours[edge.to].push_back(edge.from);
  }
  std::vector<std::uint32_t> order;
  std::vector<bool> seen(picture.nodes.size());
  const auto rank = [&](std::uint32_t node) {
    return std::pair(picture.nodes[node].kind == Picture::Kind::relay, neighbours[node].size());
  };
  std::vector<std::uint32_t> roots;
  for (std::uint32_t i = 0; i < picture.nodes.size(); ++i) roots.push_back(i);
  std::stable_sort(roots.begin(), roots.end(), [&](auto a, auto b) { return rank(a) > rank(b); });
  for (const std::uint32_t root : roots) {
    if (seen[root]) continue;
    seen[root] = true;
    order = {root};
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::uint32_t above = order[i];
      for (const std::uint32_t next : neighbours[above]) {
        if (seen[next]) continue;
        seen[next] = true;
        picture.nodes[next].parent = above;
        order.push_back(next);
      }
    }
  }
}

void add_circuit(const Case& one, std::size_t edge_id, std::uint64_t busiest, const Scale& scale, Picture::Edge& edge) {
  std::uint64_t sent = 0;
  double use = 0;
  for (const std::size_t id : {2 * edge_id, 2 * edge_id + 1}) {
    const sim::CircuitRow& row = one.summary.circuits[id];
    sent += row.transmissions;
    use = std::max(use, row.utilization);
    edge.note +=
        fmt::format("{}{}: {} used, {} copies", edge.note.empty() ? "" : "\n", name_of(one.results.circuits[id]),
                    readable_share(row.utilization), readable_count(row.transmissions));
    if (row.mean_wait) edge.note += ", mean wait " + readable_seconds(*row.mean_wait);
    if (row.p95_wait) edge.note += ", 95 % within " + readable_seconds(*row.p95_wait);
  }
  edge.colour = scale.colour(use);
  const double part = static_cast<double>(sent) / static_cast<double>(std::max<std::uint64_t>(busiest, 1));
  edge.width = 0.8 + (kWidest - 0.8) * part;
}

}  // namespace

std::string name_of(const sim::CircuitName& circuit) {
  return fmt::format("{} -> {}", circuit.from.letters(), circuit.to.letters());
}

std::string name_of(const sim::AddresseeName& addressee) {
  const std::string ri(addressee.station.letters());
  return addressee.name == ri ? ri : ri + ' ' + addressee.name;
}

std::string desk_text(const sim::DeskRow& row) {
  std::string text = row.operators > 0 ? readable_count(row.operators, "operator") : "opening hours";
  if (row.utilization) text += fmt::format(", {} used", readable_share(*row.utilization));
  text += fmt::format(": {} copies handled", readable_count(row.copies));
  if (row.mean_wait) text += ", mean wait " + readable_seconds(*row.mean_wait);
  return text + fmt::format(", mean queue {:.2f}, longest {}", row.mean_queue, readable_count(row.most_waiting));
}

NetworkView network_view(const Case& one) {
  NetworkView view;
  Picture& picture = view.picture;
  picture.title = one.results.scenario;
  std::map<topology::RoutingIndicator, std::uint32_t> places;
  for (const results::StationName& station : one.stations) {
    places.emplace(station.ri, static_cast<std::uint32_t>(picture.nodes.size()));
    Picture::Node node;
    node.kind = station.relay ? Picture::Kind::relay : Picture::Kind::post;
    node.id = station.ri.letters();
    node.lines = {node.id};
    node.note = node.id + (station.relay ? ", relay" : ", post") + (station.name.empty() ? "" : ": " + station.name);
    picture.nodes.push_back(std::move(node));
  }
  for (const sim::DeskRow& row : one.summary.desks) picture.nodes[row.station].note += '\n' + desk_text(row);
  std::uint64_t busiest = 0;
  for (std::size_t id = 0; id < one.summary.circuits.size(); id += 2) {
    busiest = std::max(busiest, one.summary.circuits[id].transmissions + one.summary.circuits[id + 1].transmissions);
  }
  const Scale scale = Scale::of_utilization();
  for (std::size_t id = 0; id + 1 < one.results.circuits.size(); id += 2) {
    Picture::Edge edge;
    edge.from = places.at(one.results.circuits[id].from);
    edge.to = places.at(one.results.circuits[id].to);
    add_circuit(one, id / 2, busiest, scale, edge);
    picture.edges.push_back(std::move(edge));
  }
  picture.legend = scale.legend(Picture::Key::Of::edge, "utilization", readable_share);
  picture.remarks.emplace_back("circuits: the worse of the two directions");
  picture.remarks.emplace_back("the wider, the more copies sent");
  add_parents(picture);
  const std::optional<Layout> by_graphviz = graphviz_layout(picture);
  view.layout = by_graphviz ? *by_graphviz : balloon_layout(picture);
  view.svg = svg_text(picture, view.layout);
  return view;
}

}  // namespace torntape::tools
