#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "scenarios/files.hpp"
#include "tools/command.hpp"
#include "tools/graph/pictures.hpp"
#include "topology/precedence.hpp"
#include "topology/telegram/reader.hpp"

namespace torntape::tools {
namespace {

using topology::AddressLine;
using topology::Picture;
using topology::Telegram;

std::string name_of(const Telegram& telegram) {
  return telegram.originator_ri.value_or("") + ' ' + telegram.ssn.value_or("");
}

/// Hands every telegram of the files to `take`.
template <class Take>
void each_telegram(const std::vector<std::string>& files, Take take) {
  for (const std::string& file : files) {
    topology::Problems problems;
    const auto text = scenarios::read_file(file, {std::make_shared<const std::string>(file), 1, 1}, problems);
    if (!text) throw Failure(kWrongInput, topology::line_of(problems.sorted().front()));
    for (const Telegram& telegram : topology::read_telegrams(*text, file)) take(telegram);
  }
}

/// Counts who writes to whom, by indicators, or by names where none is printed.
class ArchivePainter {
 public:
  void add(const Telegram& telegram) {
    if (!telegram.originator_ri) {
      ++without_originator_;
      return;
    }
    ++telegrams_;
    const std::string name = telegram.from.value_or("");
    const std::uint32_t from = node(*telegram.originator_ri, name.substr(0, name.find("//")));
    ++nodes_[from].filed;
    std::vector<std::uint32_t> reached;
    for (const auto* lines : {&telegram.to, &telegram.info}) {
      for (const AddressLine& line : *lines) {
        const std::uint32_t to = node(line.ri, line.name);
        ++nodes_[to].addressed;
        reached.push_back(to);
      }
    }
    std::sort(reached.begin(), reached.end());
    reached.erase(std::unique(reached.begin(), reached.end()), reached.end());
    for (const std::uint32_t to : reached) ++pairs_[{from, to}];
  }

  Picture paint() const {
    Picture picture;
    picture.title = fmt::format("who writes to whom in {} telegram{}", telegrams_, telegrams_ == 1 ? "" : "s");
    picture.node_figures = {"filed", "addressed"};
    picture.edge_figures = {"telegrams"};
    for (const Node& counted : nodes_) picture.nodes.push_back(drawn(counted));
    std::uint64_t most = 1;
    for (const auto& [ends, count] : pairs_) most = std::max(most, count);
    for (const auto& [ends, count] : pairs_) {
      Picture::Edge edge;
      edge.from = ends.first;
      edge.to = ends.second;
      edge.directed = true;
      edge.width = 0.7 + 5 * std::sqrt(static_cast<double>(count - 1) / static_cast<double>(most));
      edge.figures = {static_cast<double>(count)};
      edge.note = fmt::format("{} -> {}: {}", picture.nodes[edge.from].id, picture.nodes[edge.to].id, count);
      picture.edges.push_back(std::move(edge));
    }
    if (without_originator_ > 0) {
      picture.remarks.push_back(fmt::format("left out: {} without an originator's indicator", without_originator_));
    }
    picture.remarks.emplace_back("arrows: from originators to addressees, as wide as the telegrams are many");
    return picture;
  }

 private:
  struct Node {
    std::string id;
    bool station = true;  ///< named by its indicator; else by its name alone
    std::map<std::string, std::uint64_t> names;
    std::uint64_t filed = 0, addressed = 0;
  };

  /// The node of an indicator, or of a name without one.
  std::uint32_t node(const std::string& ri, const std::string& name) {
    const std::string id = ri.empty() ? "name " + name : ri;
    const auto [entry, added] = places_.try_emplace(id, static_cast<std::uint32_t>(nodes_.size()));
    if (added) nodes_.push_back({ri.empty() ? name : ri, !ri.empty(), {}, 0, 0});
    if (!name.empty()) ++nodes_[entry->second].names[name];
    return entry->second;
  }

