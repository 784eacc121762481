#pragma once

#include <string>
#include <vector>

namespace torntape::tools {

struct HtmlColumn {
  std::string title;
  bool figure = true;  ///< set to the right
};

/// One row: its cells as plain text, the first being its heading, and the class of its element, or none.
struct HtmlRow {
  std::vector<std::string> cells;
  std::string style = {};
};

/// A table under its caption, every text escaped.
std::string html_table(const std::string& caption, const std::vector<HtmlColumn>& columns,
                       const std::vector<HtmlRow>& rows);

/// `content` under a line that opens and closes it, closed at first.
std::string html_details(const std::string& line, const std::string& content);

/// The drawing `svg` with what it shows in words below it, and `further`, as its table.
std::string html_figure(const std::string& svg, const std::string& words, const std::string& further);

}  // namespace torntape::tools
