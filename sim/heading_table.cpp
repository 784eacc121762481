#include "sim/heading_table.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "topology/telegram/lengths.hpp"
#include "topology/telegram/writer.hpp"

namespace torntape::sim {
namespace {

using topology::kLineEndCharacters;
using topology::kLineLength;

constexpr char kLetters[] = {'Z', 'O', 'P', 'R', 'O'};
constexpr std::uint64_t kBreak = 2 + kLineEndCharacters;

std::uint32_t sent(const std::string& written) {
  const auto lines = static_cast<std::uint64_t>(std::count(written.begin(), written.end(), '\n'));
  return static_cast<std::uint32_t>(written.size() + (kLineEndCharacters - 1) * lines);
}

/// Figures beyond the two that a section has at least.
std::uint32_t further_figures(std::uint32_t number) {
  return number < 100 ? 0 : static_cast<std::uint32_t>(std::to_string(number).size()) - 2;
}

template <class Number>
Number at_most(std::size_t value) {
  return static_cast<Number>(std::min<std::size_t>(value, std::numeric_limits<Number>::max()));
}

}  // namespace

HeadingTable::HeadingTable(const topology::Network& network, const topology::Directory& directory)
    : directory_(directory) {
  for (topology::AddresseeId id = 0; id < directory.size(); ++id) {
    addressees_.push_back(
        measure(network.stations()[directory.station(id)].ri.letters(), directory.name(id), /*serial=*/true));
  }
  for (const topology::Collective& collective : network.collectives()) {
    collectives_.push_back(measure(collective.ri.letters(), collective.name, /*serial=*/false));
  }
  for (const topology::Station& station : network.stations()) {
    const std::string ri(station.ri.letters());
    const std::string heading = "VZCZCAAA0000\nDE " + ri + " #0000/01 0010000\nZNR UUUUU\nO 010000Z JAN 07\nFM " +
                                station.addressees.front() + '\n';
    origins_.push_back({sent(heading), static_cast<std::uint32_t>(ri.size())});
  }
}

HeadingTable::Addresses HeadingTable::measure(const std::string& ri, const std::string& name, bool serial) {
  topology::AddressLine line;
  line.ri = ri;
  line.name = name;
  if (serial) line.serial = "0000";
  Addresses addresses;
  for (std::size_t precedence = 0; precedence < addresses.size(); ++precedence) {
    // The word ROUTINE is never printed.
    line.precedence.reset();
    line.niact = precedence == topology::kPrecedences;
    if (kLetters[precedence] != 'R') line.precedence = kLetters[precedence];
    const char* const keywords[] = {"", "TO ", "INFO "};
    for (std::size_t keyword = 0; keyword < 3; ++keyword) {
      const std::string written = topology::write_address(keywords[keyword], line);
      addresses[precedence].characters[keyword] = at_most<std::uint16_t>(sent(written));
      addresses[precedence].lines[keyword] =
          at_most<std::uint8_t>(static_cast<std::size_t>(std::count(written.begin(), written.end(), '\n')));
    }
  }
  return addresses;
}

void HeadingTable::add(AddressBlock& block, const Addresses& addresses, Precedence precedence, Role role, bool niact) {
  bool& begun = block.begun[static_cast<std::size_t>(role)];
  const std::size_t keyword = begun ? 0 : 1 + static_cast<std::size_t>(role);
  begun = true;
  const Address& address = addresses[niact ? topology::kPrecedences : static_cast<std::size_t>(precedence)];
  block.characters += address.characters[keyword];
  block.lines += address.lines[keyword];
}

void HeadingTable::add_station(AddressBlock& block, StationId station, Precedence precedence, Role role,
                               bool niact) const {
  for (std::uint32_t i = 0; i < directory_.count(station); ++i) {
    add(block, addressees_[directory_.first(station) + i], precedence, role, niact);
  }
}

void HeadingTable::add_collective(AddressBlock& block, topology::CollectiveId collective, Precedence precedence,
                                  Role role, bool niact) const {
  add(block, collectives_[collective], precedence, role, niact);
}

std::uint32_t HeadingTable::characters(StationId origin, const AddressBlock& block, std::uint32_t number,
                                       std::uint32_t sections, std::uint32_t text) const {
  const Origin& from = origins_[origin];
  const std::uint64_t text_lines = (std::uint64_t{text} + kLineLength - 1) / kLineLength;
  // From format line 5 on: it, FM, the addresses, BT, the line SECTION 01 OF 02, the text.
  const std::uint64_t lines = 3 + block.lines + (sections > 1 ? 1 : 0) + text_lines;
  std::uint64_t total = from.characters + further_figures(number) + block.characters + 2 * kBreak;
  if (sections > 1) total += 16 + further_figures(number) + further_figures(sections) + kLineEndCharacters;
  total += text + kLineEndCharacters * text_lines + topology::kEndCharacters;
  // PAGE 02 RUEHXY 0042 UUUUU
  total += topology::page_heading_characters(lines, from.letters + 12);
  return at_most<std::uint32_t>(total);
}

}  // namespace torntape::sim
