#pragma once

#include <string>
#include <vector>

namespace torntape::tools {

struct ParseOptions {
  std::vector<std::string> files;  ///< telegram files; "-", or none at all, is standard input
  bool directory = false;          ///< print the directory that the headings imply, as TSV, in place of JSON
  bool follow = false;             ///< print each telegram as soon as it is complete: for a live stream
};

/// Reads telegram headings and prints one JSON object a telegram and line. 0 where every telegram could be read, 1
/// where some could not, 2 where a file cannot be read, 3 where the output cannot be written.
int parse_command(const ParseOptions& options);

}  // namespace torntape::tools
