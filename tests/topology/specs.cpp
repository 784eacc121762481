#include "specs.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <set>

namespace torntape::topology::testing {

RoutingIndicator ri(std::string_view letters) {
  const auto parsed = RoutingIndicator::parse(letters);
  if (!parsed) throw std::invalid_argument("no routing indicator: " + std::string(letters));
  return *parsed;
}

Place at(int line, int column) {
  static const auto file = std::make_shared<const std::string>("test.yaml");
  return {file, line, column};
}

StationSpec relay(std::string_view letters) {
  StationSpec spec = post(letters);
  spec.relay = true;
  return spec;
}

StationSpec post(std::string_view letters) {
  return {ri(letters), false, {}, {}, {}, {}, {}};
}

LinkSpec link(std::string_view a, std::string_view b) {
  return {ri(a), ri(b), {}, {}, {}};
}

Network built(const NetworkSpec& spec) {
  Problems problems;
  auto network = Network::build(spec, problems);
  for (const Problem& problem : problems.sorted()) FAIL_CHECK(line_of(problem));
  REQUIRE(network.has_value());
  return std::move(*network);
}

std::vector<std::string> errors_of(const NetworkSpec& spec) {
  Problems problems;
  const auto network = Network::build(spec, problems);
  CHECK(network.has_value() != problems.any_error());
  std::vector<std::string> lines;
  for (const Problem& problem : problems.sorted()) lines.push_back(line_of(problem));
  return lines;
}

std::vector<RoutingIndicator> random_indicators(Random& random, std::size_t count) {
  std::set<std::string> seen;
  std::vector<RoutingIndicator> indicators;
  while (indicators.size() < count) {
    std::string letters(4 + random.below(5), 'R');
    for (std::size_t i = 1; i < letters.size(); ++i) letters[i] = static_cast<char>('A' + random.below(4));
    if (seen.insert(letters).second) indicators.push_back(ri(letters));
  }
  return indicators;
}

NetworkSpec random_network(Random& random, std::uint32_t relays, std::uint32_t posts,
                           const std::vector<double>& rates) {
  NetworkSpec spec;
  spec.homing.prefix = false;
  for (const RoutingIndicator indicator : random_indicators(random, relays + posts)) {
    StationSpec station{indicator, spec.stations.size() < relays, {}, {}, {}, {}, {}};
    if (station.relay && random.one_in(3)) station.switching = 500'000'000;
    spec.stations.push_back(station);
  }
  const auto connect = [&](std::uint32_t a, std::uint32_t b) {
    LinkSpec circuit{spec.stations[a].ri, spec.stations[b].ri, {}, {}, {}};
    circuit.circuit.rate = rates[random.below(static_cast<std::uint32_t>(rates.size()))];
    if (random.one_in(4)) circuit.circuit.propagation = 250'000'000;
    spec.links.push_back(circuit);
  };
  for (std::uint32_t i = 1; i < relays; ++i) connect(random.below(i), i);
  for (std::uint32_t i = 0; relays > 1 && i < relays; ++i) {
    const std::uint32_t a = random.below(relays);
    const std::uint32_t b = random.below(relays);
    if (a != b) connect(a, b);
  }
  for (std::uint32_t i = relays; i < relays + posts; ++i) {
    connect(i, random.below(relays));
    if (random.one_in(4)) connect(random.below(relays), i);
  }
  return spec;
}

}  // namespace torntape::topology::testing
