#include "topology/routing_indicator.hpp"

#include <bit>

namespace torntape::topology {

std::optional<RoutingIndicator> RoutingIndicator::parse(std::string_view text) {
  if (text.size() < kShortest || text.size() > kLongest) return std::nullopt;
  std::uint64_t bits = 0;
  for (const char c : text) {
    if (c < 'A' || c > 'Z') return std::nullopt;
    bits = bits << 8 | static_cast<unsigned char>(c);
  }
  return RoutingIndicator(bits << 8 * (kLongest - text.size()));
}

std::string RoutingIndicator::letters() const {
  std::string text;
  for (int shift = 56; shift >= 0; shift -= 8) {
    const char c = static_cast<char>(bits_ >> shift & 0xFF);
    if (c == 0) break;
    text += c;
  }
  return text;
}

std::size_t RoutingIndicator::size() const {
  return kLongest - static_cast<std::size_t>(std::countr_zero(bits_)) / 8;
}

RoutingIndicator RoutingIndicator::prefix(std::size_t count) const {
  return RoutingIndicator(bits_ & ~std::uint64_t{0} << 8 * (kLongest - count));
}

bool RoutingIndicator::below(RoutingIndicator prefix) const {
  return bits_ != prefix.bits_ && this->prefix(prefix.size()) == prefix;
}

bool RoutingIndicator::customary() const {
  const char first = static_cast<char>(bits_ >> 56);
  return first == 'R' || first == 'Q';
}

}  // namespace torntape::topology
