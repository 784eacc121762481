#include "tools/completion.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "scenarios/fields.hpp"

namespace torntape::tools {
namespace {

/// Single quotes for a shell; `escape` is what a single quote within becomes.
std::string quoted(std::string_view text, std::string_view escape) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += escape;
    } else {
      result += c;
    }
  }
  return result + "'";
}
std::string sh(std::string_view text) {
  return quoted(text, R"('\'')");
}
std::string fish(std::string_view text) {
  std::string doubled;
  for (const char c : text) doubled += c == '\\' ? "\\\\" : std::string(1, c);
  return quoted(doubled, R"(\')");
}

/// The keys that --set takes without naming an item of a list: `handling.preemption=`.
std::vector<std::string> settable_keys() {
  std::vector<std::string> keys;
  for (const scenarios::Table& table : scenarios::tables()) {
    if (table.name.find('[') != std::string_view::npos) continue;
    for (const scenarios::FieldText& field : table.fields) {
      const bool within = field.form.find("map") != std::string_view::npos;
      if (within || field.need == scenarios::Need::not_yet) continue;
      keys.push_back(fmt::format("{}{}{}=", table.name, table.name.empty() ? "" : ".", field.key));
    }
  }
  return keys;
}

/// What may stand for an option's value, where that is a choice.
std::vector<std::string> values_of(const OptionText& option) {
  return option.value.starts_with("KEY=") ? settable_keys() : option.words;
}

std::vector<const OptionText*> named(const CommandText& command) {
  std::vector<const OptionText*> options;
  for (const OptionText& option : command.options) {
    if (!option.names.empty()) options.push_back(&option);
  }
  return options;
}

const OptionText* positional(const CommandText& command) {
  const auto found = std::find_if(command.options.begin(), command.options.end(),
                                  [](const OptionText& option) { return option.names.empty(); });
  return found == command.options.end() ? nullptr : &*found;
}

std::vector<std::string> command_names(const ProgramText& program) {
  std::vector<std::string> names;
  for (const CommandText& command : program.commands) names.push_back(command.name);
  return names;
}

/// The branch of bash's `case` for the value of one option.
std::string bash_value(const OptionText& option) {
  const std::vector<std::string> values = values_of(option);
  std::string text = fmt::format("        {}) ", fmt::join(option.names, "|"));
  if (!values.empty()) {
    text += fmt::format("COMPREPLY=($(compgen -W {} -- \"$word\")); ", sh(fmt::format("{}", fmt::join(values, " "))));
    if (values.front().ends_with('=')) text += "compopt -o nospace; ";
  } else if (option.takes_file()) {
    text += "compopt -o default; ";
  }
  return text + "return ;;\n";
}

std::string bash_branch(const CommandText& command) {
  std::string text = fmt::format("    {})\n      case $before in\n", command.name);
  std::vector<std::string> names;
  for (const OptionText* option : named(command)) {
    names.insert(names.end(), option->names.begin(), option->names.end());
    if (!option->value.empty()) text += bash_value(*option);
  }
  text += "      esac\n";
  text += fmt::format("      options={}\n", sh(fmt::format("{}", fmt::join(names, " "))));
  const OptionText* argument = positional(command);
  if (argument != nullptr) {
    text += fmt::format("      words={}\n", sh(fmt::format("{}", fmt::join(argument->words, " "))));
  }
  return text + "      ;;\n";
}

/// Text of a description in zsh's _arguments: brackets and colons end it there.
std::string zsh_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string zsh_value(const OptionText& option) {
  const std::vector<std::string> values = values_of(option);
  if (!values.empty() && values.front().ends_with('=')) {
    return fmt::format(":{}:_torntape_keys", zsh_text(option.value));
  }
  if (!values.empty()) return fmt::format(":{}:({})", zsh_text(option.value), fmt::join(values, " "));
  return fmt::format(":{}:{}", zsh_text(option.value), option.takes_file() ? "_files" : " ");
}

