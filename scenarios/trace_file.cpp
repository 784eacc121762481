#include "scenarios/trace_file.hpp"

#include <cstdint>
#include <memory>
#include <stdexcept>

#include "scenarios/files.hpp"
#include "scenarios/line_stream.hpp"
#include "scenarios/trace_row.hpp"

namespace torntape::scenarios {
namespace {

using topology::Place;
using topology::Problems;

constexpr int kMostErrors = 20;

class FileRows : public sim::TraceRows {
 public:
  FileRows(const std::string& path, const topology::Network& network) : path_(path), network_(network), lines_(path) {
    lines_.next();
  }

  bool next(sim::TraceRow& row) override {
    const sim::Time last = row.filed;
    while (const auto line = lines_.next()) {
      if (line->empty()) continue;
      try {
        parse_trace_row(*line, network_, row);
      } catch (const RowError&) {
        throw_changed();
      }
      if (row.filed < last) throw_changed();
      return true;
    }
    if (!lines_.good()) throw_changed();
    return false;
  }

 private:
  [[noreturn]] void throw_changed() const {
    throw std::runtime_error(path_ + ": the trace can no longer be read as it was checked");
  }

  const std::string& path_;
  const topology::Network& network_;
  LineStream lines_;
};

}  // namespace

void TraceFile::check(const Place& named_at, const sim::Window& window, Problems& problems) const {
  const std::string why = why_unreadable(path_);
  if (!why.empty()) return problems.error(named_at, "trace: " + path_ + ": " + why);
  const auto file = std::make_shared<const std::string>(path_);
  LineStream lines(path_);
  const auto header = lines.next();
  if (header != kTraceHeader) {
    return problems.error({file, 1, 1},
                          "the first line of a trace is its header; expected " + std::string(kTraceHeader));
  }
  sim::TraceRow row;
  sim::Time last = 0;
  int errors = 0;
  std::uint64_t rows = 0;
  std::uint64_t outside = 0;
  while (const auto line = lines.next()) {
    if (line->empty()) continue;
    try {
      parse_trace_row(*line, network_, row);
      if (row.filed < last) throw RowError{1, "filed_s is before that of the row above; sort the trace by filed_s"};
      last = row.filed;
      ++rows;
      if (!window.counts(row.filed)) ++outside;
    } catch (const RowError& error) {
      problems.error({file, lines.line(), error.column}, error.text);
      if (++errors == kMostErrors) {
        return problems.note({file, lines.line(), 1}, "further rows are not looked at");
      }
    }
  }
  if (!lines.good()) problems.error(named_at, "trace: " + path_ + ": reading it failed");
  if (errors > 0) return;
  if (rows == 0) problems.warning({file, 1, 1}, "the trace has no row");
  if (outside > 0) {
    problems.warning({file, 1, 1},
                     std::to_string(outside) + " of " + std::to_string(rows) +
                         " rows are filed outside the time that counts (from run.warmup to run.duration); "
                         "their deliveries are not counted");
  }
}

std::unique_ptr<sim::TraceRows> TraceFile::open() const {
  return std::make_unique<FileRows>(path_, network_);
}

}  // namespace torntape::scenarios
