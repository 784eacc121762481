#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "sim/time.hpp"
#include "tools/graph/pictures.hpp"
#include "tools/graph/scale.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

using topology::Circuit;
using topology::CircuitId;
using topology::kNone;
using topology::Network;
using topology::Picture;
using topology::Station;
using topology::StationId;

constexpr double kNoFigure = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostWithEveryRate = 12;  ///< in a larger picture only unusual rates stand at their circuits
constexpr double kWidest = 9;

/// Stations by their distance from `from` in circuits, through relays alone; kNone: not reached.
std::vector<StationId> parents_from(const Network& network, StationId from, std::uint64_t& distances) {
  std::vector<StationId> parents(network.stations().size(), kNone);
  std::vector<std::uint32_t> distance(network.stations().size(), kNone);
  std::vector<StationId> order{from};
  distance[from] = 0;
  distances = 0;
  for (std::size_t next = 0; next < order.size(); ++next) {
    const StationId at = order[next];
    distances += distance[at];
    if (at != from && !network.stations()[at].relay) continue;
    for (const CircuitId id : network.circuits_from(at)) {
      const StationId to = network.circuits()[id].to;
      if (distance[to] != kNone) continue;
      distance[to] = distance[at] + 1;
      parents[to] = at;
      order.push_back(to);
    }
  }
  return parents;
}

/// The hierarchy around the station that is nearest to all: of the relays, or of all where there is none. Beyond some
/// size the relay with the most circuits does.
std::vector<StationId> hierarchy(const Network& network) {
  constexpr std::size_t kMostTried = 500;
  std::vector<StationId> candidates;
  for (StationId id = 0; id < network.stations().size(); ++id) {
    if (network.stations()[id].relay) candidates.push_back(id);
  }
  if (candidates.empty()) candidates.push_back(0);
  if (candidates.size() > kMostTried) {
    candidates = {*std::max_element(candidates.begin(), candidates.end(), [&](StationId a, StationId b) {
      return network.circuits_from(a).size() < network.circuits_from(b).size();
    })};
  }
  std::vector<StationId> best;
  std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
  for (const StationId candidate : candidates) {
    std::uint64_t distances = 0;
    std::vector<StationId> parents = parents_from(network, candidate, distances);
    if (distances < least) {
      least = distances;
      best = std::move(parents);
    }
  }
  return best;
}

std::string place_text(const Station& station) {
  return station.ri.letters() + (station.relay ? ", relay" : ", post") +
         (station.name.empty() ? "" : ": " + station.name);
}

std::string seconds_text(std::int64_t nanoseconds) {
  return readable_seconds(sim::seconds(nanoseconds));
}

/// Draws a network step by step.
class NetworkPainter {
 public:
  NetworkPainter(const Network& network, const Measured* measured, CircuitsBy circuits_by, PostsBy posts_by)
      : network_(network), measured_(measured), circuits_by_(circuits_by), posts_by_(posts_by) {}

  Picture paint(const std::string& title) {
    picture_.title = title;
    picture_.node_figures = {"deliveries", "mean_latency_s", "within_objective"};
    picture_.edge_figures = {"rate_bps",           "channels",    "propagation_s",    "transmissions",
                             "transmissions_back", "utilization", "utilization_back", "mean_wait_s",
                             "mean_wait_back_s",   "p95_wait_s",  "p95_wait_back_s"};
    if (measured_ == nullptr) {
      picture_.node_figures.clear();
      picture_.edge_figures.resize(3);
    }
    add_stations();
    add_circuits();
    add_addressees();
    if (measured_ != nullptr) {
      colour_circuits();
      colour_posts();
    }
    return std::move(picture_);
  }

 private:
  void add_stations() {
    const std::vector<StationId> parents = hierarchy(network_);
    for (StationId id = 0; id < network_.stations().size(); ++id) {
      const Station& station = network_.stations()[id];
      Picture::Node node;
      node.kind = station.relay ? Picture::Kind::relay : Picture::Kind::post;
      node.id = station.ri.letters();
      node.lines = {node.id};
      if (!station.name.empty()) node.lines.push_back(station.name);
      node.parent = parents[id] == kNone ? Picture::kNobody : parents[id];
      node.note = place_text(station);
      if (measured_ != nullptr) add_figures(measured_->stations[id], node);
      picture_.nodes.push_back(std::move(node));
    }
  }

