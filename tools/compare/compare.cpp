#include "tools/compare/compare.hpp"

#include <fmt/core.h>

#include <cstdio>

#include "sim/comparison.hpp"
#include "tools/command.hpp"
#include "tools/compare/condition.hpp"
#include "tools/compare/report.hpp"

namespace torntape::tools {
namespace {

std::vector<sim::Contrast> contrasts_of(std::vector<Side>& sides) {
  std::vector<sim::Results> others;
  for (std::size_t i = 1; i < sides.size(); ++i) others.push_back(std::move(sides[i].results));
  std::vector<sim::Contrast> contrasts = sim::compare(sides.front().results, others);
  for (std::size_t i = 1; i < sides.size(); ++i) sides[i].results = std::move(others[i - 1]);
  return contrasts;
}

void print_cautions(const std::vector<Side>& sides, const std::vector<sim::Contrast>& contrasts) {
  for (std::size_t i = 0; i < contrasts.size(); ++i) {
    for (const std::string& line : cautions(sides.front(), sides[i + 1], contrasts[i])) {
      fmt::print(stderr, "{}: note: {}\n", sides[i + 1].name, line);
    }
  }
}

void print_report(const CompareOptions& options, const std::vector<Side>& sides,
                  const std::vector<sim::Contrast>& contrasts) {
  const bool for_programs = options.format == Format::json || options.format == Format::csv;
  if (for_programs && !options.sides.quiet) print_cautions(sides, contrasts);
  switch (options.format) {
    case Format::json:
      return fmt::print("{}", comparison_json(sides, contrasts));
    case Format::csv:
      return fmt::print("{}", comparison_csv(sides, contrasts));
    case Format::markdown:
      return fmt::print("{}", comparison_markdown(sides, contrasts));
    case Format::table:
      return fmt::print("{}", comparison_table(sides, contrasts, look_of_stdout()));
  }
}

/// Prints the conditions that hold, and says whether one does.
bool any_holds(const std::vector<Condition>& conditions, const std::vector<Side>& sides,
               const std::vector<sim::Contrast>& contrasts) {
  bool any = false;
  for (const Condition& condition : conditions) {
    for (std::size_t i = 0; i < contrasts.size(); ++i) {
      if (!holds(condition, contrasts[i], sides[i + 1].name)) continue;
      fmt::print(stderr, "--fail-if '{}': holds for {}\n", condition.text, sides[i + 1].name);
      any = true;
    }
  }
  return any;
}

}  // namespace

int compare(const CompareOptions& options) {
  std::vector<Condition> conditions;
  for (const std::string& text : options.fail_if) conditions.push_back(condition_of(text));
  std::vector<Side> sides = sides_of(options.sides);
  const std::vector<sim::Contrast> contrasts = contrasts_of(sides);
  print_report(options, sides, contrasts);
  std::fflush(stdout);
  return any_holds(conditions, sides, contrasts) ? kAnsweredNo : kDone;
}

}  // namespace torntape::tools
