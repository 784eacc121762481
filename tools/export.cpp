#include "tools/export.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "tools/command.hpp"
#include "tools/output_file.hpp"
#include "tools/results/reader.hpp"
#include "tools/results/tables.hpp"
#include "tools/table.hpp"
#include "topology/problem.hpp"

namespace torntape::tools {
namespace {

constexpr std::size_t kFlushAt = 1U << 16;

/// Text on its way to a file or to stdout.
class Sink {
 public:
  explicit Sink(const std::string& path) : path_(path) {
    if (path.empty()) return;
    file_ = std::fopen(path.c_str(), "wb");
    if (file_ == nullptr) fail();
  }
  ~Sink() {
    if (file_ != stdout && file_ != nullptr) std::fclose(file_);
  }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  std::string& buffer() { return buffer_; }
  void flush_if_full() {
    if (buffer_.size() >= kFlushAt) flush();
  }
  void close() {
    flush();
    std::FILE* file = std::exchange(file_, nullptr);
    if ((file == stdout ? std::fflush(file) : std::fclose(file)) != 0) fail();
  }

 private:
  void flush() {
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) fail();
    buffer_.clear();
  }
  [[noreturn]] void fail() const {
    throw Failure(kMachineFailed, fmt::format("{}: error: cannot be written: {}", path_.empty() ? "stdout" : path_,
                                              std::strerror(errno)));
  }

  std::string path_;
  std::FILE* file_ = stdout;
  std::string buffer_;
};

class CsvRows : public results::RowTaker {
 public:
  explicit CsvRows(Sink& sink) : sink_(sink) {}
  void columns(const std::vector<std::string>& names) override {
    for (const std::string& name : names) text(name);
    end_of_row();
  }
  void number(const std::string& digits) override { field(digits); }
  void text(const std::string& text) override { field(csv_field(text)); }
  void nothing() override { field(""); }
  void end_of_row() override {
    sink_.buffer() += '\n';
    first_ = true;
    sink_.flush_if_full();
  }

 private:
  void field(const std::string& text) {
    if (!first_) sink_.buffer() += ',';
    first_ = false;
    sink_.buffer() += text;
  }

  Sink& sink_;
  bool first_ = true;
};

/// An array of objects, one a line.
class JsonRows : public results::RowTaker {
 public:
  explicit JsonRows(Sink& sink) : sink_(sink) { sink_.buffer() += "["; }
  void columns(const std::vector<std::string>& names) override {
    for (const std::string& name : names) keys_.push_back(quoted(name) + ": ");
  }
  void number(const std::string& digits) override { value(digits); }
  void text(const std::string& text) override { value(quoted(text)); }
  void nothing() override { value("null"); }
  void end_of_row() override {
    sink_.buffer() += '}';
    column_ = 0;
    sink_.flush_if_full();
  }
  void end() { sink_.buffer() += any_ ? "\n]\n" : "]\n"; }

 private:
  static std::string quoted(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  void value(const std::string& text) {
    if (column_ == 0) {
      sink_.buffer() += any_ ? ",\n{" : "\n{";
      any_ = true;
    } else {
      sink_.buffer() += ", ";
    }
    sink_.buffer() += keys_[column_++];
    sink_.buffer() += text;
  }

  Sink& sink_;
  std::vector<std::string> keys_;
  std::size_t column_ = 0;
  bool any_ = false;
};

void check_table(const std::string& table) {
  const std::vector<std::string_view> names = results::table_names();
  std::string list;
  for (const std::string_view name : names) {
    if (name == table) return;
    list.append(list.empty() ? "" : ", ").append(name);
  }
  const std::string_view near = topology::nearest(table, names);
  throw Failure(kWrongInput, fmt::format("--table {}: error: there is no such table{}; the tables are {}", table,
                                         near.empty() ? "" : fmt::format(", did you mean '{}'?", near), list));
}

}  // namespace

int export_command(const ExportOptions& options) {
  check_table(options.table);
  refuse_to_overwrite(options.output, options.force);
  check_output(options.output, {options.file});
  const results::Reader reader(options.file);
  Sink sink(options.output);
  if (options.format == "json") {
    JsonRows rows(sink);
    results::read_table(reader, options.table, rows);
    rows.end();
  } else {
    CsvRows rows(sink);
    results::read_table(reader, options.table, rows);
  }
  sink.close();
  return kDone;
}

}  // namespace torntape::tools
