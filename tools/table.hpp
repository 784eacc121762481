#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/terminal.hpp"

namespace torntape::tools {

/// How a command prints its rows, as --format names it.
enum class Format : std::uint8_t { table, json, csv, markdown };

/// One figure or name of a table: as people read it, and as programs do.
struct Cell {
  enum class Tone : std::uint8_t { plain, strong, good, bad, faint };

  std::string shown;                 ///< in a table for people: `4.10 min`
  std::string exact;                 ///< in CSV: `246.31`, in the unit that the column's key names; may be empty
  std::optional<double> share = {};  ///< from 0 to 1: drawn as a small bar behind the text
  Tone tone = Tone::plain;           ///< its colour on a terminal

  /// A text, which is the same for both.
  static Cell text(std::string_view text, Tone tone = Tone::plain) {
    return {std::string(text), std::string(text), {}, tone};
  }
};

/// A column: where its title is empty it stands in CSV alone, where its key is empty for people alone.
struct Column {
  enum class Align : std::uint8_t { left, right };

  std::string title;
  std::string key;
  Align align = Align::right;
  int rank = 0;  ///< where a terminal is too narrow the highest rank goes first; 0: never
};

/// Rows of cells under columns, printed for people, for spreadsheets or for documents.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// Adds a row of as many cells as there are columns.
  void add(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.empty(); }

  /// Aligned columns, two blanks between them, no blanks at the end of a line. Where `look` has a width, bars and then
  /// columns by their rank are left out until the lines fit, and a last line names those columns.
  std::string text(const Look& look) const;
  /// A header of the columns' keys and a line a row (RFC 4180, with line feeds).
  std::string csv() const;
  /// A table of GitHub's Markdown; what would be markup in a cell is escaped.
  std::string markdown() const;

 private:
  struct Width;
  std::vector<Width> widths() const;
  std::vector<std::size_t> fitting(const Look& look, std::vector<Width>& widths) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

/// A field of CSV (RFC 4180): in quotes where a comma, a quote or a line end would mislead.
std::string csv_field(std::string_view text);

/// A number for CSV and other programs: the shortest that reads back as the same; empty for nothing.
std::string exact_number(std::optional<double> value);

}  // namespace torntape::tools
