#pragma once

#include <string>
#include <vector>

#include "tools/compare/inputs.hpp"
#include "tools/table.hpp"

namespace torntape::tools {

struct CompareOptions {
  SideOptions sides;
  std::vector<std::string> fail_if;  ///< conditions, as 'IMMEDIATE p95 +10%'
  Format format = Format::table;
};

/// torntape compare: says of two or more results or scenarios what differs from the first, and whether that is real.
/// Returns the exit code, 1 where a condition of `fail_if` holds; throws Failure.
int compare(const CompareOptions& options);

}  // namespace torntape::tools
