#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "topology/directory.hpp"
#include "topology/precedence.hpp"
#include "topology/segregation.hpp"

namespace torntape::sim {

using topology::kNone;
using topology::Precedence;
using topology::Role;
using topology::StationId;

/// What a destination's tag says: the highest precedence among its addressees, and who they are.
///
/// Plain: all of the station's own addressees, with one precedence and role, NIACT or not. Listed: the addressees of an
/// entry in Listings. Group: a collective's indicator, until its members take its place at Destination::station.
class Tag {
 public:
  static constexpr std::uint32_t plain(Precedence precedence, Role role, bool niact = false) {
    return static_cast<std::uint32_t>(precedence) << 28 | static_cast<std::uint32_t>(role) << 27 | (niact ? 1U : 0U);
  }
  static constexpr std::uint32_t listed(Precedence precedence, std::uint32_t listing) {
    return kListed | static_cast<std::uint32_t>(precedence) << 28 | listing;
  }
  static constexpr std::uint32_t group(Precedence precedence, std::uint32_t index) {
    return kGroup | static_cast<std::uint32_t>(precedence) << 28 | index;
  }
  static constexpr std::uint32_t kLargestIndex = (1U << 27) - 1;

  explicit constexpr Tag(std::uint32_t bits) : bits_(bits) {}
  constexpr bool is_group() const { return (bits_ & kGroup) != 0; }
  constexpr bool is_listed() const { return (bits_ & kListed) != 0; }
  constexpr Precedence precedence() const { return static_cast<Precedence>(bits_ >> 28 & 3); }
  constexpr Role role() const { return static_cast<Role>(bits_ >> 27 & 1); }
  /// Of a plain tag: the place in a table with a row for each role of each precedence.
  constexpr std::uint32_t precedence_and_role() const { return bits_ >> 27 & 7; }
  /// Of a plain tag: NIACT IMMEDIATE, to be delivered at any hour.
  constexpr bool is_niact() const { return (bits_ & 1) != 0; }
  constexpr std::uint32_t index() const { return bits_ & kLargestIndex; }

 private:
  static constexpr std::uint32_t kGroup = 1U << 31;
  static constexpr std::uint32_t kListed = 1U << 30;
  std::uint32_t bits_;
};

/// One addressee named by a replayed telegram.
struct Listed {
  topology::AddresseeId addressee = kNone;
  Precedence precedence = Precedence::routine;
  Role role = Role::action;
  bool niact = false;  ///< NIACT IMMEDIATE, to be delivered at any hour
};

/// Lists of addressees that stand in tags by number.
class Listings {
 public:
  std::uint32_t add(std::vector<Listed> list) {
    lists_.push_back(std::move(list));
    return static_cast<std::uint32_t>(lists_.size() - 1);
  }
  const std::vector<Listed>& operator[](std::uint32_t listing) const { return lists_[listing]; }

 private:
  std::vector<std::vector<Listed>> lists_;
};

/// A collective on a routing line: the members that take its place.
struct Group {
  topology::CollectiveId collective = kNone;
  std::vector<topology::Destination> members;
};

/// One section of a message: its number as the telegram counts it, and its length.
struct Section {
  std::uint32_t number = 1;
  std::uint32_t characters = 0;
};

class HeadingTable;

/// The address lines of a message's heading: how many, and their characters with line ends.
struct AddressBlock {
  std::uint32_t characters = 0;
  std::uint32_t lines = 0;
  std::array<bool, topology::kRoles> begun{};  ///< by role: its list has a line
};

/// A message as its originator hands it in. Reused from message to message, so that filing one allocates nothing.
struct Draft {
  StationId origin = kNone;
  Precedence precedence = Precedence::routine;  ///< the message's highest
  topology::Classification classification = topology::Classification::unclassified;
  std::uint32_t deliveries = 0;             ///< addressees in all
  std::uint32_t telegram = kNone;           ///< its place among the replayed telegrams
  std::vector<Section> sections;            ///< at least one
  std::uint64_t text = 0;                   ///< characters handed in, where the sections are not as long; else 0
  std::vector<topology::Destination> line;  ///< the basic routing line, each station once, never the origin
  /// Where nobody will read the line: the places of stations in the order that it is wanted in, if that is no trouble.
  const std::vector<std::uint32_t>* places = nullptr;
  bool placed = false;        ///< the line is in that order
  std::vector<Group> groups;  ///< by the index in group tags; the first `groups_used` are valid
  std::uint32_t groups_used = 0;
  const HeadingTable* headings = nullptr;  ///< where the heading's length is asked for: who measures it
  AddressBlock addresses;                  ///< then, of those who say whom they address
};

}  // namespace torntape::sim
