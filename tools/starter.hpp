#pragma once

#include <string>

namespace torntape::tools {

/// The text of scenarios/starter.yaml as the build found it, its line for editors turned into advice: the schema is not
/// where a user's file is.
std::string starter_scenario();

}  // namespace torntape::tools
