#include "scenarios/csv_quotes.hpp"

#include "scenarios/trace_row.hpp"

namespace torntape::scenarios {
namespace {

[[noreturn]] void refuse(std::size_t at, const char* text) {
  throw RowError{static_cast<int>(at) + 1, text};
}

/// Hands every character of `line` that is no quote of a field to `take`, with its place from 0.
template <class Take>
void each_unquoted(std::string_view line, Take take) {
  std::size_t at = 0;
  while (at < line.size()) {
    if (line[at] != '"') {
      for (; at < line.size() && line[at] != ','; ++at) {
        if (line[at] == '"') refuse(at, "a quote within a field; put the whole field in quotes, and double this one");
        take(line[at], at);
      }
    } else {
      const std::size_t opened = at;
      std::size_t comma = line.size();
      for (++at;; ++at) {
        if (at >= line.size()) refuse(opened, "the quotes that open here do not close on this line");
        if (line[at] == '"' && (++at == line.size() || line[at] != '"')) break;
        if (line[at] == ',' && comma == line.size()) comma = at;
        take(line[at], at);
      }
      if (comma < line.size())
        refuse(comma, "a comma within quotes; no field holds one, addresses have blanks between");
      if (at < line.size() && line[at] != ',') refuse(at, "behind closing quotes comes a comma or the end of the line");
    }
    if (at < line.size()) take(line[at], at);
    ++at;
  }
}

}  // namespace

std::string without_quotes(std::string_view line) {
  std::string bare;
  bare.reserve(line.size());
  each_unquoted(line, [&](char c, std::size_t) { bare += c; });
  return bare;
}

int column_with_quotes(std::string_view line, int column) {
  std::size_t found = line.size();
  int passed = 0;
  each_unquoted(line, [&](char, std::size_t at) {
    if (++passed == column) found = at;
  });
  return static_cast<int>(found) + 1;
}

}  // namespace torntape::scenarios
