#pragma once

#include <string>

#include "topology/picture.hpp"

namespace torntape::tools {

/// One page that holds the drawing `svg` of `picture`, to be zoomed, searched and pointed at, and its figures as
/// tables. It asks no network for anything, and without scripts the drawing and the tables are still there.
std::string html_text(const topology::Picture& picture, const std::string& svg);

}  // namespace torntape::tools
