#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "topology/network.hpp"

namespace torntape::topology {

/// Searches routes, of the kind that Routes describes, among some stations of a network over the circuits between them.
/// Not to be shared by threads.
class RouteSearch {
 public:
  /// `stations` without doubles; `network` is to outlive this.
  RouteSearch(const Network& network, std::span<const StationId> stations);
  ~RouteSearch();
  RouteSearch(const RouteSearch&) = delete;
  RouteSearch& operator=(const RouteSearch&) = delete;
  RouteSearch(RouteSearch&&) noexcept;
  RouteSearch& operator=(RouteSearch&&) noexcept;

  /// By place among the stations: the circuit that leads from each to `to`, one of them, on a route that takes none of
  /// `avoided`; kNone where there is no such route, and at `to` itself. Holds until the next call. O(E log V).
  std::span<const CircuitId> ways_to(StationId to, std::span<const CircuitId> avoided);
  std::size_t size() const;
  /// The place of a station; kNone where it is none of them.
  std::uint32_t place(StationId station) const;

 private:
  struct Core;
  std::unique_ptr<Core> core_;
};

}  // namespace torntape::topology
