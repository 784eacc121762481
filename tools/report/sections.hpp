#pragma once

#include <optional>
#include <string>

#include "tools/report/case.hpp"
#include "tools/report/distribution.hpp"
#include "tools/report/network_view.hpp"
#include "tools/report/replay.hpp"

namespace torntape::tools {

// The parts of the page, each as HTML with every text escaped.

/// What was asked: scenario, description, times, seed, version.
std::string question_section(const Cases& cases);
/// Latencies by precedence and role, with what is missing from them; times until in at the station, where stations have
/// opening hours.
std::string latency_section(const Case& one);
/// Each case but the first compared with it; empty where there is one alone.
std::string comparison_section(const Cases& cases);
/// The distributions by precedence as a drawing and as a table.
std::string distribution_section(const Case& one, const Distribution& distribution);
/// The busiest circuits as a drawing, and all of them as a table.
std::string circuits_section(const Case& one);
/// Relays where copies wait for operators or the opening; empty where there is none.
std::string relays_section(const Case& one);
/// Errors on the line, in all and by circuit; empty where there was none.
std::string errors_section(const Case& one);
/// The network as a drawing and as tables, the ways of messages as tables.
std::string network_section(const Case& one, const NetworkView& view, const Replay& replay);
/// The addressees that were served worst.
std::string addressees_section(const Case& one);
/// The commands that make the results and the page again, the scenario's text, and the files it reads.
std::string again_section(const Cases& cases, const std::string& command);

/// Seconds that copies waited; `-` where there was none.
std::string wait_text(const std::optional<double>& wait);

/// `text` as one word of a shell's command.
std::string shell_word(const std::string& text);

}  // namespace torntape::tools
