#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "topology/telegram/telegram.hpp"

namespace torntape::topology {

/// What is odd about an address line that was read nevertheless; each has its diagnostic.
struct AddressOddities {
  bool misspelt_precedence = false;
  bool serial_glued = false;  ///< to the name or to the precedence
  bool serial_before_precedence = false;
  bool slash_missing = false;  ///< between indicator and name
  bool odd_ri = false;         ///< what stands before the slash is no proper indicator
};

/// What is known of the list that an address line stands in.
struct AddressList {
  bool serials = true;    ///< State practice: a last word of three or four digits is a serial
  bool with_ris = false;  ///< other lines of it have indicators
};

/// Reads one address: [RI/ | ZEN/]name[//office//] [precedence] [serial], in State practice (FAH-2 H-321).
AddressLine read_address(std::string_view text, const AddressList& list, AddressOddities& oddities);

/// True of a name that begins as those of State's posts do: AMEMBASSY, AMCONSUL, SECSTATE, USMISSION.
bool is_state_name(std::string_view name);

/// True where `text` is only the end of an address line: a precedence, a serial, or both.
bool is_address_tail(std::string_view text);

/// True where `text` begins with what begins an address: an indicator and a slash.
bool begins_with_ri(std::string_view text);

/// True where the first word of `text` is one that addressees' names begin with: AMEMBASSY, SECDEF, CDR ...
bool begins_as_name(std::string_view text);

/// True of a beginning of an X.500 name: C=, OU=, CN= ...
bool begins_directory_name(std::string_view text);

/// The places in `text`, after its beginning, where a further address begins: an indicator with its slash after a
/// blank, or, in a `directory`'s name, the next name after one that ends in its country.
std::vector<std::size_t> further_addresses(std::string_view text, bool directory);

}  // namespace torntape::topology
