#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/results/reader.hpp"

namespace torntape::results {

/// The names of the tables that can be exported, in the order of docs/results.md.
std::vector<std::string_view> table_names();

/// Takes the rows of a table.
class RowTaker {
 public:
  virtual ~RowTaker() = default;
  /// The columns' names; comes first, and once.
  virtual void columns(const std::vector<std::string>& names) = 0;
  /// One value of the row under way, in order of the columns: a number as it is to be written, a text, or nothing.
  virtual void number(const std::string& digits) = 0;
  virtual void text(const std::string& text) = 0;
  virtual void nothing() = 0;
  virtual void end_of_row() = 0;
};

/// Hands over the rows of table `name`, one of table_names(), in the order of its first columns. The same file gives
/// the same rows on every machine. Throws tools::Failure, also where anything else in the file is damaged.
void read_table(const Reader& reader, std::string_view name, RowTaker& taker);

}  // namespace torntape::results
