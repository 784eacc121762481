#include "tools/graph/scale.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace torntape::tools {
namespace {

constexpr std::array<const char*, 5> kColours{"#fdd49e", "#fdae6b", "#ef6548", "#c2261c", "#6b0000"};

}  // namespace

Scale Scale::up_to(double most) {
  if (!(most > 0)) most = 1;
  const double unit = most >= 3600 ? 3600 : most >= 120 ? 60 : 1;
  const double power = std::pow(10, std::floor(std::log10(most / unit)));
  double top = 10 * power * unit;
  for (const double step : {7.5, 5.0, 2.5, 2.0, 1.0}) {
    if (step * power * unit >= most) top = step * power * unit;
  }
  std::vector<double> bounds;
  for (int i = 1; i < static_cast<int>(kColours.size()); ++i) bounds.push_back(top * i / kColours.size());
  return Scale(std::move(bounds));
}

std::string Scale::colour(double value) const {
  const auto above = std::upper_bound(bounds_.begin(), bounds_.end(), value);
  return kColours.at(static_cast<std::size_t>(above - bounds_.begin()));
}

std::vector<topology::Picture::Key> Scale::legend(topology::Picture::Key::Of of, const std::string& what,
                                                  const std::function<std::string(double)>& text) const {
  std::vector<topology::Picture::Key> keys;
  for (std::size_t i = 0; i < kColours.size(); ++i) {
    const std::string range = i == 0                ? "below " + text(bounds_[0])
                              : i == bounds_.size() ? "from " + text(bounds_[i - 1])
                                                    : text(bounds_[i - 1]) + " to " + text(bounds_[i]);
    keys.push_back({of, kColours.at(i), std::string(what).append(" ").append(range)});
  }
  return keys;
}

}  // namespace torntape::tools
