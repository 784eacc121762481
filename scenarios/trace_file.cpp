#include "scenarios/trace_file.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stdexcept>

#include "scenarios/csv_quotes.hpp"
#include "scenarios/files.hpp"
#include "scenarios/line_stream.hpp"
#include "scenarios/resolve_gate.hpp"
#include "scenarios/trace_row.hpp"

namespace torntape::scenarios {
namespace {

using topology::Place;
using topology::Problems;

constexpr int kMostErrors = 20;

/// The header that `line` is, quotes around its fields aside; empty where it is none.
std::string_view header_of(std::optional<std::string_view> line) {
  std::string bare;
  try {
    bare = without_quotes(line.value_or(""));
  } catch (const RowError&) {
    return {};
  }
  for (const std::string_view header : {kTraceHeader, kClassedTraceHeader}) {
    if (bare == header) return header;
  }
  return {};
}

/// Whether a message goes to its own origin and to nobody else, so that there is nothing to send.
bool is_to_itself(const sim::TraceRow& row) {
  return std::all_of(row.targets.begin(), row.targets.end(),
                     [&](const sim::Target& target) { return !target.collective && target.id == row.origin; });
}

class FileRows : public sim::TraceRows {
 public:
  FileRows(const std::string& path, const topology::Network& network) : path_(path), network_(network), lines_(path) {
    header_ = header_of(lines_.next());
  }

  bool next(sim::TraceRow& row) override {
    const sim::Time last = row.filed;
    while (const auto line = lines_.next()) {
      if (line->empty()) continue;
      try {
        parse_trace_row(*line, header_, network_, row);
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
  std::string_view header_;
};

/// Refuses rows that no approved circuits can carry to all their addressees.
class RowGate {
 public:
  explicit RowGate(const sim::Plan& plan) : check_(plan), addressing_(plan.network, plan.directory), plan_(plan) {}

  void check(const sim::TraceRow& row, std::string_view line) {
    if (plan_.gate.routes(row.classification) == nullptr) return;
    draft_.origin = row.origin;
    draft_.classification = row.classification;
    addressing_.address(row.targets, draft_);
    const auto gap = check_.gap(draft_);
    if (!gap) return;
    const std::string letters = gap->collective == topology::kNone
                                    ? plan_.network.stations()[gap->to].ri.letters()
                                    : plan_.network.collectives()[gap->collective].ri.letters();
    // Addresses alone have a slash behind the indicator; a member of a collective does not stand on the line.
    const std::size_t at = line.find(letters + '/');
    throw RowError{at == std::string_view::npos ? 1 : static_cast<int>(at) + 1, check_.text(*gap, row.classification)};
  }

 private:
  GateCheck check_;
  sim::Addressing addressing_;
  sim::Draft draft_;
  const sim::Plan& plan_;
};

}  // namespace

void TraceFile::check(const Place& named_at, const sim::Plan& plan, Problems& problems) const {
  const std::string why = why_unreadable(path_);
  if (!why.empty()) return problems.error(named_at, "trace: " + path_ + ": " + why);
  const auto file = std::make_shared<const std::string>(path_);
  LineStream lines(path_);
  const std::string_view header = header_of(lines.next());
  if (header.empty()) {
    return problems.error({file, 1, 1}, "the first line of a trace is its header; expected " +
                                            std::string(kTraceHeader) + ", or class behind these");
  }
  RowGate gate(plan);
  sim::TraceRow row;
  sim::Time last = 0;
  int errors = 0;
  std::uint64_t rows = 0;
  std::uint64_t outside = 0;
  std::uint64_t to_themselves = 0;
  int first_to_itself = 0;
  while (const auto line = lines.next()) {
    if (line->empty()) continue;
    try {
      parse_trace_row(*line, header, network_, row);
      if (row.filed < last) throw RowError{1, "filed_s is before that of the row above; sort the trace by filed_s"};
      gate.check(row, *line);
      last = row.filed;
      ++rows;
      if (!plan.window.counts(row.filed)) ++outside;
      if (is_to_itself(row) && ++to_themselves == 1) first_to_itself = lines.line();
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
  if (to_themselves > 0) {
    problems.warning({file, first_to_itself, 1},
                     (to_themselves == 1 ? "the row goes to its own origin alone; nothing is sent"
                                         : std::to_string(to_themselves) +
                                               " rows go to their own origin alone, the first of them this; nothing is "
                                               "sent"));
  }
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
