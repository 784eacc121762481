#pragma once

#include <string>

#include "tools/graph/layout.hpp"

namespace torntape::tools {

/// `picture` as SVG 1.1 with its title and legend, every text escaped; node i has the id `nI`, edge i `eI`, and each
/// tells its note as its title.
std::string svg_text(const topology::Picture& picture, const Layout& layout);

}  // namespace torntape::tools
