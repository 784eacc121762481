#include "tools/graph/html.hpp"

#include <fmt/core.h>

#include <cmath>
#include <string_view>
#include <vector>

#include "topology/drawing.hpp"

namespace torntape::tools {
namespace {

using topology::Picture;
using topology::xml_text;

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; font: 14px/1.4 system-ui, Helvetica, Arial, sans-serif; }
body { margin: 0; }
header { display: flex; flex-wrap: wrap; gap: .6em; align-items: center; padding: .5em 1em; }
h1 { font-size: 1.1em; margin: 0 auto 0 0; }
#view { height: 82vh; border: 1px solid #8888; background: #fff; overflow: auto; }
#view.live { overflow: hidden; cursor: grab; touch-action: none; }
#view svg { display: block; }
#view.live svg { width: 100%; height: 100%; }
#view:focus-visible { outline: 3px solid #0072b2; }
#told { white-space: pre-line; padding: .3em 1em; min-height: 4.2em; }
.dim { opacity: .12; }
.hit > rect, .hit > path { stroke: #b3005e; stroke-width: 3; }
.node { cursor: pointer; }
details { margin: .5em 1em; }
table { border-collapse: collapse; }
th, td { padding: .1em .7em; text-align: left; border-bottom: 1px solid #8884; }
td.figure { text-align: right; font-variant-numeric: tabular-nums; }
@media print { header input, header button, #told { display: none; } #view { height: auto; border: 0; } }
)";

constexpr std::string_view kScript = R"(
'use strict';
(() => {
  const view = document.getElementById('view'), svg = view.querySelector('svg');
  const told = document.getElementById('told'), find = document.getElementById('find');
  const nodes = [...svg.querySelectorAll('.node[id]')], edges = [...svg.querySelectorAll('.edge')];
  const whole = svg.viewBox.baseVal, box = {x: 0, y: 0, w: whole.width, h: whole.height};
  const full = {...box};
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  view.classList.add('live');
  document.getElementById('tools').hidden = false;
  const show = () => svg.setAttribute('viewBox', `${box.x} ${box.y} ${box.w} ${box.h}`);
  const zoom = (factor, x = box.x + box.w / 2, y = box.y + box.h / 2) => {
    const w = Math.min(Math.max(box.w * factor, 50), full.w * 4);
    factor = w / box.w;
    box.x = x - (x - box.x) * factor;
    box.y = y - (y - box.y) * factor;
    box.w = w;
    box.h *= factor;
    show();
  };
  const pan = (x, y) => { box.x += x * box.w; box.y += y * box.h; show(); };
  const fit = () => { Object.assign(box, full); show(); };
  const at = event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x, point.y];
  };
  view.addEventListener('wheel', event => {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, ...at(event));
  }, {passive: false});
  let held = null;
  view.addEventListener('pointerdown', event => { held = at(event); });
  addEventListener('pointerup', () => { held = null; });
  view.addEventListener('pointermove', event => {
    if (!held) return;
    const [x, y] = at(event);
    box.x += held[0] - x;
    box.y += held[1] - y;
    show();
  });
  view.addEventListener('keydown', event => {
    const steps = {ArrowLeft: [-.1, 0], ArrowRight: [.1, 0], ArrowUp: [0, -.1], ArrowDown: [0, .1]};
    if (steps[event.key]) pan(...steps[event.key]);
    else if (event.key === '+') zoom(1 / 1.2);
    else if (event.key === '-') zoom(1.2);
    else if (event.key === '0') fit();
    else return;
    event.preventDefault();
  });
  document.getElementById('in').onclick = () => zoom(1 / 1.3);
  document.getElementById('out').onclick = () => zoom(1.3);
  document.getElementById('fit').onclick = fit;

  const textOf = element => [...element.children].filter(c => c.tagName === 'text').map(c => c.textContent).join(' ');
  const noteOf = element => element.querySelector('title')?.textContent || textOf(element);
  const clear = () => { for (const element of [...nodes, ...edges]) element.classList.remove('dim', 'hit'); };
  const around = node => {
    clear();
    const id = node.id.slice(1), near = new Set([node.id]);
    for (const edge of edges) {
      if (edge.dataset.from === id || edge.dataset.to === id) {
        near.add('n' + edge.dataset.from).add('n' + edge.dataset.to);
      } else {
        edge.classList.add('dim');
      }
    }
    for (const other of nodes) if (!near.has(other.id)) other.classList.add('dim');
    told.textContent = noteOf(node);
  };
  for (const node of nodes) node.addEventListener('click', () => around(node));
  for (const element of [...nodes, ...edges]) {
    element.addEventListener('mouseenter', () => { told.textContent = noteOf(element); });
  }
  svg.addEventListener('click', event => { if (!event.target.closest('.node')) clear(); });

  let hits = [], next = 0;
  find.addEventListener('input', () => {
    clear();
    const wanted = find.value.trim().toLowerCase();
    hits = wanted ? nodes.filter(node => textOf(node).toLowerCase().includes(wanted)) : [];
    next = 0;
    if (!wanted) { told.textContent = ''; return; }
    for (const element of [...nodes, ...edges]) element.classList.add('dim');
    for (const node of hits) { node.classList.remove('dim'); node.classList.add('hit'); }
    told.textContent = hits.length === 1 ? noteOf(hits[0]) : hits.length + ' found; Enter goes from one to the next';
  });
  find.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !hits.length) return;
    const node = hits[next++ % hits.length], place = node.getCTM(), now = svg.getScreenCTM();
    const rect = node.getBoundingClientRect();
    const middle = new DOMPoint(rect.x + rect.width / 2, rect.y + rect.height / 2).matrixTransform(now.inverse());
    const w = Math.min(full.w, 900);
    box.h *= w / box.w;
    box.w = w;
    box.x = middle.x - box.w / 2;
    box.y = middle.y - box.h / 2;
    show();
    told.textContent = noteOf(node);
  });
})();
)";

