#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace torntape::scenarios {

/// Lines of a text file, one after the other, through a buffer of fixed size (grown only by a longer line). A byte
/// order mark (UTF-8) at the start of the file is passed over.
class LineStream {
 public:
  explicit LineStream(const std::string& path);

  /// False where the file could not be opened, or reading it failed.
  bool good() const { return file_ != nullptr && !failed_; }
  /// The next line without its LF or CRLF, valid until the next call; nothing at the end of the file.
  std::optional<std::string_view> next();
  /// The number of the line given last, from 1.
  int line() const { return line_; }

 private:
  bool fill();

  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;
  bool failed_ = false;
  int line_ = 0;
};

}  // namespace torntape::scenarios
