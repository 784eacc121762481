#pragma once

#include <optional>
#include <string>
#include <vector>

#include "oracle/naive.hpp"

namespace torntape::endtoend {

/// How a scenario is to be written down: what can be said in two ways must mean the same.
struct Wording {
  bool homing_by_prefix = false;            ///< circuits that homing gives are not listed
  std::optional<oracle::Circuit> defaults;  ///< what equals these is left out (ends unused)
  oracle::Time default_switching = 0;       ///< ... and stations with this switching do not say it
  std::size_t spelling = 0;                 ///< picks among the spellings of units and precedences
  std::vector<std::string> telegrams;       ///< files replayed
  bool trace = true;                        ///< there is also the trace messages.csv
};

/// The scenario file (design: the scenario file's contract) that says what `scenario` and `wording` say.
std::string scenario_yaml(const oracle::Scenario& scenario, const Wording& wording);

/// Messages of one section each as a trace.
std::string trace_csv(const std::vector<oracle::Message>& messages, const Wording& wording);

/// FLASH, IMMEDIATE, PRIORITY or ROUTINE.
std::string precedence_word(char precedence);

}  // namespace torntape::endtoend
