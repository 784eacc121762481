#include "tools/report/html.hpp"

#include <fmt/core.h>

#include "topology/drawing.hpp"

namespace torntape::tools {

using topology::xml_text;

std::string html_table(const std::string& caption, const std::vector<HtmlColumn>& columns,
                       const std::vector<HtmlRow>& rows) {
  const std::string name = xml_text(caption);
  std::string text = fmt::format(
      "<div class=\"table\" role=\"region\" tabindex=\"0\" "
      "aria-label=\"{0}\"><table><caption>{0}</caption>\n<thead><tr>",
      name);
  for (const HtmlColumn& column : columns) {
    text +=
        fmt::format("<th scope=\"col\"{}>{}</th>", column.figure ? " class=\"figure\"" : "", xml_text(column.title));
  }
  text += "</tr></thead>\n<tbody>\n";
  for (const HtmlRow& row : rows) {
    text += row.style.empty() ? "<tr>" : fmt::format("<tr class=\"{}\">", row.style);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::string cell = xml_text(row.cells[i]);
      const char* style = columns[i].figure ? " class=\"figure\"" : "";
      text +=
          i == 0 ? fmt::format("<th scope=\"row\"{}>{}</th>", style, cell) : fmt::format("<td{}>{}</td>", style, cell);
    }
    text += "</tr>\n";
  }
  return text + "</tbody></table></div>\n";
}

std::string html_details(const std::string& line, const std::string& content) {
  return fmt::format("<details><summary>{}</summary>\n{}</details>\n", xml_text(line), content);
}

std::string html_figure(const std::string& svg, const std::string& words, const std::string& further) {
  return fmt::format("<figure>\n{}<figcaption>{}</figcaption>\n{}</figure>\n", svg, xml_text(words), further);
}

}  // namespace torntape::tools
