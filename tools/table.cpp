#include "tools/table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace torntape::tools {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kBar = 10;

/// How many characters a terminal shows: UTF-8's continuation bytes aside.
std::size_t shown_width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// A bar of kBar characters or fewer: something where there is something, whole only where all is there.
std::string bar(double share, bool blocks) {
  static constexpr const char* kEighths[] = {"", "\u258F", "\u258E", "\u258D", "\u258C", "\u258B", "\u258A", "\u2589"};
  share = std::clamp(share, 0.0, 1.0);
  const std::size_t parts = blocks ? 8 * kBar : kBar;
  auto filled = static_cast<std::size_t>(std::lround(share * static_cast<double>(parts)));
  if (share > 0) filled = std::max<std::size_t>(filled, 1);
  if (share < 1) filled = std::min(filled, parts - 1);
  std::string text;
  if (!blocks) return text.append(filled, '#');
  for (std::size_t i = 0; i < filled / 8; ++i) text += "\u2588";
  return text + kEighths[filled % 8];
}

const char* colour_of(Cell::Tone tone) {
  switch (tone) {
    case Cell::Tone::strong:
      return "\033[1m";
    case Cell::Tone::good:
      return "\033[32m";
    case Cell::Tone::bad:
      return "\033[1;31m";
    case Cell::Tone::faint:
      return "\033[2m";
    case Cell::Tone::plain:
      break;
  }
  return "";
}

std::string painted(const std::string& text, Cell::Tone tone, const Look& look) {
  if (!look.colour || tone == Cell::Tone::plain || text.empty()) return text;
  return colour_of(tone) + text + "\033[0m";
}

/// Cells end on one line: control characters become blanks.
std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }, ' ');
  return line;
}

std::string markdown_cell(std::string_view text) {
  std::string escaped;
  for (const char c : one_line(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '|':
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '~':
        escaped += '\\';
        [[fallthrough]];
      default:
        escaped += c;
    }
  }
  return escaped;
}

}  // namespace

/// How many characters a column takes: its text, and the bars behind it where it has any.
struct Table::Width {
  std::size_t text = 0;
  std::size_t bar = 0;
};

std::vector<Table::Width> Table::widths() const {
  std::vector<Width> widths;
  for (const Column& column : columns_) widths.push_back({shown_width(column.title), 0});
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i].text = std::max(widths[i].text, shown_width(row[i].shown));
      if (row[i].share) widths[i].bar = kGap + kBar;
    }
  }
  return widths;
}

std::vector<std::size_t> Table::fitting(const Look& look, std::vector<Width>& widths) const {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].title.empty()) chosen.push_back(i);
  }
  const auto fits = [&] {
    std::size_t sum = 0;
    for (const std::size_t i : chosen) sum += kGap + widths[i].text + widths[i].bar;
    return !look.width || sum <= *look.width + kGap;
  };
  if (fits()) return chosen;
  for (Width& width : widths) width.bar = 0;
  while (!fits()) {
    const auto last_of_highest = std::max_element(chosen.rbegin(), chosen.rend(), [this](std::size_t a, std::size_t b) {
      return columns_[a].rank < columns_[b].rank;
    });
    if (last_of_highest == chosen.rend() || columns_[*last_of_highest].rank == 0) break;
    chosen.erase(std::next(last_of_highest).base());
  }
  return chosen;
}

std::string Table::text(const Look& look) const {
  std::vector<Width> widths = this->widths();
  const std::vector<std::size_t> chosen = fitting(look, widths);
  std::string text;
  const auto add_line = [&](const auto& cell_of) {
    std::string line;
    for (const std::size_t i : chosen) {
      const Cell& cell = cell_of(i);
      if (i != chosen.front()) line.append(kGap, ' ');
      const std::size_t padding = widths[i].text - shown_width(cell.shown);
      const bool left = columns_[i].align == Column::Align::left;
      if (!left) line.append(padding, ' ');
      line += painted(one_line(cell.shown), cell.tone, look);
      if (left) line.append(padding, ' ');
      if (widths[i].bar == 0) continue;
      const std::string drawn = cell.share ? bar(*cell.share, look.blocks) : "";
      line.append(kGap, ' ').append(painted(drawn, cell.tone, look)).append(kBar - shown_width(drawn), ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  };
  std::vector<Cell> titles;
  for (const Column& column : columns_) titles.push_back({column.title, {}, {}, Cell::Tone::strong});
  add_line([&titles](std::size_t column) -> const Cell& { return titles[column]; });
  for (const auto& row : rows_) add_line([&row](std::size_t column) -> const Cell& { return row[column]; });
  std::string missing;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].title.empty() || std::find(chosen.begin(), chosen.end(), i) != chosen.end()) continue;
    missing += (missing.empty() ? "" : ", ") + columns_[i].title;
  }
  if (!missing.empty()) text += "(no room for " + missing + ")\n";
  return text;
}

std::string Table::csv() const {
  std::string text;
  const auto add_line = [&](const auto& field_of) {
    bool first = true;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].key.empty()) continue;
      if (!first) text += ',';
      text += csv_field(field_of(i));
      first = false;
    }
    text += '\n';
  };
  add_line([this](std::size_t column) -> const std::string& { return columns_[column].key; });
  for (const auto& row : rows_) {
    add_line([&row](std::size_t column) -> const std::string& { return row[column].exact; });
  }
  return text;
}

std::string Table::markdown() const {
  std::string text = "|";
  for (const Column& column : columns_) {
    if (!column.title.empty()) text += ' ' + markdown_cell(column.title) + " |";
  }
  text += "\n|";
  for (const Column& column : columns_) {
    if (!column.title.empty()) text += column.align == Column::Align::left ? "---|" : "---:|";
  }
  text += '\n';
  for (const auto& row : rows_) {
    text += '|';
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!columns_[i].title.empty()) text += ' ' + markdown_cell(row[i].shown) + " |";
    }
    text += '\n';
  }
  return text;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string exact_number(std::optional<double> value) {
  return value && std::isfinite(*value) ? fmt::format("{}", *value) : std::string();
}

}  // namespace torntape::tools
