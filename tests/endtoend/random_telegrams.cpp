#include <algorithm>
#include <cstdio>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "endtoend/random_scenario.hpp"

namespace torntape::endtoend {
namespace {

using oracle::Address;
using oracle::Message;
using oracle::Time;

constexpr Time kMinute = 60'000'000'000;

/// Characters with each line end as 2CR 1LF.
std::int64_t length_of(const std::vector<std::string>& lines) {
  std::size_t characters = 0;
  for (const std::string& line : lines) characters += line.size() + 3;
  return static_cast<std::int64_t>(characters);
}

std::string digits(const char* format, std::size_t number) {
  char text[32];
  std::snprintf(text, sizeof text, format, static_cast<int>(number));
  return text;
}

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : drawn_(draw_scenario(seed)), engine_(seed ^ 0x7e1e67a35ULL) {}
  Drawn scenario();

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  bool chance(std::size_t percent) { return below(100) < percent; }
  Address line(bool info, char precedence);
  void addresses(Message& message);
  void telegram(std::size_t serial, std::size_t minute, Time filed);
  std::vector<std::string> heading(const Message& message, std::size_t serial, std::size_t minute, bool words);
  std::vector<std::string> text();

  Drawn drawn_;
  std::mt19937_64 engine_;
};

Address Draw::line(bool info, char precedence) {
  const auto& scenario = drawn_.scenario;
  if (!scenario.collectives.empty() && chance(20)) {
    const std::string& ri = scenario.collectives[below(scenario.collectives.size())].ri;
    return {ri, precedence, info, "COLLECTIVE " + ri};
  }
  const oracle::Station& station = scenario.stations[below(scenario.stations.size())];
  const bool declared = !station.addressees.empty() && chance(50);
  const std::string name = declared ? station.addressees[below(station.addressees.size())]
                                    : (chance(50) ? "EMBASSY " : "MISSION ") + station.ri;
  return {station.ri, precedence, info, name};
}

// At least one line is for another station; an action line is never below an info line for the same addressee.
void Draw::addresses(Message& message) {
  static const std::string levels = "ZOPR";
  const std::size_t action_level = below(4);
  const std::size_t action = 1 + below(3);
  const std::size_t info = below(6);
  for (std::size_t i = 0; i < action + info; ++i) {
    const bool is_info = i >= action;
    const std::size_t level = is_info ? std::min<std::size_t>(3, action_level + below(3)) : action_level;
    message.addresses.push_back(line(is_info, levels[level]));
  }
  const auto elsewhere = [&](const Address& one) { return one.ri != message.from; };
  if (std::any_of(message.addresses.begin(), message.addresses.end(), elsewhere)) return;
  message.addresses.clear();
  addresses(message);
}

std::vector<std::string> Draw::heading(const Message& message, std::size_t serial, std::size_t minute, bool words) {
  const char highest = message.addresses.front().precedence;
  const std::string hour_minute = digits("%02d", minute / 60) + digits("%02d", minute % 60);
  std::vector<std::string> lines{"VZCZCXYZ" + digits("%04d", serial), std::string(2, highest)};
  for (const std::string& ri : message.order) lines.back() += ' ' + ri;
  const bool sections = message.sections.size() > 1;
  lines.push_back("DE " + message.from + " #" + digits("%04d", serial) + (sections ? "/01" : "") + " 022" +
                  hour_minute);
  lines.push_back("ZNR UUUUU ZZH");
  const auto& last = message.addresses.back();
  const bool two = !words && last.info && last.precedence != highest;
  lines.push_back(std::string(1, highest) + (two ? std::string(" ") + last.precedence : "") + " 22" + hour_minute +
                  "Z JAN 07");
  lines.push_back("FM POST " + message.from);
  bool info = false;
  for (std::size_t i = 0; i < message.addresses.size(); ++i) {
    const Address& one = message.addresses[i];
    const std::string start = i == 0 ? "TO " : one.info && !info ? "INFO " : "";
    info = one.info;
    const bool word = words && one.precedence != 'R';
    lines.push_back(start + one.ri + '/' + one.name + (word ? ' ' + precedence_word(one.precedence) : "") +
                    (chance(60) ? digits(" %04d", 1 + below(5000)) : ""));
  }
  lines.push_back("");
  lines.push_back("UNCLAS " + (sections ? "SECTION 01 OF " + digits("%02d", message.sections.size()) + ' ' : "") +
                  "POST " + digits("%06d", serial));
  return lines;
}

std::vector<std::string> Draw::text() {
  std::vector<std::string> lines;
  for (std::size_t i = below(30); i > 0; --i) lines.push_back("INVENTED TEXT" + std::string(below(40), 'X'));
  lines.push_back("LAST");
  return lines;
}

void Draw::telegram(std::size_t serial, std::size_t minute, Time filed) {
  Message message;
  message.filed = filed;
  message.from = drawn_.scenario.stations[below(drawn_.scenario.stations.size())].ri;
  message.sections.resize(1 + below(4));
  addresses(message);
  for (const Address& one : message.addresses) {
    if (std::count(message.order.begin(), message.order.end(), one.ri) == 0) message.order.push_back(one.ri);
  }
  std::sort(message.order.begin(), message.order.end());

  // Without words FL5 gives one precedence to all action lines and one to all info lines.
  const bool alike = std::all_of(message.addresses.begin(), message.addresses.end(), [&](const Address& one) {
    const Address& like = one.info ? message.addresses.back() : message.addresses.front();
    return one.precedence == like.precedence;
  });
  const bool marked = message.addresses.front().precedence != 'R';
  const bool words = marked && (!alike || chance(50));
  message.heading = message.addresses.front().precedence;
  Message::Print print;
  std::string file;
  for (std::size_t section = 0; section < message.sections.size(); ++section) {
    std::vector<std::string> lines;
    if (section == 0) {
      lines = heading(message, serial, minute, words);
      print.above = {lines[0]};
      print.below = {lines.begin() + 2, lines.end() - 2};
      print.text = {lines.back()};
      print.behind = message.from + ' ' + digits("%04d", serial) + " UUUUU";
    } else {
      lines = {"POST " + digits("%08d", serial) + "  " + digits("%03d", section + 1) + " OF " +
               digits("%03d", message.sections.size())};
    }
    for (const std::string& one : text()) {
      lines.push_back(one);
      print.text.push_back(one);
    }
    message.prints.push_back(print);
    print.text.clear();
    message.sections[section] = length_of(lines);
    for (const std::string& one : lines) file += one + '\n';
  }
  const std::string name = "telegrams/" + std::to_string(serial) + ".txt";
  drawn_.files.emplace_back(name, file);
  drawn_.wording.telegrams.push_back(name);
  drawn_.scenario.messages.push_back(message);
}

Drawn Draw::scenario() {
  auto& messages = drawn_.scenario.messages;
  std::vector<Message> traced;
  traced.swap(messages);
  drawn_.wording.trace = chance(70);
  std::set<std::size_t> minutes;
  const std::size_t count = 1 + below(3);
  while (minutes.size() < count) minutes.insert(600 + below(5));
  for (const std::size_t minute : minutes) {
    telegram(messages.size() + 1, minute, static_cast<Time>(minute - *minutes.begin()) * kMinute);
  }
  if (drawn_.wording.trace) messages.insert(messages.end(), traced.begin(), traced.end());
  std::stable_sort(messages.begin(), messages.end(),
                   [](const Message& a, const Message& b) { return a.filed < b.filed; });
  drawn_.scenario.warmup = 0;  // every telegram counts
  drawn_.scenario.duration = std::max(drawn_.scenario.duration, 10 * kMinute);
  drawn_.scenario.drain = -1;
  return drawn_;
}

}  // namespace

Drawn draw_telegrams(std::uint64_t seed) {
  return Draw(seed).scenario();
}

}  // namespace torntape::endtoend
