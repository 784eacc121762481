#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "topology/telegram/address_list.hpp"
#include "topology/telegram/dtg.hpp"
#include "topology/telegram/format_lines.hpp"
#include "topology/telegram/lines.hpp"
#include "topology/telegram/sections.hpp"
#include "topology/telegram/telegram.hpp"

namespace torntape::topology {

/// Reads one heading, its format lines in order, each optional. Which dialect it is (ACP 127 and State; JANAP 128 and
/// DD-173; bare, from the date-time group on) comes from the lines themselves.
class HeadingReader {
 public:
  HeadingReader(LineCursor& cursor, SectionTally& tally, Telegram& telegram);

  /// Reads up to BT (taken), the first line of the text or of the next telegram (left), or the end.
  void read();
  /// True where any format line was recognised.
  bool recognised() const { return recognised_; }
  /// What stands on the BT line after BT: the text's first words.
  std::string_view text_on_break_line() const { return text_on_break_line_; }

 private:
  /// What became of a line, or of the piece at its front: not recognised; read; read, and it ends the heading; not of
  /// this heading.
  enum class Taken { no, yes, stop, leave };
  /// What of format lines 6 to 8 stands below, as far as it may belong to this heading.
  struct Ahead {
    bool from = false;  ///< FM
    bool sure = false;  ///< ... with what surely is an originator
    bool list = false;  ///< an address list
  };
  /// What the lines to come hold, up to BT, a text or another heading.
  struct Survey {
    bool made = false;
    bool has_to = false;
    bool has_info = false;
    bool has_break = false;
    bool has_ris = false;
    bool has_state_serials = false;  ///< a serial behind SECSTATE
  };

  Taken take_line(const Line& line);
  bool begins_archive_fields(const Line& line) const;
  bool take_repetition(const Line& line);
  Taken take_piece(std::string_view& piece, const Line& line, bool first);
  Taken take_furniture(std::string_view& piece, const Line& line);
  Taken leave(Stop stop);
  void take_unknown(std::string_view piece, const Line& line);

  // Format lines 1 to 5. Each takes its line off the front of `piece`, or answers false.
  bool take_opening(std::string_view& piece, const Line& line);
  bool take_transmission(std::string_view& piece, const Line& line);
  bool take_routing(std::string_view& piece, const Line& line);
  bool take_origin(std::string_view& piece, const Line& line);
  bool take_classification(std::string_view& piece, const Line& line);
  bool take_dtg(std::string_view& piece, const Line& line);
  bool take_late_dtg(std::string_view& piece, const Line& line);
  void enter_dtg(const DtgLine& dtg, const Line& line);
  void enter_dtg_remark(std::string_view remark, bool archived, const Line& line);
  bool take_continuation(std::string_view& piece);
  bool take_words_before_dtg(std::string_view& piece, const Line& line);
  void set_dtg_remark(std::string_view remark);
  void set_classification_remark(std::string_view remark);
  void remark_dtg(const DtgLine& dtg, const Line& line);

  // Format lines 6 to 9.
  bool take_from(std::string_view& piece, const Line& line);
  Taken take_addresses(std::string_view& piece, const Line& line, bool first);
  void add_address(std::string_view& piece, const Line& line);
  bool continue_from(std::string_view& piece, const Line& line);
  void enter(ListRole role);
  void survey();
  std::size_t end_of_field(std::string_view piece, bool of_from);
  std::optional<std::size_t> text_at(std::string_view piece, std::string_view word);
  bool ends_in_text(std::string_view piece);
  bool page_follows() const;
  bool address_follows();
  bool begins_fragment(std::string_view address, const Line& first) const;
  static constexpr int kMostCaptions = 3;  // lines that no receiving office adds, below what may be a text
  Ahead look_ahead(int most_others) const;
  bool opening_follows() const;
  bool is_title(std::string_view piece) const;
  bool take_break(std::string_view piece, const Line& line);

  bool in_lists() const { return lists_.role() != ListRole::none; }
  bool past_from() const { return telegram_.from || in_lists() || closed_; }
  void found(Field field, std::string_view where, const Line& line);

  LineCursor begin_;  // where the heading begins
  LineCursor& cursor_;
  SectionTally& tally_;
  Telegram& telegram_;
  AddressLists lists_;
  Survey survey_;
  std::optional<JanapHeading> janap_;
  std::string_view text_on_break_line_;
  std::optional<Field> last_;  // the format line read last, for those that go on below
  bool recognised_ = false;
  bool dtg_seen_ = false;
  bool in_text_ = false;    // lines of a text have gone by before any heading
  bool closed_ = false;     // format line 10 has gone by
  bool like_text_ = false;  // between format lines 5 and 6 lines as of a text have gone by
  std::pair<std::size_t, bool> address_follows_{0, false};  // of the line that ends at this offset
  std::size_t archived_at_ = 0;  // where the first field of an archive stands behind the lists; 0: none does
  bool repeated_ = false;        // the heading has been met once more
  int from_joins_ = 0;
  bool below_blank_ = false;  // the last line read stood below a blank one
};

/// A keyword of format lines 6 to 9 (FM, TO, INFO, XMT) at the front of `text`: a blank, a colon or nothing follows, or
/// it is glued to what surely is an address. What follows it is left in `rest`.
bool is_keyword(std::string_view text, std::string_view keyword, std::string_view& rest);

/// True of format line 11: BT, perhaps with the text's first words behind it, a classification without a blank too.
bool is_break(std::string_view text);

}  // namespace torntape::topology
