#pragma once

#include <functional>
#include <string>
#include <vector>

#include "topology/picture.hpp"

namespace torntape::tools {

/// Five colours, from light to dark, for the figures from 0 to `most`: sequential, told apart by the colour-blind and
/// in grey (after ColorBrewer's OrRd).
class Scale {
 public:
  /// Up to the least of 1, 2, 2.5, 5 or 7.5 times a power of ten that is not below `most`; times of a minute and more
  /// in whole minutes or hours.
  static Scale up_to(double most);
  /// Of the share of its time that a circuit is used, the same of every network: steps of 20 %.
  static Scale of_utilization() { return Scale({0.2, 0.4, 0.6, 0.8}); }
  /// With these upper bounds of the first four classes.
  explicit Scale(std::vector<double> bounds) : bounds_(std::move(bounds)) {}

  std::string colour(double value) const;
  /// A legend of the classes: `text` says what a bound is.
  std::vector<topology::Picture::Key> legend(topology::Picture::Key::Of of, const std::string& what,
                                             const std::function<std::string(double)>& text) const;

 private:
  std::vector<double> bounds_;
};

}  // namespace torntape::tools