  static void add_figures(const Measured::OfStation& figures, Picture::Node& node) {
    const auto deliveries = static_cast<double>(figures.deliveries);
    if (figures.deliveries == 0) {
      node.figures = {0, kNoFigure, kNoFigure};
      return;
    }
    node.figures = {deliveries, figures.mean_latency, figures.within};
    node.note += fmt::format("\n{} deliveries, {} after filing on average, {} within the objective",
                             readable_count(figures.deliveries), readable_seconds(figures.mean_latency),
                             readable_share(figures.within));
  }

  /// The rate that most circuits have.
  std::string usual_rate() const {
    std::map<std::string, std::size_t> counts;
    for (CircuitId id = 0; id < network_.circuits().size(); id += 2) {
      ++counts[rate_text(network_.circuits()[id].rate, network_.circuits()[id].channels)];
    }
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? std::string() : most->first;
  }

  void add_circuits() {
    const bool every_rate = network_.circuits().size() / 2 <= kMostWithEveryRate;
    const std::string usual = usual_rate();
    bool left_out = false;
    for (CircuitId id = 0; id < network_.circuits().size(); id += 2) {
      const Circuit& circuit = network_.circuits()[id];
      Picture::Edge edge;
      const bool downward = picture_.nodes[circuit.from].parent == circuit.to;
      edge.from = downward ? circuit.to : circuit.from;
      edge.to = downward ? circuit.from : circuit.to;
      const std::string rate = rate_text(circuit.rate, circuit.channels);
      if (every_rate || rate != usual) {
        edge.lines = {rate};
      } else {
        left_out = true;
      }
      edge.note = fmt::format("{} - {}: {}", name(edge.from), name(edge.to), rate);
      if (circuit.approved != topology::Classification::top_secret) {
        const std::string approved(topology::word(circuit.approved));
        edge.lines.push_back(approved);
        edge.note += ", for nothing above " + approved;
      }
      if (circuit.propagation > 0) edge.note += ", propagation " + seconds_text(circuit.propagation);
      edge.figures = {circuit.rate, static_cast<double>(circuit.channels), sim::seconds(circuit.propagation)};
      if (measured_ != nullptr) add_figures(downward ? topology::reverse(id) : id, edge);
      picture_.edges.push_back(std::move(edge));
    }
    if (left_out) picture_.remarks.push_back("circuits without a figure: " + usual);
  }

  void add_figures(CircuitId id, Picture::Edge& edge) const {
    std::vector<double> wait;
    std::vector<double> use;
    std::vector<double> p95;
    for (const CircuitId direction : {id, topology::reverse(id)}) {
      const std::optional<Measured::OfCircuit>& figures = measured_->circuits[direction];
      edge.figures.push_back(figures ? static_cast<double>(figures->transmissions) : kNoFigure);
      use.push_back(figures ? figures->utilization : kNoFigure);
      wait.push_back(figures && figures->mean_wait ? *figures->mean_wait : kNoFigure);
      p95.push_back(figures && figures->p95_wait ? *figures->p95_wait : kNoFigure);
      if (!figures) continue;
      const Circuit& circuit = network_.circuits()[direction];
      edge.note += fmt::format("\n{} -> {}: {} used, {} copies", name(circuit.from), name(circuit.to),
                               readable_share(figures->utilization), readable_count(figures->transmissions));
      if (figures->mean_wait) edge.note += ", mean wait " + readable_seconds(*figures->mean_wait);
      if (figures->p95_wait) edge.note += ", 95 % within " + readable_seconds(*figures->p95_wait);
    }
    edge.figures.insert(edge.figures.end(), use.begin(), use.end());
    edge.figures.insert(edge.figures.end(), wait.begin(), wait.end());
    edge.figures.insert(edge.figures.end(), p95.begin(), p95.end());
  }

