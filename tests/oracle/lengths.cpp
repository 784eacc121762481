#include "oracle/lengths.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

namespace torntape::oracle {
namespace {

constexpr std::size_t kLine = 69;
constexpr std::int64_t kPage = 20;

std::string two_figures(std::size_t number) {
  char text[32];
  std::snprintf(text, sizeof text, "%02d", static_cast<int>(number));
  return text;
}

std::vector<std::string> routing_line(const std::vector<std::string>& items) {
  std::vector<std::string> lines{"PP"};
  for (const std::string& item : items) {
    if ((lines.back() + ' ' + item).size() > kLine) {
      lines.push_back(item);
    } else {
      lines.back() += ' ' + item;
    }
  }
  return lines;
}

/// The names at a station, its indicator where it has none; nothing for a collective.
std::vector<std::string> names_at(const Scenario& scenario, const std::string& ri) {
  for (const Station& station : scenario.stations) {
    if (station.ri == ri) return station.addressees.empty() ? std::vector<std::string>{ri} : station.addressees;
  }
  return {};
}

/// Format lines 7 and 8, all of action before all of info.
void add_addresses(const Scenario& scenario, const Message& message, bool info, std::vector<std::string>& lines) {
  static const std::map<char, std::string> words{{'Z', " FLASH"}, {'O', " IMMEDIATE"}, {'P', " PRIORITY"}, {'R', ""}};
  std::string keyword = info ? "INFO " : "TO ";
  for (const Address& address : message.addresses) {
    if (address.info != info) continue;
    const std::vector<std::string> names = names_at(scenario, address.ri);
    const std::string word = (address.niact ? " NIACT" : "") + words.at(address.precedence);
    if (names.empty()) {
      lines.push_back(keyword + address.ri + "/COLLECTIVE " + address.ri + word);
      keyword.clear();
      continue;
    }
    for (const std::string& name : names) {
      lines.push_back(keyword + address.ri + '/' + name + word + " 0000");
      keyword.clear();
    }
  }
}

}  // namespace

std::vector<std::int64_t> sections_of_text(std::int64_t characters, const Rules& rules) {
  const std::int64_t lines = rules.section_lines > 0 ? rules.section_lines : rules.formatted ? 100 : 0;
  const std::int64_t most = lines > 0 ? lines * static_cast<std::int64_t>(kLine) : characters;
  std::vector<std::int64_t> sections;
  for (; characters > most; characters -= most) sections.push_back(most);
  sections.push_back(characters);
  return sections;
}

std::int64_t characters_sent(const std::vector<std::string>& lines) {
  std::size_t characters = 0;
  for (const std::string& line : lines) characters += line.size() + 3;
  return static_cast<std::int64_t>(characters);
}

std::int64_t transmission(const std::vector<std::string>& above, const std::vector<std::string>& below,
                          const std::vector<std::string>& items, const std::vector<std::string>& text,
                          const std::string& behind) {
  std::vector<std::string> lines = above;
  for (const std::string& line : routing_line(items)) lines.push_back(line);
  std::int64_t on_page = -2;  // format lines 3 and 4 are above the first page
  std::size_t page = 1;
  const auto add = [&](const std::string& line) {
    if (on_page == kPage) {
      lines.push_back("PAGE " + two_figures(++page) + ' ' + behind);
      on_page = 0;
    }
    lines.push_back(line);
    ++on_page;
  };
  for (const std::string& line : below) add(line);
  add("BT");
  for (const std::string& line : text) add(line);
  lines.push_back("BT");
  constexpr std::int64_t kEnd = 2 + 8 + 4 + 12;
  return characters_sent(lines) + kEnd;
}

std::int64_t traced_transmission(const Scenario& scenario, const Message& message, std::size_t section,
                                 const std::vector<std::string>& items) {
  std::vector<std::string> below{"DE " + message.from + " #0001/" + two_figures(section + 1) + " 0010000", "ZNR UUUUU",
                                 "P 010000Z JAN 07"};
  below.push_back("FM " + names_at(scenario, message.from).at(0));
  add_addresses(scenario, message, false, below);
  add_addresses(scenario, message, true, below);
  std::vector<std::string> text;
  if (message.sections.size() > 1) {
    text.push_back("SECTION " + two_figures(section + 1) + " OF " + two_figures(message.sections.size()));
  }
  for (auto left = static_cast<std::size_t>(message.sections[section]); left > 0; left -= std::min(left, kLine)) {
    text.emplace_back(std::min(left, kLine), 'X');
  }
  return transmission({"VZCZCXYZ0001"}, below, items, text, message.from + " 0001 UUUUU");
}

}  // namespace torntape::oracle
