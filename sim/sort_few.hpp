#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

namespace torntape::sim {

/// Sorts what are mostly a few items by key(item), equal keys in any order.
template <class Item, class Key>
void sort_few(std::span<Item> items, Key&& key) {
  constexpr std::size_t kFew = 24;
  if (items.size() > kFew) {
    std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) { return key(a) < key(b); });
    return;
  }
  for (std::size_t i = 1; i < items.size(); ++i) {
    const Item item = items[i];
    std::size_t place = i;
    for (; place > 0 && key(item) < key(items[place - 1]); --place) items[place] = items[place - 1];
    items[place] = item;
  }
}

}  // namespace torntape::sim
