#include "sim/storage.hpp"

#include <stdexcept>

namespace torntape::sim {

std::uint32_t Cells::append_line() {
  if (cells_.size() >= kNone - 1) throw std::length_error("a replication holds too many messages and copies at a time");
  return static_cast<std::uint32_t>(cells_.append(2));
}

void Cells::give_line_to_copies() {
  const std::uint32_t first = append_line();
  new (&copy(first)) Copy{};
  new (&copy(first + 1)) Copy{};
  copy(first).next = first + 1;
  free_copies_ = first;
}

}  // namespace torntape::sim
