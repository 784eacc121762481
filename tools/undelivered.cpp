#include "tools/undelivered.hpp"

#include <fmt/core.h>

#include "tools/text.hpp"

namespace torntape::tools {

std::string undelivered_by_precedence(const sim::Summary& summary) {
  std::string text;
  for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
    const auto precedence = static_cast<sim::Precedence>(p);
    const std::uint64_t missing = summary.undelivered_by[p][0] + summary.undelivered_by[p][1];
    if (missing == 0) continue;
    std::uint64_t due = missing;
    for (const sim::LatencyRow& row : summary.latency) {
      if (row.precedence == precedence && !row.role) due += row.n;
    }
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {} of {}", topology::word(precedence), readable_count(missing), readable_count(due));
  }
  return text;
}

}  // namespace torntape::tools