std::string figure(double value) {
  return std::isnan(value) ? std::string() : fmt::format("{:.6g}", value);
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : " ") + line;
  return text;
}

std::string head_row(const std::vector<std::string>& first, const std::vector<std::string>& figures) {
  std::string row = "<tr>";
  for (const std::string& title : first) row += "<th>" + title + "</th>";
  for (const std::string& title : figures) row += "<th>" + xml_text(title) + "</th>";
  return row + "</tr>\n";
}

std::string figure_cells(const std::vector<double>& figures) {
  std::string cells;
  for (const double value : figures) cells += "<td class=\"figure\">" + figure(value) + "</td>";
  return cells + "</tr>\n";
}

std::string node_table(const Picture& picture) {
  std::string table = head_row({"id", "kind", "text"}, picture.node_figures);
  for (const Picture::Node& node : picture.nodes) {
    table += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td>", xml_text(node.id), topology::word(node.kind),
                         xml_text(joined(node.lines)));
    table += figure_cells(node.figures);
  }
  return table;
}

std::string edge_table(const Picture& picture) {
  std::string table = head_row({"from", "to", "text"}, picture.edge_figures);
  for (const Picture::Edge& edge : picture.edges) {
    if (edge.dotted) continue;
    table += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td>", xml_text(picture.nodes[edge.from].id),
                         xml_text(picture.nodes[edge.to].id), xml_text(joined(edge.lines)));
    table += figure_cells(edge.figures);
  }
  return table;
}

}  // namespace

std::string html_text(const Picture& picture, const std::string& svg) {
  const std::string title = xml_text(picture.title);
  const std::string_view drawing = std::string_view(svg).substr(svg.find("<svg"));
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "script-src 'unsafe-inline'; img-src data:\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  page +=
      fmt::format("<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<header><h1>{}</h1>\n", title, kStyle, title);
  page +=
      "<span id=\"tools\" hidden><label>Find <input id=\"find\" type=\"search\" placeholder=\"RUEHOT, a "
      "name\"></label>\n"
      "<button id=\"in\" title=\"closer (+)\">+</button> <button id=\"out\" title=\"farther (-)\">&#8722;</button>\n"
      "<button id=\"fit\" title=\"all of it (0)\">fit</button></span></header>\n"
      "<div id=\"view\" tabindex=\"0\" role=\"figure\" aria-label=\"the drawing: arrows move it, + and - zoom, 0 "
      "fits\">\n";
  page.append(drawing).append("</div>\n<p id=\"told\" role=\"status\" aria-live=\"polite\"></p>\n");
  page +=
      fmt::format("<details><summary>{} stations and addressees as a table</summary><table>\n{}</table></details>\n",
                  picture.nodes.size(), node_table(picture));
  page += fmt::format("<details><summary>circuits as a table</summary><table>\n{}</table></details>\n",
                      edge_table(picture));
  page += fmt::format("<script>{}</script>\n</body>\n</html>\n", kScript);
  return page;
}

}  // namespace torntape::tools
