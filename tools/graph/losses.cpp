#include "tools/graph/losses.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "tools/table.hpp"
#include "tools/text.hpp"

namespace torntape::tools {
namespace {

using Align = Column::Align;
constexpr std::size_t kMostNamed = 8;
constexpr std::size_t kBusiest = 5;

std::string circuit_text(const topology::Network& network, topology::CircuitId id, const char* between) {
  const topology::Circuit& circuit = network.circuits()[id];
  return network.stations()[circuit.from].ri.letters() + between + network.stations()[circuit.to].ri.letters();
}

std::string names(const topology::Network& network, const std::vector<topology::StationId>& stations) {
  std::string text;
  for (std::size_t i = 0; i < stations.size() && i < kMostNamed; ++i) {
    text += (text.empty() ? "" : " ") + network.stations()[stations[i]].ri.letters();
  }
  return stations.size() > kMostNamed ? text + " ..." : text;
}

std::string busiest_text(const topology::Network& network, const Measured& measured) {
  std::vector<topology::CircuitId> busiest;
  for (topology::CircuitId id = 0; id < measured.circuits.size(); ++id) {
    if (measured.circuits[id]) busiest.push_back(id);
  }
  std::stable_sort(busiest.begin(), busiest.end(), [&](topology::CircuitId a, topology::CircuitId b) {
    return measured.circuits[a]->utilization > measured.circuits[b]->utilization;
  });
  busiest.resize(std::min(busiest.size(), kBusiest));
  Table table({{"busiest circuits", "", Align::left}, {"utilization", ""}, {"copies", ""}, {"mean wait", ""}});
  for (const topology::CircuitId id : busiest) {
    const Measured::OfCircuit& figures = *measured.circuits[id];
    table.add({Cell::text(circuit_text(network, id, " -> ")),
               {readable_share(figures.utilization), "", figures.utilization},
               {readable_count(figures.transmissions), ""},
               {figures.mean_wait ? readable_seconds(*figures.mean_wait) : "-", ""}});
  }
  return '\n' + table.text(look_of_stdout());
}

}  // namespace

std::string losses_text(const topology::Network& network, const std::vector<topology::Loss>& losses,
                        const Measured* measured) {
  Table table({{"loss of", "", Align::left}, {"cuts off", ""}, {"whom", "", Align::left, 1}});
  std::size_t single = 0;
  for (const topology::Loss& loss : losses) {
    if (loss.cut_off.size() == 1) {
      ++single;
      continue;
    }
    const bool station = loss.station != topology::kNone;
    table.add({Cell::text(station ? "relay " + network.stations()[loss.station].ri.letters()
                                  : "circuit " + circuit_text(network, loss.circuit, " - ")),
               {readable_count(loss.cut_off.size()), ""},
               Cell::text(names(network, loss.cut_off))});
  }
  std::string text = table.empty() ? "no single loss cuts off more than one station\n" : table.text(look_of_stdout());
  if (single > 0) {
    text += fmt::format("{} more {} off one station alone\n", readable_count(single), single == 1 ? "cuts" : "cut");
  }
  return measured == nullptr ? text : text + busiest_text(network, *measured);
}

}  // namespace torntape::tools
