#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "topology/network.hpp"
#include "topology/routes.hpp"

namespace torntape::topology {

/// One indicator of a routing line: the station to reach, and what its owner needs to know of it.
struct Destination {
  StationId station = kNone;
  std::uint32_t tag = 0;
};

/// One copy's share of a routing line: the circuit it takes and the destinations it is answerable for, as a range of
/// the line that was split. kNone for the station's own.
struct Share {
  CircuitId circuit = kNone;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// Splits routing lines (ACP 127(G) 303).
class Segregator {
 public:
  Segregator(const Network& network, const Routes& routes);

  /// Splits `line` at `station` into one share a next hop, in order of first mention, and puts the destinations of each
  /// share next to each other. They keep their order; each is in exactly one share. O(destinations); allocates nothing
  /// once it has seen a line as long. The answer holds until the next call.
  std::span<const Share> split(StationId station, std::span<Destination> line);

 private:
  /// A circuit's share in the call that set it.
  struct Mark {
    std::uint64_t call = 0;
    std::uint32_t share = 0;
  };
  std::span<const Share> several(std::span<Destination> line);

  const Routes* routes_;
  std::vector<Mark> marks_;  ///< by circuit, the station's own last
  std::uint64_t call_ = 0;
  std::vector<Share> shares_;
  std::vector<std::uint32_t> next_;  ///< by destination: its next circuit, then its share
  std::vector<Destination> sorted_;
};

}  // namespace torntape::topology
