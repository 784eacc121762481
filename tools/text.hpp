#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace torntape::tools {

/// A length of time as people read it: `850 ms`, `12.3 s`, `4.1 min`, `2.5 h`, `3.2 days`.
std::string readable_seconds(double seconds);

/// A length of time that the user gave: in the largest unit that it is a whole number of, `90 min`, `1 day`.
std::string readable_span(double seconds);

/// A whole number with commas between thousands.
std::string readable_count(std::uint64_t count);

/// A share as a percentage: `99.2 %`; never 100 % where something is missing, nor 0 % where something is there.
std::string readable_share(double share);

/// Rows of text in aligned columns, two blanks between them, no blanks at the end of a line.
class Table {
 public:
  enum class Align { left, right };
  explicit Table(std::vector<Align> columns) : columns_(std::move(columns)) {}
  /// As many cells as there are columns.
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  std::string text() const;

 private:
  std::vector<Align> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace torntape::tools
