#pragma once

#include "sim/flow.hpp"
#include "sim/indicators.hpp"

namespace torntape::sim {

// The members of Flow for routing lines with more indicators than a transmission may have. Included by flow.cpp alone.

template <class Clock>
void Flow<Clock>::arrive_in_parts(const Arrival& arrival, Time now, bool more) {
  const Copy whole = store_.cells.copy(arrival.copy);
  const auto shares =
      segregator_.split(routes_of(whole), arrival.station, store_.line_of(store_.cells.copy(arrival.copy)));
  for (const topology::Share& share : shares) {
    std::uint32_t id = arrival.copy;
    if (share.first > 0) {
      id = store_.cells.take_copy();
      ++store_.cells.message(whole.message).copies;
    }
    join_in_parts(share.circuit, whole, id, share.first, share.count, now);
  }
  if (!more) settle_marked(now);
}

template <class Clock>
void Flow<Clock>::join_in_parts(CircuitId id, const Copy& whole, std::uint32_t first_id, std::uint32_t first,
                                std::uint32_t count, Time now) {
  std::vector<std::uint32_t> parts;
  for (std::uint32_t rest = count, begin = first; rest > 0;) {
    const std::uint32_t taken = share_of_line(whole, store_.destinations.at(whole.line.station + begin, rest));
    const std::uint32_t part_id = parts.empty() ? first_id : store_.cells.take_copy();
    if (!parts.empty()) {
      if constexpr (Clock::kInstantByInstant) {
        if (with_history_) made_of(part_id, first_id);
      }
      ++store_.cells.message(whole.message).copies;
    }
    Copy& part = store_.cells.copy(part_id);
    part = whole;
    store_.set_line(part, whole.line.station + begin, taken);
    parts.push_back(part_id);
    begin += taken;
    rest -= taken;
  }
  // Only now: a part that is turned away has a history of its own from then on.
  for (const std::uint32_t part : parts) join(id, part, now, true);
}

template <class Clock>
std::uint32_t Flow<Clock>::share_of_line(const Copy& whole, std::span<const Destination> line) {
  if (line.size() <= most_indicators_) return static_cast<std::uint32_t>(line.size());
  const auto group = [&](std::uint32_t i) { return indicator(plan_.network, store_, whole, line[i]).bits() >> 32; };
  std::uint32_t cut = most_indicators_;
  while (cut > 0 && group(cut - 1) == group(most_indicators_)) --cut;
  return cut > 0 ? cut : most_indicators_;
}

}  // namespace torntape::sim
