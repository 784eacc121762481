#include "endtoend/scenario_text.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "endtoend/program.hpp"

namespace torntape::endtoend {
namespace {

using oracle::Circuit;
using oracle::Scenario;
using oracle::Station;
using oracle::Time;

std::string number_text(double number) {
  std::ostringstream text;
  text.precision(15);
  text << number;
  return text.str();
}

std::string time_text(Time time, std::size_t spelling) {
  const auto whole = [&](Time unit) { return spelling % 2 == 1 && time > 0 && time % unit == 0; };
  if (whole(60'000'000'000)) return std::to_string(time / 60'000'000'000) + " min";
  if (whole(1'000'000'000)) return std::to_string(time / 1'000'000'000) + " s";
  if (whole(1'000'000)) return std::to_string(time / 1'000'000) + " ms";
  if (whole(1'000)) return std::to_string(time / 1'000) + " us";
  return whole(1) ? std::to_string(time) + " ns" : seconds_text(time) + " s";
}

std::string rate_text(double rate, double bits_per_character, std::size_t spelling) {
  const double characters = rate / bits_per_character;
  if (spelling % 4 == 3 && characters == std::floor(characters)) return number_text(characters) + " cps";
  if (spelling % 4 == 2) return number_text(rate) + " baud";
  if (spelling % 4 == 1 && std::fmod(rate, 100) == 0) return number_text(rate / 1000) + " kbps";
  return number_text(rate) + " bps";
}

std::string class_word(char classification) {
  static const std::vector<std::string> words{"UNCLASSIFIED", "EFTO",   "RESTRICTED",
                                              "CONFIDENTIAL", "SECRET", "TOP SECRET"};
  return words.at(std::string_view("UERCST").find(classification));
}

std::string_view word(oracle::Breaking breaking) {
  switch (breaking) {
    case oracle::Breaking::none:
      return "none";
    case oracle::Breaking::flash:
      return "flash";
    case oracle::Breaking::acp127:
      return "acp127";
  }
  throw std::runtime_error("no kind of pre-emption");
}

class Writer {
 public:
  Writer(const Scenario& scenario, const Wording& wording) : scenario_(scenario), wording_(wording) {}
  std::string text();

 private:
  void network();
  void station(const Station& station);
  void collectives();
  void handling();
  void faults();
  std::string circuit(const Circuit& circuit);
  const Circuit* homing_circuit(const Station& station) const;
  std::string homing_relay(const std::string& ri) const;
  bool listed(const Circuit& circuit) const;

  const Scenario& scenario_;
  const Wording& wording_;
  std::ostringstream out_;
};

std::string list(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return '[' + text + ']';
}

std::string two_figures(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string clock_text(int minutes) {
  return two_figures(minutes / 60) + two_figures(minutes % 60);
}

std::string hours_text(const std::vector<oracle::Opening>& hours) {
  static const std::vector<std::string> weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  std::vector<std::string> all;
  for (const oracle::Opening& one : hours) {
    const int end = one.from + one.length;
    std::string text = clock_text(one.from) + '-' + clock_text(end > 1440 ? end - 1440 : end);
    for (const int day : one.weekdays) text += ' ' + weekdays.at(static_cast<std::size_t>(day));
    all.push_back(text);
  }
  return list(all);
}

std::string zone_text(int minutes) {
  return (minutes < 0 ? "-" : "+") + clock_text(std::abs(minutes));
}

/// In the week that begins on the first of January 2007.
std::string start_text(int minutes) {
  const std::string clock = clock_text(minutes % 1440);
  return "2007-01-" + two_figures(1 + minutes / 1440) + 'T' + clock.substr(0, 2) + ':' + clock.substr(2) + 'Z';
}

std::string Writer::text() {
  out_ << "name: drawn\nnetwork:\n";
  network();
  out_ << "traffic:\n";
  if (!wording_.telegrams.empty()) out_ << "  - telegrams: " << list(wording_.telegrams) << '\n';
  if (wording_.trace) out_ << "  - trace: messages.csv\n";
  handling();
  faults();
  out_ << "run: {duration: " << time_text(scenario_.duration, wording_.spelling);
  if (scenario_.warmup > 0) out_ << ", warmup: " << time_text(scenario_.warmup, wording_.spelling);
  if (scenario_.drain >= 0) out_ << ", drain: " << time_text(scenario_.drain, wording_.spelling);
  if (scenario_.start > 0) out_ << ", start: " << start_text(scenario_.start);
  out_ << "}\n";
  return out_.str();
}

void Writer::network() {
  if (wording_.defaults) {
    out_ << "  defaults: {" << Writer(scenario_, {}).circuit(*wording_.defaults)
         << ", switching: " << time_text(wording_.default_switching, wording_.spelling) << "}\n";
  }
  out_ << "  homing: " << (wording_.homing_by_prefix ? "prefix" : "explicit") << "\n  stations:\n";
  for (const Station& one : scenario_.stations) station(one);
  bool any = false;
  for (const Circuit& one : scenario_.circuits) {
    if (!listed(one)) continue;
    if (!any) out_ << "  circuits:\n";
    any = true;
    const std::string attributes = circuit(one);
    out_ << "    - {between: [" << one.a << ", " << one.b << ']' << (attributes.empty() ? "" : ", ") << attributes
         << "}\n";
  }
  if (!scenario_.collectives.empty()) collectives();
}

void Writer::station(const Station& station) {
  out_ << "    - {ri: " << station.ri;
  if (station.relay) out_ << ", relay: true";
  if (station.operators > 0) {
    out_ << ", handling: {operators: " << station.operators
         << ", time: " << time_text(station.switching, wording_.spelling) << '}';
  } else if (station.switching != (wording_.defaults ? wording_.default_switching : 0)) {
    out_ << ", switching: " << time_text(station.switching, wording_.spelling);
  }
  if (!station.hours.empty()) out_ << ", hours: " << hours_text(station.hours);
  if (station.zone != 0) out_ << ", time_zone: " << zone_text(station.zone);
  if (!station.addressees.empty()) out_ << ", addressees: " << list(station.addressees);
  if (const Circuit* home = homing_circuit(station); home != nullptr) {
    const std::string attributes = circuit(*home);
    if (!attributes.empty()) out_ << ", circuit: {" << attributes << '}';
  }
  out_ << "}\n";
}

std::string Writer::circuit(const Circuit& circuit) {
  const auto& defaults = wording_.defaults;
  std::vector<std::string> parts;
  if (!defaults || defaults->rate != circuit.rate) {
    parts.push_back("rate: " + rate_text(circuit.rate, scenario_.rules.bits_per_character, wording_.spelling));
  }
  if (circuit.propagation != (defaults ? defaults->propagation : 0)) {
    parts.push_back("propagation: " + time_text(circuit.propagation, wording_.spelling));
  }
  if (circuit.channels != (defaults ? defaults->channels : 1)) {
    parts.push_back("channels: " + std::to_string(circuit.channels));
  }
  if (circuit.approved != (defaults ? defaults->approved : 'T')) {
    parts.push_back("class: " + class_word(circuit.approved));
  }
  if (circuit.garbled != (defaults ? defaults->garbled : 0))
    parts.push_back("garbled: " + number_text(circuit.garbled));
  if (circuit.lost != (defaults ? defaults->lost : 0)) parts.push_back("lost: " + number_text(circuit.lost));
  if (circuit.repeated != (defaults ? defaults->repeated : 0)) {
    parts.push_back("repeated: " + number_text(circuit.repeated));
  }
  const std::string inner = list(parts);
  return inner.substr(1, inner.size() - 2);
}

void Writer::collectives() {
  out_ << "  collectives:\n";
  for (const oracle::Collective& one : scenario_.collectives) {
    out_ << "    - {ri: " << one.ri << ", name: COLLECTIVE " << one.ri << ", members: " << list(one.members);
    if (!one.expand_at.empty()) out_ << ", expand_at: " << one.expand_at;
    out_ << "}\n";
  }
}

void Writer::handling() {
  const oracle::Rules& rules = scenario_.rules;
  out_ << "handling:\n"
       << "  discipline: " << (rules.fifo ? "fifo" : "precedence") << '\n'
       << "  preemption: " << word(rules.breaking) << '\n'
       << "  copy_precedence: " << (rules.precedence_by_copy ? "copy" : "message") << '\n'
       << (rules.formatted ? "  header: formatted\n" : "");
  if (rules.section_lines > 0) out_ << "  section_lines: " << rules.section_lines << '\n';
  if (rules.routing_line_limit > 0) out_ << "  routing_line_limit: " << rules.routing_line_limit << '\n';
  out_ << "  bits_per_character: " << number_text(rules.bits_per_character) << '\n';
  if (rules.cancel_time > 0) out_ << "  cancel_time: " << time_text(rules.cancel_time, wording_.spelling) << '\n';
  if (rules.extra_long >= 0) out_ << "  extra_long: " << time_text(rules.extra_long, wording_.spelling) << '\n';
  if (rules.split_flash) out_ << "  split_flash: true\n";
  if (rules.silence != 1'800'000'000'000) out_ << "  silence: " << time_text(rules.silence, wording_.spelling) << '\n';
  if (rules.service_characters != 250) out_ << "  service_characters: " << rules.service_characters << '\n';
  if (rules.reroute_from == 0) return;
  out_ << "  reroute_from: " << precedence_word(rules.reroute_from) << '\n'
       << "  reroute_after: " << time_text(rules.reroute_after, wording_.spelling) << '\n';
  if (rules.reroute_backlog > 0) out_ << "  reroute_backlog: " << rules.reroute_backlog << '\n';
}

void Writer::faults() {
  if (scenario_.outages.empty() && scenario_.mishaps.empty()) return;
  out_ << "faults:\n";
  for (const oracle::Mishap& one : scenario_.mishaps) {
    out_ << "  - {circuit: " << list({one.from, one.to}) << ", "
         << (one.fate == 'G'   ? "garbled"
             : one.fate == 'L' ? "lost"
                               : "repeated")
         << ": " << one.number << "}\n";
  }
  for (const oracle::Outage& outage : scenario_.outages) {
    out_ << "  - {" << (outage.b.empty() ? "relay: " + outage.a : "circuit: " + list({outage.a, outage.b}))
         << ", at: " << time_text(outage.from, wording_.spelling)
         << ", for: " << time_text(outage.to - outage.from, wording_.spelling) << "}\n";
  }
}

std::string Writer::homing_relay(const std::string& ri) const {
  std::string best;
  for (const Station& one : scenario_.stations) {
    const bool prefix = one.relay && one.ri.size() < ri.size() && ri.compare(0, one.ri.size(), one.ri) == 0;
    if (prefix && one.ri.size() > best.size()) best = one.ri;
  }
  return best;
}

/// The circuit on which homing by prefix would put `station`, where that is its only one beside those homed on it.
const Circuit* Writer::homing_circuit(const Station& station) const {
  if (!wording_.homing_by_prefix) return nullptr;
  const std::string relay = homing_relay(station.ri);
  const Circuit* home = nullptr;
  for (const Circuit& one : scenario_.circuits) {
    if (one.a != station.ri && one.b != station.ri) continue;
    const std::string& other = one.a == station.ri ? one.b : one.a;
    if (other == relay) {
      home = &one;
    } else {
      const auto is_other = [&](const Station& candidate) { return candidate.ri == other; };
      const auto at = std::find_if(scenario_.stations.begin(), scenario_.stations.end(), is_other);
      if (homing_relay(other) != station.ri || homing_circuit(*at) == nullptr) return nullptr;
    }
  }
  return home;
}

bool Writer::listed(const Circuit& circuit) const {
  return std::none_of(scenario_.stations.begin(), scenario_.stations.end(),
                      [&](const Station& station) { return homing_circuit(station) == &circuit; });
}

}  // namespace

std::string precedence_word(char precedence) {
  switch (precedence) {
    case 'Z':
      return "FLASH";
    case 'O':
      return "IMMEDIATE";
    case 'P':
      return "PRIORITY";
    case 'R':
      return "ROUTINE";
    default:
      throw std::runtime_error(std::string("no precedence: ") + precedence);
  }
}

std::string scenario_yaml(const Scenario& scenario, const Wording& wording) {
  return Writer(scenario, wording).text();
}

std::string trace_csv(const std::vector<oracle::Message>& messages, const Wording& wording) {
  const bool classed = std::any_of(messages.begin(), messages.end(),
                                   [](const oracle::Message& message) { return message.classification != 'U'; });
  std::string text = std::string("filed_s,from,characters,to,info") + (classed ? ",class\n" : "\n");
  for (const oracle::Message& message : messages) {
    std::string lists[2];
    for (const oracle::Address& address : message.addresses) {
      std::string& list = lists[address.info ? 1 : 0];
      const bool word = wording.spelling % 3 == 2;
      const std::string level = word ? precedence_word(address.precedence) : std::string(1, address.precedence);
      list += (list.empty() ? "" : " ") + address.ri + '/' + (address.niact ? "NIACT" : level);
    }
    text += seconds_text(message.filed) + ',' + message.from + ',' + std::to_string(message.sections.at(0)) + ',' +
            lists[0] + ',' + lists[1];
    const bool word = wording.spelling % 3 == 1;
    const char classification = message.classification;
    if (classed) text += ',' + (word ? class_word(classification) : std::string(1, classification));
    text += '\n';
  }
  return text;
}

}  // namespace torntape::endtoend
