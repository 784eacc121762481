#pragma once

#include "tools/command_line.hpp"

namespace CLI {
class App;
}

namespace torntape::tools {

/// What the definitions of the command line say, in their order, as plain text.
ProgramText describe(const CLI::App& app);

}  // namespace torntape::tools
