#pragma once

#include <vector>

#include "topology/telegram/lines.hpp"
#include "topology/telegram/telegram.hpp"

namespace torntape::topology {

/// Counts the characters of each section as the lines of a telegram go by: a page line (POST 00000117  002 OF 003) with
/// a higher number than the section's begins the next section.
class SectionTally {
 public:
  explicit SectionTally(Telegram& telegram) : telegram_(telegram) {}

  void see(const Line& line);
  /// The telegram ends before offset `end`, `characters` having gone by.
  void finish(std::size_t end, std::uint64_t characters);

 private:
  Telegram& telegram_;
  std::uint64_t begun_ = 0;
  std::size_t current_ = 0;  // telegram_.texts[current_ - 1] is being counted; 0 before the first line
};

/// Combines the section of format line 3 and the SECTION line into `sections`.
void combine_sections(Telegram& telegram);

/// Joins telegrams that are sections of one message: same originator, serial, filing time and date-time group,
/// different sections. The
/// first section's heading stays, the texts are put in order; the others go. A section that was met before is left out,
/// with a diagnostic. Telegrams without originator, serial, filing time or section stay as they are. The order of first
/// appearance is kept.
std::vector<Telegram> join_sections(std::vector<Telegram> telegrams);

}  // namespace torntape::topology
