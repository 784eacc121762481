#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace torntape::scenarios {

/// The fields of a line with tabs between them; one at least.
inline std::vector<std::string_view> split_at_tabs(std::string_view line) {
  std::vector<std::string_view> fields;
  for (std::size_t start = 0; start <= line.size();) {
    const std::size_t end = std::min(line.find('\t', start), line.size());
    fields.push_back(line.substr(start, end - start));
    start = end + 1;
  }
  return fields;
}

/// The column, from 1, at which field `index` begins.
inline int column_of(const std::vector<std::string_view>& fields, std::size_t index) {
  return static_cast<int>(fields[index].data() - fields[0].data()) + 1;
}

}  // namespace torntape::scenarios
