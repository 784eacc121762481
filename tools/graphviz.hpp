#pragma once

#include <string>

namespace torntape::tools {

/// Has Graphviz's program `dot` lay out `dot_text` and write it as SVG to `path`. Throws Failure where the program is
/// missing or fails.
void write_svg(const std::string& dot_text, const std::string& path);

}  // namespace torntape::tools
