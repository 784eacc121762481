#pragma once

#include <string>
#include <vector>

namespace torntape::tools {

/// An option or a positional argument of a command, as its definition for the command line has it: what completion and
/// the manual page are made of.
struct OptionText {
  std::vector<std::string> names;  ///< `-o`, `--output`; none: a positional argument
  std::string value;               ///< `FILE`; empty: a flag
  std::vector<std::string> words;  ///< the values to choose from; none: any
  std::string help;
  bool required = false;
  bool repeated = false;

  /// Whether its value names a file.
  bool takes_file() const;
};

struct CommandText {
  std::string name;
  std::string help;
  std::vector<OptionText> options;  ///< positional arguments among them, in order
};

/// The program and its commands.
struct ProgramText {
  std::string name;
  std::string help;
  std::string version;
  std::vector<OptionText> options;
  std::vector<CommandText> commands;
};

}  // namespace torntape::tools
