#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "sim/draft.hpp"
#include "topology/directory.hpp"
#include "topology/network.hpp"

namespace torntape::sim {

/// How long the headings of generated and traced messages are: those of State telegrams of 2007, line for line as
/// docs/semantics.md lists them. Everything that depends on the network alone is measured once, here.
class HeadingTable {
 public:
  HeadingTable(const topology::Network& network, const topology::Directory& directory);

  /// Adds the lines of format line 7 or 8 that address every addressee of a station, or a collective.
  void add_station(AddressBlock& block, StationId station, Precedence precedence, Role role, bool niact = false) const;
  void add_collective(AddressBlock& block, topology::CollectiveId collective, Precedence precedence, Role role,
                      bool niact = false) const;

  /// Characters of the transmission of section `number` of `sections` but for format line 2: heading, `text` characters
  /// in lines of 69, page headings, ending. Never more than 32 bits hold.
  std::uint32_t characters(StationId origin, const AddressBlock& block, std::uint32_t number, std::uint32_t sections,
                           std::uint32_t text) const;

 private:
  /// One address as it is sent, line ends counted, by the keyword before it (none, TO, INFO).
  struct Address {
    std::array<std::uint16_t, 3> characters{};
    std::array<std::uint8_t, 3> lines{};
  };
  using Addresses = std::array<Address, topology::kPrecedences + 1>;  ///< by precedence, then with NIACT IMMEDIATE
  struct Origin {
    std::uint32_t characters = 0;  ///< of format lines 1 and 3 to 6, for a section of two figures
    std::uint32_t letters = 0;     ///< of its indicator
  };
  static Addresses measure(const std::string& ri, const std::string& name, bool serial);
  static void add(AddressBlock& block, const Addresses& addresses, Precedence precedence, Role role, bool niact);

  const topology::Directory& directory_;
  std::vector<Addresses> addressees_;   ///< by addressee
  std::vector<Addresses> collectives_;  ///< by collective
  std::vector<Origin> origins_;         ///< by station
};

}  // namespace torntape::sim
