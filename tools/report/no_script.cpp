#include "tools/report/assets.hpp"

namespace torntape::tools {

std::string page_script() {
  return "";
}

std::string page_script_digest() {
  return "";
}

}  // namespace torntape::tools
