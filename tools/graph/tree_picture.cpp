#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "sim/engine.hpp"
#include "tools/command.hpp"
#include "tools/graph/pictures.hpp"
#include "tools/result_json.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

using topology::kNone;
using topology::Picture;
using topology::StationId;

constexpr double kNoFigure = std::numeric_limits<double>::quiet_NaN();

/// What to record so that the message of --message is followed.
sim::Recording recording_of(const std::string& message, const sim::Plan& plan) {
  sim::Recording recording;
  recording.deliveries = true;
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(message.data(), message.data() + message.size(), number);
  if (error == std::errc() && end == message.data() + message.size() && number > 0) {
    recording.message = number;
    return recording;
  }
  const auto found = std::find(plan.telegrams.begin(), plan.telegrams.end(), message);
  if (found == plan.telegrams.end()) {
    throw Failure(kWrongInput,
                  fmt::format("--message {}: error: the scenario replays no such telegram; give originator and serial, "
                              "as 'RUEHOT 0117', or a message number from 1",
                              message));
  }
  recording.telegram = static_cast<std::uint32_t>(found - plan.telegrams.begin());
  return recording;
}

/// A routing line on several lines where it is longer than a line of a telegram (69 characters, ACP 127(G) 138).
std::vector<std::string> wrapped(const std::string& label) {
  constexpr std::size_t kLine = 69;
  std::vector<std::string> lines;
  std::size_t start = 0;
  while (label.size() - start > kLine) {
    const std::size_t blank = label.rfind(' ', start + kLine);
    if (blank == std::string::npos || blank <= start) break;
    lines.push_back(label.substr(start, blank - start));
    start = blank + 1;
  }
  lines.push_back(label.substr(start));
  return lines;
}

/// Draws the way of one message, from its origin outward.
class TreePainter {
 public:
  TreePainter(const sim::Plan& plan, const sim::Replication& replication) : plan_(plan), replication_(replication) {}

  Picture paint(const std::string& message) {
    picture_.tree = true;
    picture_.title = "message " + message;
    picture_.node_figures = {"delivered_s", "latency_s"};
    picture_.edge_figures = {"sent_s"};
    const sim::RoutingLineRow& first = replication_.routing_lines.front();
    origin_ = plan_.network.circuits()[first.circuit].from;
    picture_.nodes[station(origin_)].marked = true;
    add_copies(first.section);
    add_arrivals(first.message);
    return std::move(picture_);
  }

 private:
  /// What is sent of one copy between two stations.
  struct Sent {
    std::size_t edge = 0;
    int times = 0, garbled = 0, lost = 0;
  };

  std::uint32_t station(StationId id) {
    const auto [entry, added] = nodes_.try_emplace(id, static_cast<std::uint32_t>(picture_.nodes.size()));
    if (!added) return entry->second;
    const topology::Station& station = plan_.network.stations()[id];
    Picture::Node node;
    node.kind = station.relay ? Picture::Kind::relay : Picture::Kind::post;
    node.id = station.ri.letters();
    node.lines = {node.id};
    if (!station.name.empty()) node.lines.push_back(station.name);
    node.figures = {kNoFigure, kNoFigure};
    picture_.nodes.push_back(std::move(node));
    return entry->second;
  }

  void add_copies(std::uint32_t section) {
    bool more = false;
    for (const sim::RoutingLineRow& row : replication_.routing_lines) {
      more |= row.section != section;
      if (row.section != section) continue;
      const topology::Circuit& circuit = plan_.network.circuits()[row.circuit];
      add_transmission(row, station(circuit.from), station(circuit.to), circuit.to);
      add_collectives(row, circuit.to);
    }
    for (const auto& [way, sent] : sent_) tell_failures(sent);
    if (more) picture_.remarks.push_back(fmt::format("routing lines of section {}; arrivals of the last", section));
  }

  /// Transmissions of the same copy between the same stations, which errors on the line make more than one, are one
  /// edge.
  void add_transmission(const sim::RoutingLineRow& row, std::uint32_t from, std::uint32_t to, StationId at) {
    const std::string label = routing_line_text(row);
    const auto [entry, first] = sent_.try_emplace({from, to, label});
    Sent& sent = entry->second;
    const std::string time = readable_seconds(sim::seconds(row.sent));
    if (first) {
      sent.edge = picture_.edges.size();
      Picture::Edge edge;
      edge.directed = true;
      edge.from = from;
      edge.to = to;
      edge.lines = wrapped(label);
      edge.figures = {sim::seconds(row.sent)};
      edge.note = fmt::format("{} -> {}, sent at t = {}", picture_.nodes[from].id, picture_.nodes[to].id, time);
      if (picture_.nodes[to].parent == Picture::kNobody && at != origin_) picture_.nodes[to].parent = from;
      picture_.edges.push_back(std::move(edge));
    } else {
      picture_.edges[sent.edge].note += ", " + time;
    }
    ++sent.times;
    if (row.fate == sim::Fate::garbled) {
      ++sent.garbled;
      picture_.edges[sent.edge].note += " (garbled)";
    } else if (row.fate == sim::Fate::lost) {
      ++sent.lost;
      picture_.edges[sent.edge].note += " (not received)";
    }
  }

