#pragma once

#include <string>

#include "tools/command_line.hpp"

namespace torntape::tools {

/// The manual page of the program, section 1, in the man macros of roff.
std::string man_page(const ProgramText& program);

}  // namespace torntape::tools
