#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

namespace torntape::sim {

/// An array of plain items that grows at its end. Unlike std::vector it never holds two copies of itself while it
/// grows: the system moves large blocks by moving their pages, so that a backlog of millions costs what its items take.
/// The first item stands at a multiple of kAlignment bytes.
template <class Item, std::size_t kAlignment = alignof(Item)>
class Growing {
 public:
  static_assert(std::is_trivially_copyable_v<Item>);

  Growing() = default;
  Growing(const Growing&) = delete;
  Growing& operator=(const Growing&) = delete;
  Growing(Growing&& other) noexcept { swap(other); }
  Growing& operator=(Growing&& other) noexcept {
    swap(other);
    return *this;
  }
  void swap(Growing& other) noexcept {
    std::swap(block_, other.block_);
    std::swap(offset_, other.offset_);
    std::swap(items_, other.items_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }
  ~Growing() { std::free(block_); }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Item* data() { return items_; }
  const Item* data() const { return items_; }
  Item& operator[](std::size_t i) { return items_[i]; }
  const Item& operator[](std::size_t i) const { return items_[i]; }
  Item* begin() { return items_; }
  Item* end() { return items_ + size_; }
  const Item* begin() const { return items_; }
  const Item* end() const { return items_ + size_; }

  /// Forgets all items; what they took is kept.
  void clear() { size_ = 0; }
  [[gnu::always_inline]] void push_back(const Item item) {
    if (size_ == capacity_) [[unlikely]]
      reserve(size_ + 1);
    new (items_ + size_++) Item(item);
  }

  /// Makes room for `count` more items, each as Item{}, and returns the place of the first. Throws std::bad_alloc.
  std::size_t append(std::size_t count) {
    if (size_ + count > capacity_) reserve(size_ + count);
    const std::size_t first = size_;
    for (; size_ < first + count; ++size_) new (items_ + size_) Item{};
    return first;
  }

 private:
  [[gnu::noinline]] void reserve(std::size_t least) {
    std::size_t capacity = capacity_ + capacity_ / 2 + 64;
    if (capacity < least) capacity = least;
    const std::size_t room = capacity * sizeof(Item) + (kApart ? kAlignment : 0);
    void* const moved = std::realloc(block_, room);
    if (moved == nullptr) throw std::bad_alloc();
    const std::size_t before = offset_;
    block_ = moved;
    offset_ = kApart ? kAlignment - reinterpret_cast<std::uintptr_t>(moved) % kAlignment : 0;
    auto* const bytes = static_cast<std::byte*>(moved);
    if (offset_ != before) std::memmove(bytes + offset_, bytes + before, size_ * sizeof(Item));
    items_ = reinterpret_cast<Item*>(bytes + offset_);
    capacity_ = capacity;
  }

  /// std::realloc does not align as wanted.
  static constexpr bool kApart = kAlignment > alignof(std::max_align_t);

  void* block_ = nullptr;
  std::size_t offset_ = 0;  ///< of the first item in the block
  Item* items_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace torntape::sim