  void add_addressees() {
    for (StationId id = 0; id < network_.stations().size(); ++id) {
      const Station& station = network_.stations()[id];
      for (const std::string& addressee : station.addressees) {
        if (addressee == station.ri.letters()) continue;
        Picture::Node node;
        node.kind = Picture::Kind::addressee;
        node.id = station.ri.letters() + ' ' + addressee;
        node.lines = {addressee};
        node.parent = id;
        node.figures.assign(picture_.node_figures.size(), kNoFigure);
        Picture::Edge edge;
        edge.from = id;
        edge.to = static_cast<std::uint32_t>(picture_.nodes.size());
        edge.dotted = true;
        edge.figures.assign(picture_.edge_figures.size(), kNoFigure);
        picture_.nodes.push_back(std::move(node));
        picture_.edges.push_back(std::move(edge));
      }
    }
  }

  /// The greater of a circuit's two directions.
  static double worse(const Picture::Edge& edge, std::size_t figure) {
    return std::fmax(edge.figures[figure], edge.figures[figure + 1]);
  }

  void colour_circuits() {
    constexpr std::size_t kTransmissions = 3;
    const bool by_use = circuits_by_ == CircuitsBy::utilization;
    const bool by_mean = circuits_by_ == CircuitsBy::wait;
    const std::size_t figure = by_use ? 5 : by_mean ? 7 : 9;
    double most_sent = 0;
    double most = 0;
    for (const Picture::Edge& edge : picture_.edges) {
      most_sent = std::fmax(most_sent, worse(edge, kTransmissions));
      most = std::fmax(most, worse(edge, figure));
    }
    const Scale scale = by_use ? Scale::of_utilization() : Scale::up_to(most);
    for (Picture::Edge& edge : picture_.edges) {
      const double value = worse(edge, figure);
      const double sent = worse(edge, kTransmissions);
      if (!std::isnan(value)) edge.colour = scale.colour(value);
      if (sent > 0) edge.width = 1.5 + (kWidest - 1.5) * std::sqrt(sent / most_sent);
    }
    const auto text = [by_use](double bound) { return by_use ? readable_share(bound) : readable_seconds(bound); };
    const std::string what = by_use ? "utilization" : by_mean ? "mean wait" : "95 % of waits";
    for (Picture::Key& key : scale.legend(Picture::Key::Of::edge, what, text)) {
      picture_.legend.push_back(std::move(key));
    }
    picture_.remarks.emplace_back(
        "circuits: the worse of the two directions; the wider, the more copies sent (by their square root)");
  }

  void colour_posts() {
    const bool by_latency = posts_by_ == PostsBy::latency;
    const std::size_t figure = by_latency ? 1 : 2;
    double most = 0;
    for (const Picture::Node& node : picture_.nodes) {
      if (node.kind == Picture::Kind::post) most = std::fmax(most, node.figures[figure]);
    }
    // Of shares the missing part is what is looked at: it grows with the colour.
    const Scale scale = by_latency ? Scale::up_to(most) : Scale({0.001, 0.01, 0.05, 0.1});
    for (Picture::Node& node : picture_.nodes) {
      if (node.kind != Picture::Kind::post || std::isnan(node.figures[figure])) continue;
      node.fill = scale.colour(by_latency ? node.figures[figure] : 1 - node.figures[figure]);
    }
    const auto text = [by_latency](double bound) {
      return by_latency ? readable_seconds(bound) : readable_share(bound);
    };
    const std::string what = by_latency ? "posts: mean latency" : "posts: share beyond the objective";
    for (Picture::Key& key : scale.legend(Picture::Key::Of::node, what, text))
      picture_.legend.push_back(std::move(key));
  }

  std::string name(StationId id) const { return network_.stations()[id].ri.letters(); }

  const Network& network_;
  const Measured* measured_;
  CircuitsBy circuits_by_;
  PostsBy posts_by_;
  Picture picture_;
};

}  // namespace

std::string rate_text(double rate, int channels) {
  std::string text = rate >= 1e6   ? fmt::format("{:.6g} Mbps", rate / 1e6)
                     : rate >= 1e3 ? fmt::format("{:.6g} kbps", rate / 1e3)
                                   : fmt::format("{:.6g} bps", rate);
  return channels > 1 ? fmt::format("{} x {}", channels, text) : text;
}

Picture network_picture(const Network& network, const std::string& title, const Measured* measured,
                        CircuitsBy circuits_by, PostsBy posts_by) {
  return NetworkPainter(network, measured, circuits_by, posts_by).paint(title);
}

}  // namespace torntape::tools