  void tell_failures(const Sent& sent) {
    if (sent.times == 1 && sent.garbled + sent.lost == 0) return;
    std::string line = sent.times == 1 ? "sent once" : fmt::format("sent {} times", sent.times);
    if (sent.garbled > 0) line += fmt::format(", {} garbled", sent.garbled);
    if (sent.lost > 0) line += fmt::format(", {} not received", sent.lost);
    Picture::Edge& edge = picture_.edges[sent.edge];
    edge.lines.push_back(std::move(line));
    edge.colour = topology::kMarkStroke;
  }

  /// A node at `at` for each collective that came in there on a routing line and gives way to its members.
  void add_collectives(const sim::RoutingLineRow& row, StationId at) {
    for (const topology::RoutingIndicator ri : row.indicators) {
      const auto id = plan_.network.collective(ri);
      if (!id || plan_.network.collectives()[*id].expand_at != at || !expanded_.insert(*id).second) continue;
      const topology::Collective& collective = plan_.network.collectives()[*id];
      std::string members = "is";
      for (const StationId member : collective.members) {
        members += ' ' + plan_.network.stations()[member].ri.letters();
      }
      Picture::Node node;
      node.kind = Picture::Kind::collective;
      node.id = ri.letters();
      node.lines = {node.id};
      if (!collective.name.empty()) node.lines.push_back(collective.name);
      for (std::string& line : wrapped(members)) node.lines.push_back(std::move(line));
      node.figures = {kNoFigure, kNoFigure};
      hang(std::move(node), at);
    }
  }

  void add_arrivals(std::uint64_t message) {
    bool any = false;
    for (const sim::DeliveryRow& row : replication_.rows) {
      if (row.message != message) continue;
      any = true;
      const StationId at = plan_.directory.station(row.addressee);
      const sim::Time latency = row.delivered - row.filed;
      const std::string& name = plan_.directory.name(row.addressee);
      Picture::Node node;
      node.kind = Picture::Kind::addressee;
      node.id = plan_.network.stations()[at].ri.letters() + ' ' + name;
      node.lines = {fmt::format("{}: {} {}, after {}", name, topology::word(row.role), topology::word(row.precedence),
                                readable_seconds(sim::seconds(latency)))};
      node.figures = {sim::seconds(row.delivered), sim::seconds(latency)};
      hang(std::move(node), at);
      filed_ = row.filed;
    }
    if (any) {
      picture_.title += ", filed at t = " + readable_seconds(sim::seconds(filed_));
    } else {
      picture_.remarks.emplace_back("no arrival is known: the message is filed after the end of run.duration");
    }
  }

  void hang(Picture::Node node, StationId at) {
    node.parent = station(at);
    Picture::Edge edge;
    edge.from = node.parent;
    edge.to = static_cast<std::uint32_t>(picture_.nodes.size());
    edge.dotted = true;
    edge.figures = {kNoFigure};
    picture_.nodes.push_back(std::move(node));
    picture_.edges.push_back(std::move(edge));
  }

  const sim::Plan& plan_;
  const sim::Replication& replication_;
  StationId origin_ = kNone;
  sim::Time filed_ = 0;
  std::map<StationId, std::uint32_t> nodes_;
  std::set<topology::CollectiveId> expanded_;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::string>, Sent> sent_;
  Picture picture_;
};

}  // namespace

Picture tree_picture(sim::Plan& plan, const std::string& message) {
  const sim::Recording recording = recording_of(message, plan);
  plan.window.warmup = 0;  // arrivals of any message are wanted, and what is counted changes nothing's way
  const sim::Replication replication = sim::simulate(plan, 1, recording);
  if (replication.routing_lines.empty()) {
    throw Failure(
        kWrongInput,
        fmt::format("--message {}: error: it is not filed within the scenario's time, or no copy of it is sent",
                    message));
  }
  return TreePainter(plan, replication).paint(message);
}

}  // namespace torntape::tools
