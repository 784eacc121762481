#include "tools/report/page.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <deque>

#include "tools/report/assets.hpp"
#include "tools/report/page_data.hpp"
#include "tools/report/sections.hpp"
#include "topology/drawing.hpp"

namespace torntape::tools {
namespace {

using topology::xml_text;

/// So many results are told of whole; of the others the latencies and the differences.
constexpr std::size_t kMostWhole = 6;

constexpr std::size_t kPoints = 160;  ///< of a distribution's curve

/// What is drawn of one case.
struct Drawn {
  const Case* one = nullptr;
  NetworkView view;
  Distribution distribution;
  Replay replay;
};

std::string head(const std::string& title, const std::string& script) {
  const std::string scripts = script.empty() ? "'none'" : fmt::format("'sha256-{}'", page_script_digest());
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "script-src "
      "{}; img-src data:; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"torntape {}\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n",
      scripts, TORNTAPE_VERSION, xml_text(title), page_style());
}

class Page {
 public:
  explicit Page(const Cases& cases) : cases_(cases) {}

  void add(const std::string& id, const std::string& title, const std::string& content) {
    if (content.empty()) return;
    links_ += fmt::format("<a href=\"#{}\">{}</a> ", id, title);
    body_ +=
        fmt::format("<section id=\"{0}\" aria-labelledby=\"{0}-title\"><h2 id=\"{0}-title\">{1}</h2>\n{2}</section>\n",
                    id, title, content);
  }

  /// The same part of each case, under the case's name where there are several.
  template <class Items, class Part>
  void add_each(const std::string& id, const std::string& title, const Items& items, Part part,
                const std::string& before = "") {
    std::string content = before;
    for (const auto& item : items) {
      const auto& [name, text] = part(item);
      if (cases_.cases.size() > 1 && !text.empty()) content += fmt::format("<h3>{}</h3>\n", xml_text(name));
      content += text;
    }
    add(id, title, content);
  }

  std::string text(const std::string& title, const std::string& script, const std::string& data) const {
    std::string text = head(title, script) +
                       "<body>\n<a class=\"skip\" href=\"#latency\">To the figures</a>\n<header><h1>" +
                       xml_text(title) +
                       "</h1>\n<div id=\"controls\"></div></header>\n<nav aria-label=\"Parts of the "
                       "page\">" +
                       links_ + "</nav>\n<main>\n" + body_ + "</main>\n<footer>";
    if (script.empty()) {
      return text +
             "<p class=\"note\">This page was made by a torntape that was built without Node: its drawings stand "
             "still. It "
             "lacks the network to zoom, search and replay, the filter by precedence, the reading of values off the "
             "curves, and the switch between light and dark.</p></footer>\n</body>\n</html>\n";
    }
    return text +
           "<noscript><p class=\"note\">Scripts are off: the drawings stand still.</p></noscript></footer>\n"
           "<script type=\"application/json\" id=\"data\">" +
           data + "</script>\n<script>" + script + "</script>\n</body>\n</html>\n";
  }

 private:
  const Cases& cases_;
  std::string links_, body_;
};

}  // namespace

std::string report_page(const Cases& cases, const std::string& command, bool replays) {
  std::deque<Drawn> drawn;
  std::vector<CaseData> data;
  for (const Case& one : cases.cases) {
    if (drawn.size() == kMostWhole) break;
    Drawn& next = drawn.emplace_back();
    next.one = &one;
    next.view = network_view(one);
    next.distribution = distribution_of(one.results, kPoints);
    next.replay = replay(cases, one, replays);
    data.push_back({&one, &next.view, &next.distribution, &next.replay});
  }
  const auto named = [](const Drawn& item, std::string text) { return std::pair(item.one->name, std::move(text)); };
  Page page(cases);
  page.add("question", "The question", question_section(cases));
  page.add_each("latency", "Latency", cases.cases,
                [](const Case& one) { return std::pair(one.name, latency_section(one)); });
  page.add("comparison", "Comparison", comparison_section(cases));
  page.add_each("distribution", "Distributions", drawn,
                [&](const Drawn& item) { return named(item, distribution_section(*item.one, item.distribution)); });
  page.add_each("circuits", "Circuits", drawn,
                [&](const Drawn& item) { return named(item, circuits_section(*item.one)); });
  page.add_each("relays", "Relays", drawn, [&](const Drawn& item) { return named(item, relays_section(*item.one)); });
  page.add_each("errors", "Errors on the line", drawn,
                [&](const Drawn& item) { return named(item, errors_section(*item.one)); });
  page.add_each(
      "network", "Network", drawn,
      [&](const Drawn& item) { return named(item, network_section(*item.one, item.view, item.replay)); },
      "<div id=\"stage\"></div>\n");
  page.add_each("addressees", "Worst addressees", drawn,
                [&](const Drawn& item) { return named(item, addressees_section(*item.one)); });
  page.add("again", "How to make it again", again_section(cases, command));
  const std::string script = page_script();
  return page.text(cases.files.front().campaign.scenario, script, script.empty() ? "" : page_data(data));
}

}  // namespace torntape::tools
