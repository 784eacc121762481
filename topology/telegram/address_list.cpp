#include "topology/telegram/address_list.hpp"

#include <algorithm>
#include <array>

#include "topology/telegram/characters.hpp"
#include "topology/telegram/diagnose.hpp"

namespace torntape::topology {
namespace {

constexpr int kMostJoins = 8;           // lines one address is wrapped over, at most
constexpr std::size_t kWrapWidth = 55;  // State's line; what ends beyond it may go on below
// Words with which no name ends.
constexpr std::array<std::string_view, 9> kDangling{"OF", "AND",       "FOR",      "THE",      "&",
                                                    "TO", "AMEMBASSY", "AMCONSUL", "USMISSION"};

// Part of an X.500 name that is not its beginning: OU=..., /CN=..., (UC)/L=...
bool is_x500_part(std::string_view text) {
  return text.find('=') != std::string_view::npos && !characters::begins_with(text, "C=") &&
         !characters::begins_with(text, "/C=");
}

// The last part of an X.500 name that is written from the office up: ...,O=U.S. GOVERNMENT,C=US
bool ends_in_country(std::string_view name) {
  return name.size() > 5 && characters::begins_with(name.substr(name.size() - 5), ",C=");
}

std::size_t words_of(std::string_view text) {
  std::size_t words = 0;
  while (words < 4 && !characters::take_word(text).empty()) ++words;
  return words;
}

std::size_t double_slashes(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find("//"); at != std::string_view::npos; at = text.find("//", at + 2)) ++count;
  return count;
}

// True of more of an office code, up to its slashes; false of a name with an office code of its own.
bool closes_office(std::string_view piece) {
  const std::string_view front = characters::trim(piece.substr(0, piece.find("//")));
  const std::size_t slashes = double_slashes(piece);
  return slashes % 2 == 1 || (slashes > 0 && front.find(' ') == std::string_view::npos);
}

// True of WASHINGTON DC, WASHDC: with these no name begins.
bool is_capital(std::string_view piece) {
  return characters::begins_with_word(piece, "WASHINGTON") || characters::begins_with_word(piece, "WASHDC");
}

// A few words that end a name and begin none: COLLECTIVE, GE, AFB FL.
bool is_end_of_name(std::string_view piece) {
  std::string_view rest = piece;
  const std::string_view word = characters::take_word(rest);
  const std::size_t words = words_of(piece);
  if (words == 1 && characters::equals(word, "COLLECTIVE")) return true;
  const std::string_view last = characters::last_word(piece);
  return words <= 2 && last.size() == 2 && characters::all_letters(last);
}

}  // namespace

void AddressLists::enter(ListRole role) {
  if (role == ListRole::exempt && role_ != ListRole::exempt) before_exempt_ = role_;
  role_ = role;
  open_ = false;
  exempt_have_ri_ = false;
}

bool AddressLists::continues(std::string_view piece, const Line& line) const {
  if (!open_ || joins_ >= kMostJoins || begins_with_ri(piece)) return false;
  const AddressLine& last = role_ == ListRole::to ? telegram_.to.back() : telegram_.info.back();
  const bool ended = last.precedence || !last.serial.empty();
  if (characters::begins_with(piece, "//")) return true;
  if (is_x500_part(piece) && last.name.find('=') != std::string::npos && !ends_in_country(last.name)) return true;
  if (double_slashes(last_) == 1 && !last.office.empty() && closes_office(piece)) return true;
  if (!ended || (last.serial.empty() && characters::all_digits(piece, 4))) {
    if (is_address_tail(piece) && (!last.precedence || characters::all_digits(piece, 6))) return true;
  }
  if (ended || line.after_blank) return false;
  std::string_view end = characters::last_word(last_);
  end.remove_prefix(end.rfind('/') + 1);  // npos + 1 is 0
  const bool dangling = std::any_of(kDangling.begin(), kDangling.end(),
                                    [&](std::string_view word) { return characters::equals(end, word); });
  if (dangling || (!last_.empty() && last_.back() == '-')) return true;
  if (is_capital(piece) && !characters::equals(end, "DC") && !characters::equals(end, "WASHDC")) return true;
  if (!list_.with_ris || last.ri.empty() || begins_as_name(piece) || last.name.ends_with("COLLECTIVE")) return false;
  return last_width_ >= kWrapWidth || is_end_of_name(piece);
}

