#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "oracle/naive.hpp"

namespace torntape::endtoend {

/// One run of a case and what must come of it.
struct Expectation {
  int line = 0;
  std::vector<std::string> settings;                ///< KEY=VALUE, over the case's own
  std::vector<oracle::Delivery> deliveries;         ///< in order; without origin and filing time
  std::vector<std::string> routing_lines;           ///< `FROM -> TO  PP RI RI`, in alphabetical order
  std::vector<std::pair<std::string, int>> counts;  ///< figures of --json
};

// clang-format off
/// A scenario test as plain text: a map, what its circuits and stations are like, traffic, and what comes of it.
///
/// Sections begin in the first column, their content is indented; `#` begins a comment, but in telegrams. Times are in
/// seconds, rates in bits a second.
///
///     map                               relays in brackets; circuits are drawn with - and |
///       RUEHA --- [RUEH] --- RUEHB
///     network
///       default rate 800                also propagation, channels, switching, class S, garbled, lost, repeated
///       circuit RUEHA RUEH rate 1600 channels 2 propagation 0.5
///       station RUEH switching 2        of a manual relay: station RUEH operators 2 time 30
///       addressees RUEHB: AMEMBASSY ONE, AMEMBASSY TWO
///       collective RUCNA at RUEH: RUEHA RUEHB          without `at`: at the origin
///       hours RUEHA +0530: 0800-1700 Mon-Fri, 0900-1200 Sat     without a zone: UTC
///       outage RUEHA RUEH from 10 to 20                of a relay: outage RUEH from 10 to 20
///     handling
///       preemption flash                also discipline, copy_precedence, bits_per_character, cancel_time, extra_long,
///       reroute_from IMMEDIATE          split_flash, reroute_after, reroute_backlog
///       duration 3600                   also warmup, drain; start 2007-01-05T16:50Z, in the week of 1 January 2007
///     messages                          a trace, with its first line
///     telegram one.txt                  instead of messages: a file to be replayed, may stand more than once
///     expect handling.preemption=none   any number of times, settings as for --set
///       1 RUEHB action ROUTINE 3.5 hops 2 AMEMBASSY ONE     every delivery in order; no name: the indicator
///       RUEHA -> RUEH  RR RUEHB         every routing line; at least one, or they are not looked at
///       transmissions 2                 a figure of --json; by its way: /desks/0/max_queue 3
// clang-format on
struct CaseFile {
  oracle::Scenario scenario;
  oracle::Circuit defaults;
  oracle::Time default_switching = 0;
  std::vector<std::pair<std::string, std::string>> telegrams;  ///< name and text
  std::vector<Expectation> expectations;
};

/// Throws std::runtime_error with the line number where `text` is no case.
CaseFile read_case(const std::string& text);

/// The scenario with `KEY=VALUE` of handling applied.
oracle::Scenario with_settings(oracle::Scenario scenario, const std::vector<std::string>& settings);

}  // namespace torntape::endtoend
