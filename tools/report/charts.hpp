#pragma once

#include <string>
#include <vector>

#include "tools/report/distribution.hpp"

namespace torntape::tools {

/// The times that a distribution's axis shows, and where in the drawing: what a script needs to read values off it.
struct TimeAxis {
  double from = 1, to = 10;                         ///< seconds, at the left and the right end, logarithmic between
  double left = 0, right = 0, top = 0, bottom = 0;  ///< of the field, in the drawing's units

  double x(double seconds) const;
};

/// The axis of a chart of `distribution`, the objectives on it too.
TimeAxis time_axis(const Distribution& distribution);

/// The marks of an axis between two times (seconds): 1 s, 10 s, 1 min, 10 min, 1 h, 1 day and what lies beyond.
std::vector<double> time_marks(double from, double to);

/// A drawing of the shares delivered within a time, by precedence: lines with their band over replications, a vertical
/// line an objective. SVG whose colours come from the page's style.
std::string distribution_chart(const Distribution& distribution, const std::string& title);

/// A row of a chart of bars.
struct Bar {
  std::string name;
  double share = 0;  ///< drawn on a scale from 0 to 1
  std::string share_text;
  double wait = 0;  ///< drawn on a scale from 0 to the longest
  std::string wait_text;
};

/// Two columns of bars side by side under their titles.
std::string bar_chart(const std::vector<Bar>& bars, const std::string& title, const std::string& share_title,
                      const std::string& wait_title);

/// A row of a chart of changes: an estimate and its interval, as shares of the baseline's figure.
struct Shift {
  std::string name;
  std::string style;  ///< the class of its precedence
  double value = 0, low = 0, high = 0;
  bool real = false;
};

/// Points with their intervals around a line at no change.
std::string shift_chart(const std::vector<Shift>& shifts, const std::string& title);

/// The class of what belongs to a precedence: `p-Z`, `p-O`, `p-P`, `p-R`.
std::string style_of(sim::Precedence precedence);

}  // namespace torntape::tools
