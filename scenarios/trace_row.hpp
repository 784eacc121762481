#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "sim/trace_source.hpp"
#include "topology/network.hpp"

namespace torntape::scenarios {

/// What is wrong with a row, and at which column (from 1) of its line.
struct RowError {
  int column = 1;
  std::string text;
};

inline constexpr std::string_view kTraceHeader = "filed_s,from,characters,to,info";

/// Reads one line of a trace, without its line end, into `row`. Throws RowError.
/// `to` and `info` hold addresses with a blank between them, each an indicator, a slash and a precedence as letter or
/// word, or NIACT, which is NIACT IMMEDIATE: `RUEHC/O RUEKJCS/P`. A collective's indicator stands for its members.
void parse_trace_row(std::string_view line, const topology::Network& network, sim::TraceRow& row);

}  // namespace torntape::scenarios
