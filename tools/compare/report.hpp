#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/comparison.hpp"
#include "tools/compare/inputs.hpp"
#include "tools/terminal.hpp"

namespace torntape::tools {

/// What a reader must know of a contrast before its figures: why it is not paired, and what makes its sides unlike. One
/// sentence each.
std::vector<std::string> cautions(const Side& base, const Side& other, const sim::Contrast& contrast);

/// One line a precedence and role: `IMMEDIATE info: 4.1 min sooner (3.8 to 4.4), real`.
std::vector<std::string> verdicts(const sim::Contrast& contrast);

/// What `compare` prints: for each other side its cautions, its verdicts, all figures, and the addressees and circuits
/// whose change is worst.
std::string comparison_table(std::span<const Side> sides, std::span<const sim::Contrast> contrasts, const Look& look);

/// The same for a document in Markdown.
std::string comparison_markdown(std::span<const Side> sides, std::span<const sim::Contrast> contrasts);

/// All figures as CSV and as one JSON object, in the columns and fields of docs/commands.md.
std::string comparison_csv(std::span<const Side> sides, std::span<const sim::Contrast> contrasts);
std::string comparison_json(std::span<const Side> sides, std::span<const sim::Contrast> contrasts);

}  // namespace torntape::tools
