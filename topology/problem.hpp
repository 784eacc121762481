#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace torntape::topology {

/// Where in the user's files something stands. Lines and columns count from 1, 0 where they are not known.
struct Place {
  std::shared_ptr<const std::string> file;
  int line = 0;
  int column = 0;
};

/// One thing wrong, or odd, in what the user gave: what it is, and what would be right.
struct Problem {
  enum class Severity { note, warning, error };
  Severity severity = Severity::error;
  Place place;
  std::string text;
};

/// Collects problems, so that a user sees all of them at once.
class Problems {
 public:
  void error(const Place& place, std::string text) { add(Problem::Severity::error, place, std::move(text)); }
  void warning(const Place& place, std::string text) { add(Problem::Severity::warning, place, std::move(text)); }
  void note(const Place& place, std::string text) { add(Problem::Severity::note, place, std::move(text)); }

  bool any_error() const { return errors_ > 0; }
  /// In order of file (as first met), line and column.
  std::vector<Problem> sorted() const;

 private:
  void add(Problem::Severity severity, const Place& place, std::string text);
  std::vector<Problem> problems_;
  std::size_t errors_ = 0;
};

/// `file:line:column: error: text`, leaving out what the place does not know.
std::string line_of(const Problem& problem);

/// The one of `known` that is nearest to `word` by edit distance, or an empty text where none is near enough to be
/// what was meant: more edits away than a third of the word's letters and one.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace torntape::topology