  Picture::Node drawn(const Node& counted) const {
    Picture::Node node;
    node.id = counted.id;
    node.lines = {counted.id};
    const auto commonest = std::max_element(counted.names.begin(), counted.names.end(),
                                            [](const auto& a, const auto& b) { return a.second < b.second; });
    if (commonest != counted.names.end() && commonest->first != counted.id) node.lines.push_back(commonest->first);
    const bool collective = std::any_of(counted.names.begin(), counted.names.end(), [](const auto& entry) {
      return entry.first.find("COLLECTIVE") != std::string::npos;
    });
    node.kind = collective        ? Picture::Kind::collective
                : counted.station ? Picture::Kind::post
                                  : Picture::Kind::addressee;
    node.figures = {static_cast<double>(counted.filed), static_cast<double>(counted.addressed)};
    node.note = fmt::format("{}: originator of {}, addressed in {}", counted.id, counted.filed, counted.addressed);
    for (const auto& [name, count] : counted.names) node.note += '\n' + name;
    for (std::size_t size = counted.id.size(); size-- > 1;) {
      const auto above = places_.find(counted.id.substr(0, size));
      if (above == places_.end() || !counted.station) continue;
      node.parent = above->second;
      break;
    }
    return node;
  }

  std::uint64_t telegrams_ = 0;
  std::uint64_t without_originator_ = 0;
  std::vector<Node> nodes_;
  std::map<std::string, std::uint32_t> places_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> pairs_;
};

/// One telegram: its originator, and each address line with its precedence.
Picture telegram_picture(const Telegram& telegram) {
  Picture picture;
  picture.tree = true;
  picture.title = "telegram " + name_of(telegram) + (telegram.dtg ? ", " + *telegram.dtg : "");
  Picture::Node origin;
  origin.id = telegram.originator_ri.value_or("");
  origin.lines = {origin.id};
  if (telegram.from) origin.lines.push_back(*telegram.from);
  origin.marked = true;
  picture.nodes.push_back(std::move(origin));
  for (const topology::Role role : {topology::Role::action, topology::Role::info}) {
    for (const AddressLine& line : role == topology::Role::action ? telegram.to : telegram.info) {
      Picture::Node node;
      const bool collective = line.name.find("COLLECTIVE") != std::string::npos;
      node.kind = collective        ? Picture::Kind::collective
                  : line.ri.empty() ? Picture::Kind::addressee
                                    : Picture::Kind::post;
      node.id = line.ri + (line.ri.empty() ? "" : " ") + line.name;
      if (!line.ri.empty()) node.lines.push_back(line.ri);
      if (!line.name.empty()) node.lines.push_back(line.name);
      node.parent = 0;
      Picture::Edge edge;
      edge.to = static_cast<std::uint32_t>(picture.nodes.size());
      edge.directed = true;
      const auto precedence = line.precedence ? topology::precedence_of(std::string_view(&*line.precedence, 1))
                                              : std::optional<topology::Precedence>();
      edge.lines = {std::string(topology::word(role)) +
                    (precedence ? ' ' + std::string(topology::word(*precedence)) : "")};
      picture.nodes.push_back(std::move(node));
      picture.edges.push_back(std::move(edge));
    }
  }
  return picture;
}

}  // namespace

Picture archive_picture(const std::vector<std::string>& files, const std::string& message) {
  ArchivePainter painter;
  std::optional<Telegram> wanted;
  each_telegram(files, [&](const Telegram& telegram) {
    painter.add(telegram);
    if (!message.empty() && !wanted && name_of(telegram) == message) wanted = telegram;
  });
  if (!message.empty() && !wanted) {
    throw Failure(kWrongInput, fmt::format("--message {}: error: no telegram of these files has this originator and "
                                           "serial; give them as 'RUEHOT 0117'",
                                           message));
  }
  Picture picture = wanted ? telegram_picture(*wanted) : painter.paint();
  if (picture.nodes.empty()) {
    throw Failure(kWrongInput,
                  files.front() + ":1:1: error: no telegram heading with an originator is recognised here");
  }
  return picture;
}

}  // namespace torntape::tools
