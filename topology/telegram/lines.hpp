#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "topology/telegram/telegram.hpp"

namespace torntape::topology {

/// One line of a text: what stands on it without the blanks around, and where.
struct Line {
  std::string_view text;     ///< trimmed, a bar at its end left out; empty for a blank line
  std::size_t begin = 0;     ///< offset of the line's first byte, blanks included
  int number = 0;            ///< from 1
  std::uint64_t before = 0;  ///< characters before this line, each line end counted as three
  bool after_blank = false;  ///< true where one or more blank lines stand directly above

  bool blank() const { return text.empty(); }
};

/// Walks over the lines of a text, each once; a copy looks ahead without moving the original.
/// A line ends at LF; the CRs before it (CRLF, 2CR 1LF) belong to the line's end.
class LineCursor {
 public:
  /// From `offset` on, `lines` lines having gone before.
  explicit LineCursor(std::string_view text, std::size_t offset = 0, int lines = 0)
      : text_(text), offset_(offset), number_(lines) {}

  /// The next line, or false at the end of the text.
  bool next(Line& line);
  /// The next line that is not blank, or false at the end of the text.
  bool next_filled(Line& line);

  /// What stands above the next line is forgotten: it is the first of its telegram.
  void forget_blank() { after_blank_ = false; }

  std::string_view text() const { return text_; }
  std::size_t offset() const { return offset_; }
  int lines() const { return number_; }
  /// Characters walked over, each line end counted as 2CR 1LF.
  std::uint64_t characters() const { return characters_; }
  /// Where `part`, a piece of a line of this text, stands.
  Span span_of(std::string_view part, const Line& line) const;

 private:
  std::string_view text_;
  std::size_t offset_;
  int number_;
  std::uint64_t characters_ = 0;
  bool after_blank_ = false;
};

/// `text` with what stands for blanks in other character sets (no-break spaces, byte order marks) made blanks, and lone
/// CRs made LFs where the text has no LF; every byte keeps its place. Answers `text` itself where nothing is to be
/// made, else a view of `storage`.
std::string_view with_plain_blanks(std::string_view text, std::string& storage);

}  // namespace torntape::topology