std::string zsh_branch(const CommandText& command) {
  std::string text = fmt::format("    {})\n      _arguments -s", command.name);
  for (const OptionText* option : named(command)) {
    for (const std::string& name : option->names) {
      std::string spec = fmt::format("{}{}[{}]", option->repeated ? "*" : "", name, zsh_text(option->help));
      if (!option->value.empty()) spec += zsh_value(*option);
      text += " \\\n        " + sh(spec);
    }
  }
  if (const OptionText* argument = positional(command)) {
    text += " \\\n        " + sh((argument->repeated ? "*" : "1") + zsh_value(*argument));
  }
  return text + "\n      ;;\n";
}

}  // namespace

std::string bash_completion(const ProgramText& program) {
  std::string text = fmt::format(
      "# bash completion of {0}, made by `{0} completion bash`\n"
      "_{0}() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}}\n"
      "  local options= words=\n"
      "  COMPREPLY=()\n"
      "  if ((COMP_CWORD > 1)) && [[ $word == = || $before == = ]]; then return; fi\n"
      "  if ((COMP_CWORD == 1)); then\n"
      "    COMPREPLY=($(compgen -W {1} -- \"$word\"))\n"
      "    return\n"
      "  fi\n"
      "  case $command in\n",
      program.name, sh(fmt::format("{} --help --version", fmt::join(command_names(program), " "))));
  for (const CommandText& command : program.commands) text += bash_branch(command);
  return text + fmt::format(
                    "  esac\n"
                    "  if [[ $word == -* ]]; then\n"
                    "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
                    "  elif [[ -n $words ]]; then\n"
                    "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
                    "  else\n"
                    "    compopt -o default\n"
                    "  fi\n"
                    "}}\n"
                    "complete -F _{0} {0}\n",
                    program.name);
}

std::string zsh_completion(const ProgramText& program) {
  std::string text = fmt::format(
      "#compdef {0}\n"
      "# zsh completion of {0}, made by `{0} completion zsh`\n"
      "_{0}_keys() {{\n  compadd -S '' -- {1}\n}}\n\n"
      "_{0}() {{\n"
      "  local -a commands=(\n",
      program.name, fmt::join(settable_keys(), " "));
  for (const CommandText& command : program.commands) {
    text += fmt::format("    {}\n", sh(command.name + ':' + command.help));
  }
  text +=
      "  )\n"
      "  if ((CURRENT == 2)); then\n"
      "    _describe command commands\n"
      "    return\n"
      "  fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  ((CURRENT--))\n"
      "  case $command in\n";
  for (const CommandText& command : program.commands) text += zsh_branch(command);
  return text + fmt::format(
                    "  esac\n"
                    "}}\n\n"
                    "if [[ $funcstack[1] == _{0} ]]; then _{0} \"$@\"; else compdef _{0} {0}; fi\n",
                    program.name);
}

std::string fish_completion(const ProgramText& program) {
  std::string text = fmt::format("# fish completion of {0}, made by `{0} completion fish`\n", program.name);
  const std::string first = fmt::format("not __fish_seen_subcommand_from {}", fmt::join(command_names(program), " "));
  for (const CommandText& command : program.commands) {
    text += fmt::format("complete -c {} -f -n {} -a {} -d {}\n", program.name, fish(first), fish(command.name),
                        fish(command.help));
  }
  for (const CommandText& command : program.commands) {
    const std::string head =
        fmt::format("complete -c {} -n {}", program.name, fish("__fish_seen_subcommand_from " + command.name));
    for (const OptionText* option : named(command)) {
      text += head;
      for (const std::string& name : option->names) {
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      const std::vector<std::string> values = values_of(*option);
      if (!values.empty()) {
        text += " -x -a " + fish(fmt::format("{}", fmt::join(values, " ")));
      } else if (!option->value.empty()) {
        text += option->takes_file() ? " -r -F" : " -x";
      }
      text += " -d " + fish(option->help) + '\n';
    }
    const OptionText* argument = positional(command);
    if (argument != nullptr && argument->words.empty()) {
      text += head + " -F\n";
    } else {
      text += head + " -f";
      if (argument != nullptr) text += " -a " + fish(fmt::format("{}", fmt::join(argument->words, " ")));
      text += '\n';
    }
  }
  return text;
}

bool OptionText::takes_file() const {
  return value.starts_with("FILE") || value.starts_with("SCENARIO") || value.starts_with("RESULT");
}

}  // namespace torntape::tools
