#pragma once

#include <optional>

#include "tools/graph/layout.hpp"

namespace torntape::tools {

/// Where Graphviz's engine `sfdp` puts the parts of a network. Nothing where Graphviz is not installed or fails, and
/// where the picture is too large for it to be waited for: see the limits in graphviz.cpp. Throws Failure where no
/// temporary file can be written.
std::optional<Layout> graphviz_layout(const topology::Picture& picture);

}  // namespace torntape::tools
