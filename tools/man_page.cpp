#include "tools/man_page.hpp"

#include <fmt/core.h>

#include <string_view>

namespace torntape::tools {
namespace {

/// Plain text for roff: backslashes, hyphens that are to be typed, and what a line must not begin with.
std::string roff(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (escaped.empty() && (c == '.' || c == '\'')) escaped += "\\&";
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else if (c == '\'') {
      escaped += "\\(aq";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string bold(std::string_view text) {
  return "\\fB" + roff(text) + "\\fR";
}
std::string italic(std::string_view text) {
  return "\\fI" + roff(text) + "\\fR";
}

std::string names_and_value(const OptionText& option) {
  std::string text;
  for (const std::string& name : option.names) text += (text.empty() ? "" : ", ") + bold(name);
  if (!option.value.empty()) text += (option.names.empty() ? "" : " ") + italic(option.value);
  return text;
}

/// Every command has it; a synopsis goes without.
const std::vector<std::string> kHelp{"-h", "--help"};

/// `torntape run SCENARIO [-o FILE] ...`
std::string synopsis(const ProgramText& program, const CommandText& command) {
  std::string text = ".TP\n" + bold(program.name + ' ' + command.name);
  for (const bool positional : {true, false}) {
    for (const OptionText& option : command.options) {
      if (option.names.empty() != positional || option.names == kHelp) continue;
      std::string one = option.names.empty() ? "" : bold(option.names.front());
      if (!option.value.empty()) one += (one.empty() ? "" : "\\ ") + italic(option.value);
      text += ' ' + (option.required ? one : '[' + one + ']') + (option.repeated ? "..." : "");
    }
  }
  return text + '\n';
}

std::string section(const CommandText& command) {
  std::string text = fmt::format(".SS {}\n{}.\n", roff(command.name), roff(command.help));
  for (const OptionText& option : command.options) {
    text += ".TP\n" + names_and_value(option) + '\n' + roff(option.help);
    for (const std::string& word : option.words) text += (&word == &option.words.front() ? ": " : ", ") + bold(word);
    text += '\n';
  }
  return text;
}

constexpr std::string_view kEnd = R"(.SH EXIT STATUS
.TP
.B 0
Done, whatever the figures say.
.TP
.B 1
The question asked was answered no, as where some telegram could not be read.
.TP
.B 2
The command line or a file is wrong: one line a problem, with file, line and column.
.TP
.B 3
The machine failed: disk full, no permission, a program missing.
.SH ENVIRONMENT
.TP
.B NO_COLOR
Where set and not empty: no colour on terminals.
.TP
.B COLUMNS
The width of the terminal, in place of what it says itself.
.SH EXAMPLES
.nf
torntape init network.yaml
torntape check network.yaml
torntape run network.yaml \-\-set handling.preemption=flash
.fi
.SH SEE ALSO
.BR dot (1)
)";

}  // namespace

std::string man_page(const ProgramText& program) {
  const std::string prefix = program.name + ": ";
  const std::string_view help = program.help;
  std::string text = fmt::format(
      ".TH TORNTAPE 1 \"\" \"{0} {1}\" \"User Commands\"\n.SH NAME\n{0} \\- {2}\n.SH SYNOPSIS\n", roff(program.name),
      roff(program.version), roff(help.substr(help.starts_with(prefix) ? prefix.size() : 0)));
  for (const CommandText& command : program.commands) text += synopsis(program, command);
  text += ".SH DESCRIPTION\nResults go to standard output, problems and progress to standard error.\n.SH COMMANDS\n";
  for (const CommandText& command : program.commands) text += section(command);
  text += std::string(kEnd);
  return text;
}

}  // namespace torntape::tools
