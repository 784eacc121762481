#include "tools/report/charts.hpp"

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "tools/text.hpp"
#include "topology/drawing.hpp"

namespace torntape::tools {
namespace {

using topology::xml_text;

constexpr double kWidth = 760;

/// A drawing that grows piece by piece.
class Svg {
 public:
  Svg(const std::string& style, const std::string& title, double height) {
    add("<svg class=\"chart {0}\" viewBox=\"0 0 {1:.0f} {2:.0f}\" role=\"img\" aria-label=\"{3}\"><title>{3}</title>\n",
        style, kWidth, height, xml_text(title));
  }
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
  }
  void text(double x, double y, const std::string& style, const std::string& words) {
    add("<text class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", style, x, y, xml_text(words));
  }
  void line(double x1, double y1, double x2, double y2, const std::string& style) {
    add("<path class=\"{}\" d=\"M{:.1f},{:.1f}L{:.1f},{:.1f}\"/>\n", style, x1, y1, x2, y2);
  }
  std::string end() {
    text_ += "</svg>\n";
    return std::move(text_);
  }

 private:
  std::string text_;
};

std::string path(const std::vector<std::pair<double, double>>& points) {
  std::string text;
  for (const auto& [x, y] : points) text += fmt::format("{}{:.1f},{:.1f}", text.empty() ? "M" : "L", x, y);
  return text;
}

/// The field of a distribution, its grid and the axes' figures.
void add_field(const TimeAxis& axis, Svg& svg) {
  for (int percent = 0; percent <= 100; percent += 25) {
    const double y = axis.bottom - (axis.bottom - axis.top) * percent / 100;
    svg.line(axis.left, y, axis.right, y, "grid");
    svg.text(axis.left - 8, y + 4, "end", fmt::format("{} %", percent));
  }
  for (const double mark : time_marks(axis.from, axis.to)) {
    svg.line(axis.x(mark), axis.top, axis.x(mark), axis.bottom, "grid");
    svg.text(axis.x(mark), axis.bottom + 16, "middle", readable_span(mark));
  }
  svg.text((axis.left + axis.right) / 2, axis.bottom + 34, "middle", "time from filing to delivery");
}

void add_curve(const TimeAxis& axis, const Distribution& distribution, const Curve& curve, Svg& svg) {
  const auto y = [&](double share) { return axis.bottom - (axis.bottom - axis.top) * share; };
  const std::string style = style_of(curve.precedence);
  const std::vector<double>& times = distribution.times;
  if (!curve.low.empty()) {
    std::vector<std::pair<double, double>> rim;
    for (std::size_t i = 0; i < times.size(); ++i) rim.emplace_back(axis.x(times[i]), y(curve.high[i]));
    for (std::size_t i = times.size(); i-- > 0;) rim.emplace_back(axis.x(times[i]), y(curve.low[i]));
    svg.add("<path class=\"band {}\" d=\"{}Z\"/>\n", style, path(rim));
  }
  std::vector<std::pair<double, double>> line;
  for (std::size_t i = 0; i < times.size(); ++i) line.emplace_back(axis.x(times[i]), y(curve.share[i]));
  line.emplace_back(axis.right, y(curve.share.back()));
  svg.add("<path class=\"curve {}\" d=\"{}\"/>\n", style, path(line));
}

/// Vertical lines, each with a name; names that would touch stand below each other.
void add_objectives(const TimeAxis& axis, const std::vector<Curve>& curves, Svg& svg) {
  double above = axis.bottom - 12;
  for (auto curve = curves.rbegin(); curve != curves.rend(); ++curve) {
    const double x = axis.x(curve->objective);
    const std::string style = style_of(curve->precedence);
    svg.line(x, axis.top, x, axis.bottom, "objective " + style);
    const bool leftward = x > (axis.left + axis.right) / 2;
    svg.add("<text class=\"label {} {}\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", leftward ? "end" : "start", style,
            leftward ? x - 5 : x + 5, above,
            fmt::format("{} in {}", topology::word(curve->precedence), readable_span(curve->objective)));
    above -= 16;
  }
}

void add_legend(const TimeAxis& axis, const std::vector<Curve>& curves, Svg& svg) {
  double x = axis.left;
  for (const Curve& curve : curves) {
    const std::string style = style_of(curve.precedence);
    svg.add("<path class=\"curve {}\" d=\"M{:.1f},{:.1f}h30\"/>\n", style, x, axis.bottom + 54);
    svg.text(x + 36, axis.bottom + 58, "start", std::string(topology::word(curve.precedence)));
    x += 130;
  }
}

}  // namespace

std::string style_of(sim::Precedence precedence) {
  return std::string("p-") + topology::letter(precedence);
}

