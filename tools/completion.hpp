#pragma once

#include <string>

#include "tools/command_line.hpp"

namespace torntape::tools {

/// Scripts that make a shell complete the program's commands, options, their values and scenario keys after --set.
std::string bash_completion(const ProgramText& program);
std::string zsh_completion(const ProgramText& program);
std::string fish_completion(const ProgramText& program);

}  // namespace torntape::tools
