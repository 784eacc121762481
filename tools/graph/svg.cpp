#include "tools/graph/svg.hpp"

#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace torntape::tools {
namespace {

using topology::Picture;
using topology::xml_text;
using Kind = Picture::Kind;

constexpr double kTitle = 26;
constexpr double kLegendLine = 18;

class SvgWriter {
 public:
  SvgWriter(const Picture& picture, const Layout& layout) : picture_(picture), layout_(layout) {}

  std::string text() {
    const std::size_t lines = legend_lines();
    const double width = std::max({layout_.width, 420.0, text_width(picture_.title, 14.0 / 11) + 24});
    const double height = layout_.height + kTitle + 10 + kLegendLine * static_cast<double>(lines) + 10;
    add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} "
        "{1:.0f}\" "
        "font-family=\"Helvetica, Arial, sans-serif\" font-size=\"11\" role=\"img\">\n",
        width, height);
    add("<title>{0}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
        "<text x=\"12\" y=\"19\" font-size=\"14\" font-weight=\"bold\">{0}</text>\n",
        xml_text(picture_.title));
    add("<g transform=\"translate({:.1f} {:.0f})\">\n", (width - layout_.width) / 2, kTitle);
    for (std::size_t i = 0; i < picture_.edges.size(); ++i) add_edge(i);
    for (std::size_t i = 0; i < picture_.nodes.size(); ++i) add_node(i);
    for (std::size_t i = 0; i < picture_.edges.size(); ++i) add_label(i);
    add("</g>\n");
    add_legend(layout_.height + kTitle + 10);
    add("</svg>\n");
    return std::move(text_);
  }

 private:
  template <class... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
  }

  void add_note(const std::string& note) {
    if (!note.empty()) add("<title>{}</title>", xml_text(note));
  }

  void add_edge(std::size_t i) {
    const Picture::Edge& edge = picture_.edges[i];
    const std::vector<Point>& points = layout_.edges[i].points;
    const std::string colour = edge.colour.empty() ? topology::kUsualStroke : edge.colour;
    const double width = edge.marked ? std::max(edge.width, 2.5) : edge.width;
    add("<g id=\"e{}\" class=\"edge\" data-from=\"{}\" data-to=\"{}\" fill=\"none\" stroke=\"{}\" "
        "stroke-width=\"{:.2f}\"",
        i, edge.from, edge.to, xml_text(edge.marked ? topology::kMarkStroke : colour), width);
    if (edge.dotted) add(" stroke-dasharray=\"1 3\"");
    add(">");
    add_note(edge.note);
    add("<path d=\"M{:.1f},{:.1f}", points[0].x, points[0].y);
    if (points.size() == 2) add("L{:.1f},{:.1f}", points[1].x, points[1].y);
    for (std::size_t p = 1; p + 2 < points.size(); p += 3) {
      add("C{:.1f},{:.1f} {:.1f},{:.1f} {:.1f},{:.1f}", points[p].x, points[p].y, points[p + 1].x, points[p + 1].y,
          points[p + 2].x, points[p + 2].y);
    }
    add("\"/>");
    if (edge.directed) add_arrow(points, colour);
    add("</g>\n");
  }

  /// A head at the end of a way; where the way is a straight line between middles, at the rim of the node there.
  void add_arrow(const std::vector<Point>& points, const std::string& colour) {
    const Point tip = points.back();
    Point before = points.front();
    for (const Point& point : points) {
      if (std::hypot(point.x - tip.x, point.y - tip.y) > 0.5) before = point;
    }
    const double angle = std::atan2(tip.y - before.y, tip.x - before.x) * 180 / 3.14159265;
    add("<path stroke=\"none\" fill=\"{}\" transform=\"translate({:.1f} {:.1f}) rotate({:.1f})\" "
        "d=\"M0,0L-8,-3L-8,3Z\"/>",
        xml_text(colour), tip.x, tip.y, angle);
  }

  void add_node(std::size_t i) {
    const Picture::Node& node = picture_.nodes[i];
    const Point at = layout_.nodes[i];
    const topology::NodeSize size = layout_.sizes[i];
    const std::string fill = node.fill.empty() ? topology::usual_fill(node.kind) : node.fill;
    add(R"(<g id="n{}" class="node {}" transform="translate({:.1f} {:.1f}))", i, topology::word(node.kind), at.x, at.y);
    add(R"(" text-anchor="middle">)");
    add_note(node.note);
    add_shape(node, size, fill);
    const double first = -static_cast<double>(node.lines.size()) * kLineHeight / 2 + 10;
    for (std::size_t line = 0; line < node.lines.size(); ++line) {
      add("<text y=\"{:.1f}\"", first + static_cast<double>(line) * kLineHeight);
      if (line > 0 || node.kind == Kind::addressee) add(" font-size=\"9\"");
      if (line == 0 && node.kind == Kind::relay) add(" font-weight=\"bold\"");
      if (node.kind != Kind::addressee && !node.fill.empty()) add(" fill=\"{}\"", ink_on(fill));
      add(">{}</text>", xml_text(node.lines[line]));
    }
    add("</g>\n");
  }

  void add_shape(const Picture::Node& node, const topology::NodeSize& size, const std::string& fill) {
    const double w = size.width / 2;
    const double h = size.height / 2;
    const std::string stroke = node.marked ? fmt::format(R"(stroke="{}" stroke-width="3")", topology::kMarkStroke)
                               : node.kind == Kind::relay ? R"(stroke="#1d3a57" stroke-width="1.8")"
                                                          : "stroke=\"#5a6572\"";
    switch (node.kind) {
      case Kind::relay:
        add(R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}" {}/>)", -w, -h, 2 * w, 2 * h,
            xml_text(fill), stroke);
        break;
      case Kind::post:
        add(R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="{:.1f}" fill="{}" {}/>)", -w, -h, 2 * w,
            2 * h, std::min(h, 12.0), xml_text(fill), stroke);
        break;
      case Kind::collective:
        add("<path d=\"M{:.1f},0L{:.1f},{:.1f}H{:.1f}L{:.1f},0L{:.1f},{:.1f}H{:.1f}Z\" fill=\"{}\" "
            "stroke-dasharray=\"4 2\" "
            "{}/>",
            -w, -w + 8, -h, w - 8, w, w - 8, h, -w + 8, xml_text(fill), stroke);
        break;
      case Kind::addressee:
        add("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"#ffffff\" "
            "fill-opacity=\"0.8\"/>",
            -w, -h, 2 * w, 2 * h);
        break;
    }
  }

  void add_label(std::size_t i) {
    const Picture::Edge& edge = picture_.edges[i];
    const Point at = layout_.edges[i].label;
    for (std::size_t line = 0; line < edge.lines.size(); ++line) {
      add("<text class=\"label\" x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"9\" text-anchor=\"middle\" stroke=\"#ffffff\" "
          "stroke-width=\"2.5\" paint-order=\"stroke\" stroke-linejoin=\"round\">{}</text>\n",
          at.x, at.y + static_cast<double>(line) * kEdgeLineHeight, xml_text(edge.lines[line]));
    }
  }

  /// Black or white, whichever is read better on `fill` (`#rrggbb`).
  static const char* ink_on(const std::string& fill) {
    std::array<unsigned, 3> rgb{255, 255, 255};
    if (fill.size() == 7) {
      for (std::size_t i = 0; i < 3; ++i) {
        rgb[i] = static_cast<unsigned>(std::strtoul(fill.substr(1 + 2 * i, 2).c_str(), nullptr, 16));
      }
    }
    return 299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] < 128'000 ? "#ffffff" : "#000000";
  }

  /// The kinds that the picture has.
  std::vector<Kind> kinds() const {
    std::vector<Kind> kinds;
    for (const Kind kind : {Kind::relay, Kind::post, Kind::addressee, Kind::collective}) {
      const bool there = std::any_of(picture_.nodes.begin(), picture_.nodes.end(),
                                     [kind](const Picture::Node& node) { return node.kind == kind; });
      if (there) kinds.push_back(kind);
    }
    return kinds;
  }

  std::size_t legend_lines() const { return 1 + picture_.legend.size() + picture_.remarks.size(); }

  void add_legend(double y) {
    add("<g class=\"legend\" transform=\"translate(12 {:.0f})\">\n", y);
    double x = 0;
    for (const Kind kind : kinds()) {
      const std::string name = topology::word(kind);
      const topology::NodeSize size{text_width(name) + (kind == Kind::addressee ? 4 : 20), 16};
      add("<g transform=\"translate({:.1f} 8)\" text-anchor=\"middle\">", x + size.width / 2);
      Picture::Node node;
      node.kind = kind;
      add_shape(node, size, topology::usual_fill(kind));
      add("<text y=\"4\"{}>{}</text></g>\n", kind == Kind::addressee ? " font-size=\"9\"" : "", name);
      x += size.width + 14;
    }
    double line = kLegendLine;
    for (const Picture::Key& key : picture_.legend) {
      if (key.of == Picture::Key::Of::edge) {
        add(R"(<path d="M0,{0:.1f}H26" stroke="{1}" stroke-width="4"/>)", line + 8, xml_text(key.colour));
      } else {
        add(R"(<rect x="4" y="{:.1f}" width="18" height="11" rx="5" fill="{}" stroke="#5a6572"/>)", line + 2.5,
            xml_text(key.colour));
      }
      add("<text x=\"34\" y=\"{:.1f}\">{}</text>\n", line + 12, xml_text(key.text));
      line += kLegendLine;
    }
    for (const std::string& remark : picture_.remarks) {
      add("<text x=\"0\" y=\"{:.1f}\">{}</text>\n", line + 12, xml_text(remark));
      line += kLegendLine;
    }
    add("</g>\n");
  }

  const Picture& picture_;
  const Layout& layout_;
  std::string text_;
};

}  // namespace

std::string svg_text(const Picture& picture, const Layout& layout) {
  return SvgWriter(picture, layout).text();
}

}  // namespace torntape::tools
