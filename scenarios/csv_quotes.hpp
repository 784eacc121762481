#pragma once

#include <string>
#include <string_view>

namespace torntape::scenarios {

/// A line of CSV without the quotes of RFC 4180: a field may stand in double quotes, a quote within it doubled. No
/// field of ours holds a comma or a line end, so that one within quotes, like quotes that do not close or that stand
/// within a bare field, is a RowError at its column.
std::string without_quotes(std::string_view line);

/// The column, from 1, at which what stands at `column` of without_quotes(line) is in `line`.
int column_with_quotes(std::string_view line, int column);

}  // namespace torntape::scenarios
