#pragma once

#include <stdexcept>
#include <string>

namespace torntape::tools {

/// How the program ends (docs/commands.md).
enum ExitCode : int {
  kDone = 0,
  kAnsweredNo = 1,     ///< the question asked was answered no
  kWrongInput = 2,     ///< the user's input or command line is wrong
  kMachineFailed = 3,  ///< disk full, no permission, a helper program missing
};

/// Ends a command with a line on stderr and an exit code.
class Failure : public std::runtime_error {
 public:
  Failure(ExitCode code, const std::string& text) : std::runtime_error(text), code_(code) {}
  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

}  // namespace torntape::tools
