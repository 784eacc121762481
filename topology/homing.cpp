#include "topology/homing.hpp"

#include <optional>
#include <string>

#include "topology/network.hpp"

namespace torntape::topology {
namespace {

std::optional<std::uint32_t> longest_relay_prefix(const NetworkSpec& spec, const IndicatorTable& ids,
                                                  RoutingIndicator ri) {
  for (std::size_t length = ri.size() - 1; length >= RoutingIndicator::kShortest; --length) {
    const auto found = ids.find(ri.prefix(length));
    if (found && spec.stations[*found].relay) return found;
  }
  return std::nullopt;
}

/// Where stations without a relay for a prefix home, if the specification names a place and it can serve.
std::optional<std::uint32_t> fallback(const NetworkSpec& spec, const IndicatorTable& ids, Problems& problems) {
  if (!spec.homing.otherwise) return std::nullopt;
  const auto found = ids.find(*spec.homing.otherwise);
  const std::string letters = spec.homing.otherwise->letters();
  if (!found) {
    problems.error(spec.homing.place, "homing: otherwise: " + letters + " is no station; name one of the relays");
    return std::nullopt;
  }
  if (!spec.stations[*found].relay) {
    problems.error(spec.homing.place,
                   "homing: otherwise: " + letters + " is no relay; name a relay, or give it relay: true");
    return std::nullopt;
  }
  return found;
}

void report_circles(const NetworkSpec& spec, const std::vector<std::uint32_t>& homes, Problems& problems) {
  enum class Mark : std::uint8_t { fresh, on_path, done };
  std::vector<Mark> marks(homes.size(), Mark::fresh);
  std::vector<std::uint32_t> path;
  for (std::uint32_t start = 0; start < homes.size(); ++start) {
    std::uint32_t at = start;
    path.clear();
    while (at != kNone && marks[at] == Mark::fresh) {
      marks[at] = Mark::on_path;
      path.push_back(at);
      at = homes[at];
    }
    if (at != kNone && marks[at] == Mark::on_path) {
      std::string circle = spec.stations[at].ri.letters();
      for (std::uint32_t next = homes[at]; next != at; next = homes[next]) {
        circle += " on " + spec.stations[next].ri.letters();
      }
      problems.error(spec.stations[at].place, "homing goes round in a circle: " + circle + " on " +
                                                  spec.stations[at].ri.letters() +
                                                  "; give one of them a circuit of its own");
    }
    for (const std::uint32_t station : path) marks[station] = Mark::done;
  }
}

void report_disconnected(const NetworkSpec& spec, StationSpec const& station, Problems& problems) {
  const std::string letters = station.ri.letters();
  if (station.circuit) problems.error(station.circuit->place, "circuit: " + letters + " does not home on any relay");
  problems.error(station.place, spec.homing.prefix
                                    ? letters +
                                          " is disconnected: it has no circuit, and no relay is a prefix of it; "
                                          "list a circuit, or say homing: {prefix: true, otherwise: RI}"
                                    : letters +
                                          " is disconnected: it has no circuit; list one under "
                                          "network.circuits, or say homing: prefix");
}

}  // namespace

std::vector<std::uint32_t> home_stations(const NetworkSpec& spec, const IndicatorTable& ids,
                                         const std::vector<bool>& has_circuit, Problems& problems) {
  std::vector<std::uint32_t> homes(spec.stations.size(), kNone);
  std::vector<bool> homed_on(spec.stations.size(), false);
  const auto otherwise = fallback(spec, ids, problems);
  for (std::uint32_t i = 0; i < spec.stations.size(); ++i) {
    const StationSpec& station = spec.stations[i];
    if (has_circuit[i] && station.circuit) {
      problems.error(station.circuit->place, "circuit: " + station.ri.letters() +
                                                 " has circuits of its own under network.circuits, so it does not "
                                                 "home; set them there");
    }
    if (has_circuit[i] || !spec.homing.prefix) continue;
    if (const auto relay = longest_relay_prefix(spec, ids, station.ri)) {
      homes[i] = *relay;
    } else if (otherwise && *otherwise != i) {
      homes[i] = *otherwise;
    }
    if (homes[i] != kNone) homed_on[homes[i]] = true;
  }
  const bool excused = spec.stations.size() == 1 || (spec.homing.otherwise && !otherwise);
  for (std::uint32_t i = 0; i < spec.stations.size() && !excused; ++i) {
    if (homes[i] == kNone && !has_circuit[i] && !homed_on[i]) report_disconnected(spec, spec.stations[i], problems);
  }
  report_circles(spec, homes, problems);
  return homes;
}

}  // namespace torntape::topology
