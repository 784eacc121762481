#include "topology/problem.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace torntape::topology {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row[b.size()];
}

}  // namespace

void Problems::add(Problem::Severity severity, const Place& place, std::string text) {
  if (severity == Problem::Severity::error) ++errors_;
  problems_.push_back({severity, place, std::move(text)});
}

std::vector<Problem> Problems::sorted() const {
  std::map<std::string, std::size_t> rank;
  for (const Problem& problem : problems_) {
    if (problem.place.file) rank.emplace(*problem.place.file, rank.size() + 1);
  }
  const auto key = [&](const Problem& problem) {
    return std::tuple(problem.place.file ? rank.at(*problem.place.file) : 0, problem.place.line, problem.place.column);
  };
  std::vector<Problem> result = problems_;
  std::stable_sort(result.begin(), result.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  return result;
}

std::string line_of(const Problem& problem) {
  std::string text;
  if (problem.place.file) {
    text += *problem.place.file;
    if (problem.place.line > 0) text += ':' + std::to_string(problem.place.line);
    if (problem.place.line > 0 && problem.place.column > 0) text += ':' + std::to_string(problem.place.column);
    text += ": ";
  }
  switch (problem.severity) {
    case Problem::Severity::note:
      text += "note: ";
      break;
    case Problem::Severity::warning:
      text += "warning: ";
      break;
    case Problem::Severity::error:
      text += "error: ";
      break;
  }
  return text + problem.text;
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view best;
  std::size_t least = word.size() / 3 + 1;
  for (const std::string_view candidate : known) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance <= least && (best.empty() || distance < least)) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

}  // namespace torntape::topology
