#include "scenarios/fields.hpp"

namespace torntape::scenarios {

std::string_view report_unknown_key(const Values& values, const YamlNode& node,
                                    const std::vector<std::string_view>& known) {
  std::string text = "unknown key " + quoted(node.key);
  const std::string_view near = suggestion(node.key, known);
  if (!near.empty()) {
    text += ", did you mean '" + std::string(near) + "'?";
  } else {
    text += "; the keys here are ";
    for (std::size_t i = 0; i < known.size(); ++i) text.append(i == 0 ? "" : ", ").append(known[i]);
  }
  values.problems().error(node.key_place, text);
  return near;
}

}  // namespace torntape::scenarios
