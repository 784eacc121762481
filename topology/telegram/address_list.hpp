#pragma once

#include <string>
#include <string_view>

#include "topology/telegram/addresses.hpp"
#include "topology/telegram/lines.hpp"
#include "topology/telegram/telegram.hpp"

namespace torntape::topology {

/// Which of a heading's lists a line stands in.
enum class ListRole { none, to, info, exempt };

/// Adds address lines to a telegram's lists, joining those that are wrapped over several lines.
class AddressLists {
 public:
  AddressLists(const LineCursor& cursor, Telegram& telegram) : cursor_(cursor), telegram_(telegram) {}

  /// What is known of the lists before they are read.
  void describe(const AddressList& list) { list_ = list; }
  const AddressList& description() const { return list_; }

  ListRole role() const { return role_; }
  void enter(ListRole role);
  /// Reads one piece of a line: one address, several, or more of the address above.
  void add(std::string_view piece, const Line& line);

 private:
  void add_one(std::string_view piece, const Line& line);
  void add_exempt(std::string_view piece, const Line& line);
  bool continues(std::string_view piece, const Line& line) const;
  void join(std::string_view piece, const Line& line);
  void remark(const AddressOddities& oddities, const Span& span);
  std::vector<AddressLine>& current() { return role_ == ListRole::to ? telegram_.to : telegram_.info; }

  const LineCursor& cursor_;
  Telegram& telegram_;
  AddressList list_;
  ListRole role_ = ListRole::none;
  ListRole before_exempt_ = ListRole::none;
  std::string joined_;     // the last address's text where it came from several lines
  std::string_view last_;  // the last address's text
  bool open_ = false;      // there is a last address that a line may continue
  bool exempt_have_ri_ = false;
  std::size_t last_width_ = 0;  // of the line it ended on
  int joins_ = 0;
};

}  // namespace torntape::topology
