#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "topology/telegram/telegram.hpp"

namespace torntape::topology {

/// True of four to eight letters, or letters and a few digits, that may name a station: R or Q the first.
bool looks_like_ri(std::string_view word);

/// Format line 1, where `line` begins with it: VZCZC or ZCZC, channel designator, number. What follows is left in
/// `rest`.
std::optional<std::string> read_transmission_line(std::string_view line, std::string_view& rest);

/// Format line 2: two precedence letters and routing indicators.
struct RoutingLine {
  std::string precedence;
  std::vector<std::string> indicators;
  std::string_view rest;  ///< from DE on, where that stands on the same line
};
std::optional<RoutingLine> read_routing_line(std::string_view line);

/// A continuation of format line 2: nothing but routing indicators, up to a DE.
std::optional<RoutingLine> read_routing_continuation(std::string_view line);

/// Format line 3: DE, station, serial, section, filing time. Each but the station may be absent.
struct OriginLine {
  std::string ri;
  std::optional<std::string> ssn;
  std::optional<int> section;
  std::optional<std::string> filing_time;
  std::string_view rest;  ///< what follows, trimmed
};
std::optional<OriginLine> read_origin_line(std::string_view line);

/// Format line 4: the prosign and its group. `rest` is what follows, trimmed.
std::optional<std::string> read_classification_line(std::string_view line, std::string_view& rest);

/// Operating signals (three letters, Z the first, perhaps a digit) among the words of `remark`.
/// `others` is set where there are other words too.
std::vector<std::string> operating_signals(std::string_view remark, bool& others);

/// The ZUI chain of a remark: each ZUI, the station and serial, the time.
std::vector<Zui> read_zui(std::string_view remark);

/// JANAP 128 format line 2 (and 3): the fields it gives.
struct JanapHeading {
  JanapLine line;
  std::string originator_ri;
  std::string ssn;
  std::string filing_time;
  std::string redundancy;
  std::vector<std::string> indicators;
  bool complete = false;  ///< the terminator has come: no further line belongs to it
  std::string_view rest;  ///< from format line 4 or 5 on, where that stands on the same line
};
std::optional<JanapHeading> read_janap_line(std::string_view printed);
/// Adds a further line of routing indicators; false where `line` is none.
bool continue_janap_line(std::string_view line, JanapHeading& heading);

}  // namespace torntape::topology
