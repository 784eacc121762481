#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/arrival.hpp"
#include "sim/growing.hpp"

namespace torntape::sim {

/// Sorts arrivals by time. They are dealt out to about as many equal parts of their stretch of time: where they are
/// spread over it, the time taken grows with their number alone. A part in which many fall is sorted by itself.
class SortByTime {
 public:
  /// All are due from `from` on, before `from` + 2^`bits`. Equal times stand in any order.
  void operator()(Growing<Arrival>& arrivals, Time from, int bits) {
    if (arrivals.size() > kFew) deal(arrivals, from, bits);
    insertion_sort(arrivals.data(), arrivals.size());
  }

 private:
  static constexpr std::size_t kFew = 24;

  void deal(Growing<Arrival>& arrivals, Time from, int bits) {
    const int parts = std::min(bits, static_cast<int>(std::bit_width(arrivals.size())));
    const int shift = bits - parts;
    const auto part = [&](const Arrival& arrival) { return static_cast<std::size_t>(arrival.due - from) >> shift; };
    ends_.assign((std::size_t{1} << parts) + 1, 0);
    for (const Arrival& arrival : arrivals) ++ends_[part(arrival) + 1];
    for (std::size_t i = 1; i < ends_.size(); ++i) ends_[i] += ends_[i - 1];
    dealt_.clear();
    dealt_.append(arrivals.size());
    for (const Arrival& arrival : arrivals) dealt_[ends_[part(arrival)]++] = arrival;
    arrivals.swap(dealt_);
    std::uint32_t begin = 0;
    for (const std::uint32_t end : ends_) {
      if (end - begin > kFew) {
        std::sort(arrivals.data() + begin, arrivals.data() + end,
                  [](const Arrival& a, const Arrival& b) { return a.due < b.due; });
      }
      begin = end;
    }
  }
  static void insertion_sort(Arrival* arrivals, std::size_t count) {
    for (std::size_t i = 1; i < count; ++i) {
      const Arrival arrival = arrivals[i];
      std::size_t place = i;
      for (; place > 0 && arrival.due < arrivals[place - 1].due; --place) arrivals[place] = arrivals[place - 1];
      arrivals[place] = arrival;
    }
  }

  std::vector<std::uint32_t> ends_;
  Growing<Arrival> dealt_;
};

}  // namespace torntape::sim
