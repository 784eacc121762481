#include "tools/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace torntape::tools {
namespace {

constexpr std::size_t kNarrowest = 20;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

std::optional<std::size_t> width() {
  const std::string_view columns = variable("COLUMNS");
  std::size_t typed = 0;
  const auto [end, error] = std::from_chars(columns.data(), columns.data() + columns.size(), typed);
  if (error == std::errc() && end == columns.data() + columns.size() && typed > 0) return std::max(typed, kNarrowest);
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return std::max<std::size_t>(size.ws_col, kNarrowest);
}

/// Whether the locale that the user set writes UTF-8, by the precedence of POSIX.
bool utf8_locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string_view locale = variable(name);
    if (locale.empty()) continue;
    return locale.ends_with("UTF-8") || locale.ends_with("utf8") || locale.ends_with("UTF8") ||
           locale.ends_with("utf-8");
  }
  return false;
}

}  // namespace

bool rewrites_stderr() {
  return isatty(STDERR_FILENO) == 1 && variable("TERM") != "dumb";
}

Look look_of_stdout() {
  if (isatty(STDOUT_FILENO) != 1) return {};
  Look look;
  look.width = width();
  look.colour = variable("NO_COLOR").empty() && variable("TERM") != "dumb" && !variable("TERM").empty();
  look.blocks = utf8_locale();
  return look;
}

}  // namespace torntape::tools
