#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace torntape::topology {

/// What an undirected graph falls apart by losing one of.
struct Cuts {
  std::vector<std::uint32_t> vertices;  ///< articulation points, ascending
  std::vector<std::uint32_t> edges;     ///< bridges, as places in the list of edges, ascending
};

/// Of the graph of `vertices` vertices and `edges` between them, parallel ones among them. O(vertices + edges).
Cuts cuts_of(std::uint32_t vertices, std::span<const std::pair<std::uint32_t, std::uint32_t>> edges);

}  // namespace torntape::topology
