#include "tools/cells.hpp"

#include "tools/text.hpp"

namespace torntape::tools {

Cell time_cell(double seconds) {
  return {readable_seconds(seconds), exact_number(seconds)};
}

Cell within_cell(double share) {
  return {readable_share(share), exact_number(share), share, share < 1 ? Cell::Tone::bad : Cell::Tone::plain};
}

Cell interval_cell(const std::optional<std::pair<double, double>>& interval) {
  return {readable_interval(interval), ""};
}

}  // namespace torntape::tools
