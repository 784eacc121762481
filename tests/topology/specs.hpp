#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "topology/network.hpp"

namespace torntape::topology::testing {

/// The indicator spelled by `letters`, which must be one.
RoutingIndicator ri(std::string_view letters);

/// A place in the file test.yaml.
Place at(int line, int column);

/// Specifications in one line each.
StationSpec relay(std::string_view letters);
StationSpec post(std::string_view letters);
LinkSpec link(std::string_view a, std::string_view b);

/// The network of `spec`, which must have no error.
Network built(const NetworkSpec& spec);

/// `file:line:column: error: ...` of every problem of building `spec`, in order; empty where it can be built.
std::vector<std::string> errors_of(const NetworkSpec& spec);

/// Random numbers that are the same with every standard library.
class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  /// Uniform (near enough) from 0 to `bound` - 1.
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(engine_() % bound); }
  bool one_in(std::uint32_t n) { return below(n) == 0; }
  std::uint64_t bits() { return static_cast<std::uint64_t>(engine_()) << 32 | engine_(); }

 private:
  std::mt19937 engine_;
};

/// `count` different indicators of four to eight letters out of the first few of the alphabet, so that many are near
/// each other and prefixes of each other; in no order.
std::vector<RoutingIndicator> random_indicators(Random& random, std::size_t count);

/// A connected network of relays in a random tree with chords, and posts, some with several circuits; every indicator
/// of its own kind, in no order. Rates out of `rates`.
NetworkSpec random_network(Random& random, std::uint32_t relays, std::uint32_t posts, const std::vector<double>& rates);

}  // namespace torntape::topology::testing
