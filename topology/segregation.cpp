#include "topology/segregation.hpp"

#include <algorithm>

namespace torntape::topology {

Segregator::Segregator(const Network& network) : marks_(network.circuits().size() + 1) {}

std::span<const Share> Segregator::split(const Routes& routes, StationId station, std::span<Destination> line,
                                         Order order) {
  if (shares_.size() < line.size()) shares_.resize(line.size());
  // Runs of destinations with one next hop; which it is cannot be foreseen, so there is no branch on it.
  const Routes::Fork fork = routes.fork(station);
  Share* const shares = shares_.data();
  std::size_t run = 0;
  CircuitId last = fork.next(line[0].station);
  shares[0] = {last, 0, 1};
  for (std::uint32_t i = 1; i < line.size(); ++i) {
    const CircuitId next = fork.next(line[i].station);
    run += static_cast<std::size_t>(next != last);
    shares[run].circuit = next;
    shares[run].count = i + 1;  // where the run ends, for now
    last = next;
  }
  for (std::size_t i = run; i > 0; --i) {
    shares[i].first = shares[i - 1].count;
    shares[i].count -= shares[i].first;
  }
  std::size_t runs = run + 1;
  if (runs < 3) return {shares, runs};
  if (order == Order::free && shares[0].circuit == last) {
    // What lies behind one circuit may have been cut in two by where the order begins.
    const std::uint32_t moved = shares[run].count;
    std::rotate(line.begin(), line.end() - moved, line.end());
    shares[0].count += moved;
    --runs;
    for (std::size_t i = 1; i < runs; ++i) shares[i].first += moved;
  }
  return some_twice(runs) ? regroup(routes, station, line) : std::span<const Share>{shares, runs};
}

/// Whether two of the runs have one next hop.
bool Segregator::some_twice(std::size_t runs) {
  ++call_;
  bool twice = false;
  for (std::size_t i = 0; i < runs; ++i) {
    std::uint64_t& call = mark_of(shares_[i].circuit).call;
    twice |= call == call_;
    call = call_;
  }
  return twice;
}

std::span<const Share> Segregator::regroup(const Routes& routes, StationId station, std::span<Destination> line) {
  const Routes::Fork fork = routes.fork(station);
  next_.resize(std::max(next_.size(), line.size()));
  sorted_.resize(next_.size());
  std::uint32_t count = 0;
  ++call_;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const CircuitId circuit = fork.next(line[i].station);
    Mark& mark = mark_of(circuit);
    if (mark.call != call_) {
      mark = {call_, count};
      shares_[count++] = {circuit, 0, 0};
    }
    next_[i] = mark.share;
    ++shares_[mark.share].count;
    sorted_[i] = line[i];
  }
  std::uint32_t first = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    shares_[i].first = first;
    first += shares_[i].count;
    shares_[i].count = 0;
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    Share& share = shares_[next_[i]];
    line[share.first + share.count++] = sorted_[i];
  }
  return {shares_.data(), count};
}

}  // namespace torntape::topology
