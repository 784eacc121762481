#pragma once

#include <string>
#include <vector>

#include "tools/report/case.hpp"
#include "tools/report/distribution.hpp"
#include "tools/report/network_view.hpp"
#include "tools/report/replay.hpp"

namespace torntape::tools {

/// What the page's script knows of one case.
struct CaseData {
  const Case* one = nullptr;
  const NetworkView* view = nullptr;
  const Distribution* distribution = nullptr;
  const Replay* replay = nullptr;
};

/// All of it as JSON that can stand within an element `script`: no `<` is in it.
std::string page_data(const std::vector<CaseData>& cases);

}  // namespace torntape::tools
