#include "tools/compare/condition.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string_view>
#include <vector>

#include "scenarios/quantity.hpp"
#include "tools/command.hpp"
#include "topology/problem.hpp"

namespace torntape::tools {
namespace {

constexpr const char* kExample = "as 'IMMEDIATE p95 +10%', 'FLASH info mean +30 s' or 'ROUTINE within -1 %'";

/// Reads a condition word by word.
class Words {
 public:
  explicit Words(const std::string& text) : text_(text), stream_(text) {}

  [[noreturn]] void refuse(const std::string& what) const {
    throw Failure(kWrongInput, fmt::format("--fail-if '{}': error: {}", text_, what));
  }
  std::string next(std::string_view expected) {
    std::string word;
    if (!(stream_ >> word)) refuse(fmt::format("expected {}, {}", expected, kExample));
    return word;
  }
  std::string rest() {
    std::string rest;
    std::getline(stream_ >> std::ws, rest);
    while (!rest.empty() && std::isspace(static_cast<unsigned char>(rest.back())) != 0) rest.pop_back();
    return rest;
  }

 private:
  std::string text_;
  std::istringstream stream_;
};

sim::Precedence precedence_in(Words& words) {
  std::string word = words.next("a precedence");
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::toupper(c); });
  const auto precedence = topology::precedence_of(word);
  if (!precedence) words.refuse(fmt::format("'{}' is no precedence: FLASH, IMMEDIATE, PRIORITY or ROUTINE", word));
  return *precedence;
}

std::optional<sim::Metric> metric_of(std::string_view word) {
  const auto found =
      std::find_if(sim::kMetrics.begin(), sim::kMetrics.end(), [&](sim::Metric m) { return sim::word(m) == word; });
  return found == sim::kMetrics.end() ? std::nullopt : std::optional(*found);
}

/// The role, where there is one, and the metric.
void read_figure(Words& words, Condition& condition) {
  std::string word = words.next("a figure (mean, p50, p90, p95, p99 or within)");
  for (const sim::Role role : {sim::Role::action, sim::Role::info}) {
    if (word == topology::word(role)) condition.role = role;
  }
  if (condition.role || word == "all") word = words.next("a figure (mean, p50, p90, p95, p99 or within)");
  const auto metric = metric_of(word);
  if (!metric) words.refuse(fmt::format("'{}' is no figure: mean, p50, p90, p95, p99 or within", word));
  condition.metric = *metric;
}

void read_change(Words& words, Condition& condition) {
  const std::string change = words.rest();
  if (change.empty() || (change.front() != '+' && change.front() != '-')) {
    words.refuse(fmt::format("expected a change that begins with + or -, {}", kExample));
  }
  condition.rise = change.front() == '+';
  const std::string amount = change.substr(
      change.find_first_not_of(' ', 1) == std::string::npos ? change.size() : change.find_first_not_of(' ', 1));
  if (!amount.empty() && amount.back() == '%') {
    std::string number = amount.substr(0, amount.size() - 1);
    while (!number.empty() && number.back() == ' ') number.pop_back();
    const auto percent = scenarios::parse_number(number);
    if (!percent.value) words.refuse(percent.error);
    if (*percent.value < 0) words.refuse("the amount of a change is not negative; its sign stands before it");
    condition.amount = *percent.value / 100;
    condition.unit = condition.metric == sim::Metric::within ? Condition::Unit::share : Condition::Unit::of_base;
    return;
  }
  if (condition.metric == sim::Metric::within) {
    words.refuse("a change of `within` is in hundredths of all deliveries, as -1 %");
  }
  const auto time = scenarios::parse_time(amount);
  if (!time.value) words.refuse(time.error + ", or a percentage of the baseline's figure, as +10%");
  condition.amount = sim::seconds(*time.value);
  condition.unit = Condition::Unit::seconds;
}

std::string row_name(const Condition& condition) {
  return fmt::format("{} {} {}", topology::word(condition.precedence),
                     condition.role ? topology::word(*condition.role) : "all", sim::word(condition.metric));
}

/// Why a row that stands has no verdict.
std::string why_not_judged(const sim::Contrast& contrast) {
  if (contrast.base_replications < 2 || contrast.other_replications < 2) {
    return "one replication does not tell; give --replications 20";
  }
  return "there are too few deliveries to tell";
}

}  // namespace

Condition condition_of(const std::string& text) {
  Words words(text);
  Condition condition;
  condition.text = text;
  condition.precedence = precedence_in(words);
  read_figure(words, condition);
  read_change(words, condition);
  return condition;
}

bool holds(const Condition& condition, const sim::Contrast& contrast, const std::string& other) {
  const auto row = std::find_if(contrast.rows.begin(), contrast.rows.end(), [&](const sim::ComparisonRow& one) {
    return one.precedence == condition.precedence && one.role == condition.role && one.metric == condition.metric;
  });
  const auto refuse = [&](const std::string& why) {
    throw Failure(kWrongInput, fmt::format("--fail-if '{}': error: {}: {}", condition.text, other, why));
  };
  if (row == contrast.rows.end()) {
    const bool objectives = condition.metric == sim::Metric::within &&
                            !contrast.same_objective[static_cast<std::size_t>(condition.precedence)];
    refuse(objectives ? "the objectives of the two sides differ, so that shares within them are not compared"
                      : fmt::format("there is no row {}: one side has no such deliveries", row_name(condition)));
  }
  const sim::Change& change = row->change;
  if (!change.difference.p) refuse(why_not_judged(contrast));
  const double moved = condition.rise ? change.value() : -change.value();
  const double enough = condition.unit == Condition::Unit::of_base ? condition.amount * change.base : condition.amount;
  return change.real && moved > 0 && moved >= enough;
}

}  // namespace torntape::tools
