#include "tools/describe.hpp"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace torntape::tools {
namespace {

/// The words between braces in a type such as `WORD:{table,json}`.
std::vector<std::string> words_of(const std::string& type) {
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return {};
  return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

OptionText describe(const CLI::Option& option) {
  OptionText text;
  for (const std::string& name : option.get_snames()) text.names.push_back('-' + name);
  for (const std::string& name : option.get_lnames()) text.names.push_back("--" + name);
  text.help = option.get_description();
  text.required = option.get_required();
  const bool flag = option.get_items_expected_max() == 0;
  const std::string type = option.get_type_name();
  text.words = words_of(type);
  text.repeated = option.get_expected_max() > 1;
  if (text.names.empty()) {
    text.value = option.get_name(true);
  } else if (!flag) {
    text.value = type.substr(0, type.find(':'));
  }
  return text;
}

std::vector<OptionText> options_of(const CLI::App& app) {
  std::vector<OptionText> options;
  for (const CLI::Option* option : app.get_options()) options.push_back(describe(*option));
  return options;
}

}  // namespace

ProgramText describe(const CLI::App& app) {
  ProgramText program{app.get_name(), app.get_description(), app.version(), options_of(app), {}};
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    program.commands.push_back({command->get_name(), command->get_description(), options_of(*command)});
  }
  return program;
}

}  // namespace torntape::tools
