#include "topology/segregation.hpp"

#include <algorithm>

namespace torntape::topology {

Segregator::Segregator(const Network& network, const Routes& routes)
    : routes_(&routes), share_of_(network.circuits().size() + 1), stamp_(network.circuits().size() + 1, 0) {}

std::span<const Share> Segregator::split(StationId station, std::span<Destination> line) {
  shares_.clear();
  if (line.empty()) return shares_;
  const CircuitId first = routes_->next(station, line[0].station);
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (routes_->next(station, line[i].station) != first) return several(station, line);
  }
  shares_.push_back({first, 0, static_cast<std::uint32_t>(line.size())});
  return shares_;
}

std::span<const Share> Segregator::several(StationId station, std::span<Destination> line) {
  ++call_;
  chosen_.clear();
  for (const Destination& destination : line) {
    const CircuitId circuit = routes_->next(station, destination.station);
    const std::size_t key = circuit == kNone ? stamp_.size() - 1 : circuit;
    if (stamp_[key] != call_) {
      stamp_[key] = call_;
      share_of_[key] = static_cast<std::uint32_t>(shares_.size());
      shares_.push_back({circuit, 0, 0});
    }
    chosen_.push_back(share_of_[key]);
    ++shares_[share_of_[key]].count;
  }
  for (std::size_t i = 1; i < shares_.size(); ++i) shares_[i].first = shares_[i - 1].first + shares_[i - 1].count;
  sorted_.assign(line.begin(), line.end());
  for (Share& share : shares_) share.count = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    Share& share = shares_[chosen_[i]];
    line[share.first + share.count++] = sorted_[i];
  }
  return shares_;
}

}  // namespace torntape::topology