void AddressLists::join(std::string_view piece, const Line& line) {
  std::vector<AddressLine>& list = current();
  std::string whole(last_);
  const bool tight = whole.back() == '/' || (piece.front() == '/' && is_x500_part(piece));
  if (!tight) whole += ' ';
  whole += piece;
  joined_ = std::move(whole);
  last_ = joined_;
  Span span = list.back().span;
  span.end = cursor_.span_of(piece, line).end;
  AddressOddities oddities;
  list.back() = read_address(joined_, list_, oddities);
  list.back().span = span;
  ++joins_;
  last_width_ = line.text.size();
  note(telegram_, "continued-line", cursor_.span_of(piece, line), "read as more of the address line above");
}

void AddressLists::remark(const AddressOddities& oddities, const Span& span) {
  if (oddities.misspelt_precedence)
    note(telegram_, "misspelt-precedence", span, "precedence word misspelt, read as meant");
  if (oddities.serial_glued) note(telegram_, "glued-serial", span, "no blank before the serial");
  if (oddities.serial_before_precedence) {
    note(telegram_, "serial-before-precedence", span, "the serial stands before the precedence");
  }
  if (oddities.slash_missing) note(telegram_, "slash-missing", span, "no slash between routing indicator and name");
  if (oddities.odd_ri) {
    warn(telegram_, "odd-indicator", span, "what stands before the slash is no routing indicator; kept as printed");
  }
}

void AddressLists::add_exempt(std::string_view piece, const Line& line) {
  while (!piece.empty() && (piece.front() == '/' || piece.front() == ':')) piece = characters::trim(piece.substr(1));
  while (!piece.empty()) {
    const std::size_t comma = piece.find_first_of(",;");
    const std::string_view one = characters::trim(piece.substr(0, comma));
    piece = comma == std::string_view::npos ? std::string_view{} : characters::trim(piece.substr(comma + 1));
    if (one.empty()) continue;
    AddressOddities oddities;
    AddressLine read = read_address(one, list_, oddities);
    exempt_have_ri_ |= !read.ri.empty();
    if (read.name.empty()) read.name = read.ri;
    remark(oddities, cursor_.span_of(one, line));
    telegram_.xmt.push_back(std::move(read.name));
  }
}

void AddressLists::add_one(std::string_view piece, const Line& line) {
  if (role_ == ListRole::exempt && !telegram_.xmt.empty() && !exempt_have_ri_ && begins_with_ri(piece) &&
      before_exempt_ != ListRole::none) {
    enter(before_exempt_);
  }
  if (role_ == ListRole::exempt) return add_exempt(piece, line);
  if (continues(piece, line)) return join(piece, line);
  AddressOddities oddities;
  AddressLine read = read_address(piece, list_, oddities);
  read.span = cursor_.span_of(piece, line);
  if (read.ri.empty() && read.name.empty()) {
    warn(telegram_, "unread-line", read.span, "an address line without indicator and name");
    return;
  }
  remark(oddities, read.span);
  if (read.name.empty()) note(telegram_, "name-missing", read.span, "a routing indicator without a name");
  if (read.ri.empty() && list_.with_ris && !read.zen) {
    note(telegram_, "indicator-missing", read.span, "a name without a routing indicator");
  }
  current().push_back(std::move(read));
  last_ = piece;
  last_width_ = line.text.size();
  open_ = true;
  joins_ = 0;
}

void AddressLists::add(std::string_view piece, const Line& line) {
  piece = characters::trim(piece);
  if (piece.empty()) return;
  std::size_t begin = 0;
  if (role_ != ListRole::exempt) {
    const bool directory = begins_directory_name(piece) || (open_ && begins_directory_name(last_));
    for (const std::size_t next : further_addresses(piece, directory)) {
      add_one(characters::trim(piece.substr(begin, next - begin)), line);
      note(telegram_, "several-on-a-line", cursor_.span_of(piece.substr(next), line),
           "a further address on the same line");
      begin = next;
    }
  }
  add_one(characters::trim(piece.substr(begin)), line);
}

}  // namespace torntape::topology
