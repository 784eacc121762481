#include "tools/parse.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "tools/command.hpp"
#include "tools/telegram_directory.hpp"
#include "tools/telegram_json.hpp"
#include "topology/telegram/stream.hpp"

namespace torntape::tools {
namespace {

constexpr std::size_t kOutputBlock = std::size_t{1} << 16;

// Collects what the telegrams give and writes it to standard output in blocks.
class Output {
 public:
  explicit Output(const ParseOptions& options) : options_(options) {}

  void add(const topology::Telegram& telegram) {
    for (const topology::Diagnostic& diagnostic : telegram.diagnostics) {
      unread_ |= diagnostic.severity == topology::Diagnostic::Severity::error;
    }
    if (options_.directory) {
      directory_.add(telegram);
      return;
    }
    append_json(text_, telegram);
    text_ += '\n';
    if (options_.follow || text_.size() >= kOutputBlock) write();
  }
  void finish() {
    if (options_.directory) text_ = directory_.tsv();
    write();
  }
  bool unread() const { return unread_; }
  bool failed() const { return failed_; }

 private:
  void write() {
    failed_ |= std::fwrite(text_.data(), 1, text_.size(), stdout) != text_.size() || std::fflush(stdout) != 0;
    text_.clear();
  }

  const ParseOptions& options_;
  TelegramDirectory directory_;
  std::string text_;
  bool unread_ = false;
  bool failed_ = false;
};

std::string without_folder(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

// Reads one file; false, with a message, where it cannot be read.
bool read_file(const std::string& path, const ParseOptions& options, Output& output) {
  const bool standard_input = path == "-";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> opened(
      standard_input ? nullptr : std::fopen(path.c_str(), "rb"),
      [](std::FILE* file) { return file ? std::fclose(file) : 0; });
  const int descriptor = standard_input ? STDIN_FILENO : opened ? fileno(opened.get()) : -1;
  int error = descriptor < 0 ? errno : 0;
  if (error == 0) {
    const auto source = [&](char* to, std::size_t size) -> std::size_t {
      if (output.failed()) return 0;
      while (true) {
        const ssize_t read = ::read(descriptor, to, size);
        if (read >= 0) return static_cast<std::size_t>(read);
        if (errno == EINTR) continue;
        error = errno;
        return 0;
      }
    };
    topology::TelegramStream stream(source, standard_input ? "-" : without_folder(path));
    stream.set_live(options.follow);
    stream.read([&](topology::Telegram& telegram) {
      if (error == 0) output.add(telegram);
    });
  }
  if (error == 0) return true;
  std::fprintf(stderr, "%s: error: cannot be read: %s\n", path.c_str(), std::strerror(error));
  return false;
}

}  // namespace

int parse_command(const ParseOptions& options) {
  Output output(options);
  bool readable = true;
  std::vector<std::string> files = options.files;
  if (files.empty()) files.emplace_back("-");
  for (const std::string& file : files) readable = read_file(file, options, output) && readable;
  output.finish();
  if (output.failed()) {
    std::fprintf(stderr, "error: standard output cannot be written: %s\n", std::strerror(errno));
    return kMachineFailed;
  }
  if (!readable) return kWrongInput;
  return output.unread() ? kAnsweredNo : kDone;
}

}  // namespace torntape::tools
