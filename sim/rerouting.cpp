#include "sim/rerouting.hpp"

#include <algorithm>
#include <tuple>

namespace torntape::sim {
namespace {

using topology::CircuitId;
using topology::Destination;
using topology::Share;

constexpr auto kLater = [](const auto& a, const auto& b) {
  return std::tie(a.due, a.circuit) > std::tie(b.due, b.circuit);
};

}  // namespace

Rerouting::Rerouting(const Plan& plan, std::uint32_t number)
    : network_(plan.network),
      any_(plan.handling.reroute_from.has_value()),
      after_(plan.handling.reroute_after),
      backlog_(plan.handling.reroute_backlog),
      detours_(plan.network, plan.routes) {
  for (std::size_t i = 0; i < barred_.size(); ++i) {
    barred_[i] = detours_.avoiding(plan.gate.barred(static_cast<topology::Classification>(i)));
  }
  if (!any_) return;
  from_ = static_cast<std::uint32_t>(*plan.handling.reroute_from);
  const OutageSchedule none{Draws(plan.seed, number)};
  std::vector<OutageSchedule> schedules(plan.network.circuits().size(), none);
  for (const Fault& fault : plan.faults) {
    for (const CircuitId id : fault.circuits) schedules[id].add(fault);
  }
  for (CircuitId id = 0; id < schedules.size(); ++id) {
    Leaving leaving{kNever, id, schedules[id]};
    if (find_next(leaving)) leaving_.push_back(std::move(leaving));
  }
  std::make_heap(leaving_.begin(), leaving_.end(), kLater);
}

/// False where no further outage lasts long enough.
bool Rerouting::find_next(Leaving& leaving) const {
  while (true) {
    const Outage outage = leaving.schedule.next();
    if (outage.from == kNever) return false;
    if (outage.to - outage.from <= after_) continue;
    leaving.due = outage.from + after_;
    return true;
  }
}

/// Copies that are no more keep theirs in use until another takes their place.
void Rerouting::forget_unused() {
  std::vector<bool> used(detours_.size(), false);
  for (const topology::DetourId id : barred_) used[id] = true;
  for (const topology::DetourId id : detours_of_) used[id] = true;
  const std::vector<topology::DetourId> numbers = detours_.forget_others(used);
  for (topology::DetourId& id : barred_) id = numbers[id];
  for (topology::DetourId& id : detours_of_) id = numbers[id];
  many_ = std::max(kMany, 2 * detours_.size());
}

CircuitId Rerouting::take_leaving() {
  std::pop_heap(leaving_.begin(), leaving_.end(), kLater);
  const CircuitId circuit = leaving_.back().circuit;
  if (find_next(leaving_.back())) {
    std::push_heap(leaving_.begin(), leaving_.end(), kLater);
  } else {
    leaving_.pop_back();
  }
  return circuit;
}

std::uint32_t Rerouting::put_reroutable_last(std::uint32_t copy, CircuitId circuit, std::span<Destination> line) {
  const topology::DetourId detour = detours_.avoiding(detours_of_[copy], circuit);
  const StationId at = network_.circuits()[circuit].from;
  const auto stays = [&](const Destination& destination) {
    return detours_.next(detour, at, destination.station) == topology::kNone;
  };
  const auto rest_end = std::stable_partition(line.begin(), line.end(), stays);
  return static_cast<std::uint32_t>(rest_end - line.begin());
}

std::vector<Share> Rerouting::split(std::uint32_t copy, StationId station, std::span<Destination> line) {
  struct Hop {
    CircuitId circuit;
    topology::RoutingIndicator first;
    std::vector<Destination> destinations;
  };
  std::vector<Hop> hops;
  for (const Destination& destination : line) {
    const CircuitId circuit = detours_.next(detours_of_[copy], station, destination.station);
    const topology::RoutingIndicator ri = network_.stations()[destination.station].ri;
    const auto hop = std::find_if(hops.begin(), hops.end(), [&](const Hop& one) { return one.circuit == circuit; });
    if (hop == hops.end()) {
      hops.push_back({circuit, ri, {destination}});
    } else {
      hop->first = std::min(hop->first, ri);
      hop->destinations.push_back(destination);
    }
  }
  std::sort(hops.begin(), hops.end(), [](const Hop& a, const Hop& b) { return a.first < b.first; });
  std::vector<Share> shares;
  std::uint32_t first = 0;
  for (const Hop& hop : hops) {
    const auto count = static_cast<std::uint32_t>(hop.destinations.size());
    shares.push_back({hop.circuit, first, count});
    std::copy(hop.destinations.begin(), hop.destinations.end(), line.begin() + first);
    first += count;
  }
  return shares;
}

}  // namespace torntape::sim
