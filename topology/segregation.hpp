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

/// Whether the destinations of a line may change places, as they may where nobody will read it.
enum class Order : std::uint8_t { kept, free };

/// Splits routing lines (ACP 127(G) 303).
class Segregator {
 public:
  explicit Segregator(const Network& network);

  /// Splits `line`, which is not empty, at `station` into one share a next hop of `routes`, and puts the destinations
  /// of each share next to each other. Each is in exactly one share. With Order::kept they keep their order, and shares
  /// stand in order of first mention. O(destinations); allocates nothing once it has seen a line as long. The answer
  /// holds until the next call.
  std::span<const Share> split(const Routes& routes, StationId station, std::span<Destination> line,
                               Order order = Order::kept);

 private:
  /// A circuit's share in the call that set it.
  struct Mark {
    std::uint64_t call = 0;
    std::uint32_t share = 0;
  };
  bool some_twice(std::size_t runs);
  std::span<const Share> regroup(const Routes& routes, StationId station, std::span<Destination> line);
  Mark& mark_of(CircuitId circuit) { return marks_[circuit == kNone ? marks_.size() - 1 : circuit]; }

  std::vector<Mark> marks_;  ///< by circuit, the station's own last
  std::uint64_t call_ = 0;
  std::vector<Share> shares_;        ///< at least as many as the longest line has destinations
  std::vector<std::uint32_t> next_;  ///< by destination: its share
  std::vector<Destination> sorted_;
};

}  // namespace torntape::topology
