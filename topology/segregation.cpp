#include "topology/segregation.hpp"

#include <algorithm>

namespace torntape::topology {

Segregator::Segregator(const Network& network, const Routes& routes)
    : routes_(&routes), marks_(network.circuits().size() + 1) {}

std::span<const Share> Segregator::split(StationId station, std::span<Destination> line) {
  shares_.clear();
  if (line.empty()) return shares_;
  if (next_.size() < line.size()) {
    next_.resize(line.size());
    sorted_.resize(line.size());
  }
  const CircuitId first = routes_->next(station, line[0].station);
  bool alike = true;
  next_[0] = first;
  for (std::size_t i = 1; i < line.size(); ++i) {
    next_[i] = routes_->next(station, line[i].station);
    alike &= next_[i] == first;
  }
  if (!alike) return several(line);
  shares_.push_back({first, 0, static_cast<std::uint32_t>(line.size())});
  return shares_;
}

std::span<const Share> Segregator::several(std::span<Destination> line) {
  ++call_;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::size_t key = next_[i] == kNone ? marks_.size() - 1 : next_[i];
    Mark& mark = marks_[key];
    if (mark.call != call_) {
      mark = {call_, static_cast<std::uint32_t>(shares_.size())};
      shares_.push_back({next_[i], 0, 0});
    }
    next_[i] = mark.share;
    ++shares_[mark.share].count;
    sorted_[i] = line[i];
  }
  std::uint32_t first = 0;
  for (Share& share : shares_) {
    share.first = first;
    first += share.count;
    share.count = 0;
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    Share& share = shares_[next_[i]];
    line[share.first + share.count++] = sorted_[i];
  }
  return shares_;
}

}  // namespace torntape::topology
