#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace torntape::topology {

/// Where a field stands in the text that was read: bytes [begin, end), and the line and column (from 1) of its start.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  int line = 0;
  int column = 0;
};

/// One line of format lines 7 and 8: who must have the message, and the station that delivers it.
struct AddressLine {
  std::string ri;                  ///< as printed; empty where the line has none
  std::string name;                ///< plain language address, without the //office// code; empty where there is none
  std::optional<char> precedence;  ///< Z O P R, where the line prints one (State practice)
  std::string serial;              ///< as printed, a range whole; empty where there is none
  std::string office;              ///< between the double slashes; empty where there is none
  bool niact = false;              ///< NIACT IMMEDIATE: to be acted on at any hour
  bool zen = false;                ///< ZEN/: delivered by other means
  Span span;
};

/// One thing that a careful reader would remark.
struct Diagnostic {
  enum class Severity { note, warning, error };
  int line = 0;
  int column = 0;
  Severity severity = Severity::note;
  std::string code;  ///< stable, listed in docs/telegrams.md
  std::string message;
};

/// Lines, and the characters on them without their ends.
struct Extent {
  std::uint64_t characters = 0;
  std::uint64_t lines = 0;

  /// As sent: each line's end is 2CR 1LF.
  std::uint64_t sent() const { return characters + 3 * lines; }
};

/// One section's text as far as the file holds it.
struct SectionText {
  int number = 1;                ///< its place in the telegram, from 1
  std::uint64_t characters = 0;  ///< from its first line to its last, each line end counted as 2CR 1LF (three)
  Span span;
  Extent text;  ///< without heading, page headings and ending; where text_extents() was asked for it
};

/// One link of a ZUI chain: the station, its serial and its time, as a message was known further up the way.
struct Zui {
  std::string ri;
  std::string ssn;
  std::string time;
};

/// The fields of JANAP 128 format line 2 that have no place of their own in Telegram (NAVEDTRA 14226).
struct JanapLine {
  std::string raw;         ///< the line as printed, wrapped lines joined by one blank
  char precedence = 'R';   ///< position 1
  std::string lmf;         ///< positions 2 and 3: language and media format
  std::string security;    ///< position 4
  std::string cic;         ///< positions 5 to 8: content indicator
  std::string terminator;  ///< the final full stop, or empty
};

/// The fields whose place in the text is kept.
enum class Field : std::uint8_t {
  transmission_id,
  routing_line,
  originator,
  classification_prosign,
  dtg,
  from,
  section_line,
};

/// Why the heading ended where it did.
enum class Stop : std::uint8_t { end_of_text, break_sign, text, next_telegram, nothing_recognised };

/// The heading of one record message, read (ACP 127(G) 142, Annex B; JANAP 128). What is not printed is absent.
struct Telegram {
  std::string file;
  std::optional<std::string> transmission_id;                  ///< format line 1: VZCZCXRO4921
  std::optional<std::string> routing_precedence;               ///< format line 2's two letters: OO
  std::vector<std::string> routing_line;                       ///< format line 2's indicators, in their order
  std::optional<std::string> originator_ri;                    ///< format line 3
  std::optional<std::string> ssn;                              ///< station serial number: 0117
  std::optional<int> section;                                  ///< the number after the slash on format line 3
  std::optional<std::pair<int, int>> section_line;             ///< SECTION 01 OF 02
  std::optional<std::pair<int, std::optional<int>>> sections;  ///< the two combined
  std::optional<std::string> filing_time;                      ///< as printed on format line 3: 0222139 (dddhhmm)
  std::optional<std::string> classification_prosign;           ///< ZNY CCCCC
  std::vector<std::string> opsigs_fl4;                         ///< operating signals after it: ZZH
  std::optional<std::string> fl4_remark;                       ///< all that follows it, where more than signals do
  std::vector<Zui> zui;                                        ///< ZUI chain of format line 4
  std::optional<char> precedence;                              ///< the highest on format line 5, else format line 2's
  std::vector<char> precedences;                               ///< all letters of format line 5
  std::optional<std::string> dtg;                              ///< ddhhmmZ MMM yy
  std::optional<std::string> garbled_dtg;                      ///< what stands in its place where it is none
  std::vector<std::string> dtg_opsigs;                         ///< operating signals after the date-time group
  std::optional<std::string> dtg_remark;                       ///< all that follows the date-time group
  std::optional<std::string> psn;                              ///< processing sequence number: 820545K24
  std::optional<std::string> mid;                              ///< message identifier: 200001807449U
  std::optional<std::string> from;                             ///< format line 6, with its office code
  std::vector<AddressLine> to;
  std::vector<AddressLine> info;
  std::vector<std::string> xmt;                 ///< names exempted on format line 9
  std::optional<JanapLine> jfl2;                ///< where format line 2 is JANAP 128's
  std::optional<std::string> class_redundancy;  ///< JANAP 128 positions 30 to 33: UUUU
  std::vector<std::string> unclassified_lines;  ///< lines of the heading that are no format line, in their order
  std::vector<SectionText> texts;
  std::size_t text_begin = 0;  ///< offset of what follows the heading: behind BT, or of the text's first line
  std::vector<Diagnostic> diagnostics;
  std::vector<std::pair<Field, Span>> fields;  ///< where the fields above were read
  Stop stop = Stop::end_of_text;               ///< why the heading ended
  bool ended = false;                          ///< NNNN (format line 16) has come
  Span span;                                   ///< of the whole telegram
};

}  // namespace torntape::topology
