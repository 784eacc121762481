#include "sim/delivery_order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <tuple>

namespace torntape::sim {
namespace {

/// By addressee: its place among all in order of station's indicator and name.
std::vector<std::uint32_t> ranks_of(const topology::Network& network, const topology::Directory& directory) {
  std::vector<topology::AddresseeId> ids(directory.size());
  std::iota(ids.begin(), ids.end(), 0U);
  const auto key = [&](topology::AddresseeId id) {
    return std::tuple(network.stations()[directory.station(id)].ri, std::string_view(directory.name(id)));
  };
  std::sort(ids.begin(), ids.end(), [&](auto a, auto b) { return key(a) < key(b); });
  std::vector<std::uint32_t> ranks(ids.size());
  for (std::uint32_t i = 0; i < ids.size(); ++i) ranks[ids[i]] = i;
  return ranks;
}

/// Row `order[i]` comes to place i.
void permute(std::vector<DeliveryRow>& rows, std::vector<std::uint32_t>& order) {
  for (std::uint32_t start = 0; start < order.size(); ++start) {
    if (order[start] == start) continue;
    const DeliveryRow first = rows[start];
    std::uint32_t at = start;
    while (order[at] != start) {
      const std::uint32_t next = order[at];
      rows[at] = rows[next];
      order[at] = at;
      at = next;
    }
    rows[at] = first;
    order[at] = at;
  }
}

}  // namespace

void put_in_order(std::vector<DeliveryRow>& rows, const topology::Network& network,
                  const topology::Directory& directory) {
  if (rows.size() < 2) return;
  const std::vector<std::uint32_t> ranks = ranks_of(network, directory);
  const auto [first, last] = std::minmax_element(
      rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.delivered < b.delivered; });
  const Time begin = first->delivered;
  const auto span = static_cast<std::uint64_t>(last->delivered - begin);
  const std::size_t most = rows.size() / 4 + 1;
  unsigned shift = 0;
  while (span >> shift >= most) ++shift;
  const auto slice = [&](const DeliveryRow& row) { return static_cast<std::uint64_t>(row.delivered - begin) >> shift; };

  std::vector<std::uint32_t> starts(static_cast<std::size_t>(span >> shift) + 2, 0);
  for (const DeliveryRow& row : rows) ++starts[slice(row) + 1];
  std::partial_sum(starts.begin(), starts.end(), starts.begin());
  std::vector<std::uint32_t> order(rows.size());
  for (std::uint32_t i = 0; i < rows.size(); ++i) order[starts[slice(rows[i])]++] = i;
  std::uint32_t from = 0;
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    std::sort(order.begin() + from, order.begin() + starts[i], [&](std::uint32_t a, std::uint32_t b) {
      const DeliveryRow& x = rows[a];
      const DeliveryRow& y = rows[b];
      if (x.delivered != y.delivered) return x.delivered < y.delivered;
      if (x.message != y.message) return x.message < y.message;
      return ranks[x.addressee] < ranks[y.addressee];
    });
    from = starts[i];
  }
  permute(rows, order);
}

}  // namespace torntape::sim
