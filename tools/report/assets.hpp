#pragma once

#include <string>

namespace torntape::tools {

/// The style sheet of the page.
std::string page_style();

/// The page's script; empty where the program was built without Node.
std::string page_script();
/// Its SHA-256 in base64, by which the page allows this script and no other.
std::string page_script_digest();

}  // namespace torntape::tools
