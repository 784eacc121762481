#pragma once

#include <cstddef>
#include <optional>

namespace torntape::tools {

/// What the place that text is printed to can show.
struct Look {
  std::optional<std::size_t> width;  ///< columns of a terminal; nothing: lines may be of any length
  bool colour = false;               ///< understands the colours of ECMA-48
  bool blocks = false;               ///< draws bars as block characters (UTF-8), not as `#`
};

/// Of standard output: everything on a terminal, plain text without limit elsewhere. NO_COLOR (not empty) and TERM=dumb
/// take colours away; COLUMNS sets another width; blocks need a locale of UTF-8.
Look look_of_stdout();

/// Whether standard error is a terminal on which a line can be written over.
bool rewrites_stderr();

}  // namespace torntape::tools
