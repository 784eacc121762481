#pragma once

#include <string>
#include <vector>

#include "tools/report/case.hpp"

namespace torntape::tools {

/// The page of `cases`, one self-contained HTML document; `command` is what made it, `replays` whether replication 1
/// may be simulated again for what moves.
std::string report_page(const Cases& cases, const std::string& command, bool replays);

}  // namespace torntape::tools
