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
inline constexpr std::string_view kClassedTraceHeader = "filed_s,from,characters,to,info,class";

/// Reads one line of a trace of `header`, one of the two above, without its line end, into `row`. Throws RowError.
/// `to` and `info` hold addresses with a blank between them, each an indicator, a slash and a precedence as letter or
/// word, or NIACT, which is NIACT IMMEDIATE: `RUEHC/O RUEKJCS/P`. A collective's indicator stands for its members.
/// `class` is a letter or word; without it rows are unclassified. Fields may stand in quotes (RFC 4180), which takes
/// longer to read.
void parse_trace_row(std::string_view line, std::string_view header, const topology::Network& network,
                     sim::TraceRow& row);

}  // namespace torntape::scenarios