double TimeAxis::x(double seconds) const {
  return left + (right - left) * std::log(std::clamp(seconds, from, to) / from) / std::log(to / from);
}

TimeAxis time_axis(const Distribution& distribution) {
  TimeAxis axis{distribution.times.front(), distribution.times.back(), 56, kWidth - 20, 14, 310};
  for (const Curve& curve : distribution.curves) {
    axis.from = std::min(axis.from, curve.objective / 1.2);
    axis.to = std::max(axis.to, curve.objective * 1.2);
  }
  return axis;
}

std::vector<double> time_marks(double from, double to) {
  std::vector<double> marks;
  for (double mark = 1e-6; mark < 1.5; mark *= 10) marks.push_back(mark);
  for (const double mark : {10.0, 60.0, 600.0, 3600.0, 6 * 3600.0, 86'400.0}) marks.push_back(mark);
  for (double mark = 864'000; mark < 1e10; mark *= 10) marks.push_back(mark);
  marks.erase(std::remove_if(marks.begin(), marks.end(), [&](double mark) { return mark < from || mark > to; }),
              marks.end());
  return marks;
}

std::string distribution_chart(const Distribution& distribution, const std::string& title) {
  const TimeAxis axis = time_axis(distribution);
  Svg svg("distribution", title, axis.bottom + 70);
  add_field(axis, svg);
  for (const Curve& curve : distribution.curves) add_curve(axis, distribution, curve, svg);
  add_objectives(axis, distribution.curves, svg);
  add_legend(axis, distribution.curves, svg);
  return svg.end();
}

std::string bar_chart(const std::vector<Bar>& bars, const std::string& title, const std::string& share_title,
                      const std::string& wait_title) {
  constexpr double kRow = 20;
  constexpr double kTop = 24;
  constexpr double kShare = 190;
  constexpr double kWait = 490;
  constexpr double kBar = 190;
  Svg svg("bars", title, kTop + kRow * static_cast<double>(bars.size()) + 6);
  svg.text(kShare, 14, "start strong", share_title);
  svg.text(kWait, 14, "start strong", wait_title);
  double longest = 1e-12;
  for (const Bar& bar : bars) longest = std::max(longest, bar.wait);
  double y = kTop;
  for (const Bar& bar : bars) {
    svg.text(kShare - 8, y + 14, "end", bar.name);
    svg.add("<rect class=\"rest\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"14\"/>\n", kShare, y + 3, kBar);
    svg.add("<rect class=\"use\" x=\"{}\" y=\"{}\" width=\"{:.1f}\" height=\"14\"/>\n", kShare, y + 3,
            kBar * std::clamp(bar.share, 0.0, 1.0));
    svg.text(kShare + kBar + 6, y + 14, "start", bar.share_text);
    svg.add("<rect class=\"wait\" x=\"{}\" y=\"{}\" width=\"{:.1f}\" height=\"14\"/>\n", kWait, y + 3,
            kBar * bar.wait / longest);
    svg.text(kWait + kBar * bar.wait / longest + 6, y + 14, "start", bar.wait_text);
    y += kRow;
  }
  return svg.end();
}

std::string shift_chart(const std::vector<Shift>& shifts, const std::string& title) {
  constexpr double kRow = 22;
  constexpr double kTop = 26;
  constexpr double kLeft = 260;
  double most = 0.01;
  for (const Shift& shift : shifts) most = std::max({most, std::abs(shift.low), std::abs(shift.high)});
  most = std::min(most, 10.0) * 1.05;
  const double middle = (kLeft + kWidth - 20) / 2;
  const double half = (kWidth - 20 - kLeft) / 2;
  const auto x = [&](double share) { return middle + half * std::clamp(share / most, -1.0, 1.0); };
  Svg svg("shifts", title, kTop + kRow * static_cast<double>(shifts.size()) + 8);
  const double bottom = kTop + kRow * static_cast<double>(shifts.size());
  for (const double mark : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
    svg.line(x(mark * most), kTop - 6, x(mark * most), bottom, mark == 0 ? "zero" : "grid");
    const char* style = mark == 1 ? "end" : mark == -1 ? "start" : "middle";
    svg.text(x(mark * most), 14, style, fmt::format("{:+.3g} %", mark * most * 100));
  }
  double y = kTop;
  for (const Shift& shift : shifts) {
    const std::string style = shift.style + (shift.real ? " real" : "");
    svg.text(kLeft - 10, y + 14, "end", shift.name);
    svg.line(x(shift.low), y + 10, x(shift.high), y + 10, "whisker " + style);
    svg.add("<circle class=\"point {}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\"/>\n", style, x(shift.value), y + 10);
    y += kRow;
  }
  return svg.end();
}

}  // namespace torntape::tools
