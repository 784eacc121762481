#include "endtoend/case_file.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>

#include "endtoend/noise.hpp"
#include "endtoend/program.hpp"
#include "endtoend/scenario_text.hpp"

namespace torntape::endtoend {
namespace {

using oracle::Circuit;
using oracle::Station;

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> all;
  for (std::string word; in >> word;) all.push_back(word);
  return all;
}

std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::istringstream in(text);
  std::vector<std::string> parts;
  for (std::string part; std::getline(in, part, separator);) parts.push_back(trimmed(part));
  return parts;
}

/// Minutes after midnight of `0930`.
int minutes_of(const std::string& clock) {
  return 60 * std::stoi(clock.substr(0, 2)) + std::stoi(clock.substr(2, 2));
}

/// `0800-1700 Mon-Fri`; every day where none is named.
oracle::Opening opening(const std::string& text) {
  static const std::vector<std::string> weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  const std::vector<std::string> parts = words(text);
  oracle::Opening one;
  one.from = minutes_of(parts.at(0).substr(0, 4));
  one.length = minutes_of(parts.at(0).substr(5)) - one.from;
  if (one.length <= 0) one.length += 1440;
  if (parts.size() == 1) one.weekdays = {0, 1, 2, 3, 4, 5, 6};
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto day = [&](const std::string& name) {
      return static_cast<int>(std::find(weekdays.begin(), weekdays.end(), name) - weekdays.begin());
    };
    const int last = day(parts[i].substr(parts[i].size() - 3));
    for (int at = day(parts[i].substr(0, 3)); one.weekdays.insert(at).second && at != last;) at = (at + 1) % 7;
  }
  return one;
}

char precedence_of(const std::string& word) {
  for (const char letter : {'Z', 'O', 'P', 'R'}) {
    if (word == std::string(1, letter) || word == precedence_word(letter)) return letter;
  }
  throw std::runtime_error("no precedence: " + word);
}

/// A time as settings of the program write it, `2s`, or in seconds alone.
oracle::Time span(const std::string& text) {
  return nanoseconds(text.substr(0, text.find('s')));
}

void set_rule(oracle::Scenario& scenario, const std::string& key, const std::string& value) {
  if (key == "discipline") {
    scenario.rules.fifo = value == "fifo";
  } else if (key == "preemption") {
    static const std::map<std::string, oracle::Breaking> kinds{
        {"none", oracle::Breaking::none}, {"flash", oracle::Breaking::flash}, {"acp127", oracle::Breaking::acp127}};
    scenario.rules.breaking = kinds.at(value);
  } else if (key == "cancel_time") {
    scenario.rules.cancel_time = span(value);
  } else if (key == "extra_long") {
    scenario.rules.extra_long = span(value);
  } else if (key == "split_flash") {
    scenario.rules.split_flash = value == "true";
  } else if (key == "reroute_from") {
    scenario.rules.reroute_from = precedence_of(value);
  } else if (key == "reroute_after") {
    scenario.rules.reroute_after = span(value);
  } else if (key == "reroute_backlog") {
    scenario.rules.reroute_backlog = std::stoul(value);
  } else if (key == "copy_precedence") {
    scenario.rules.precedence_by_copy = value == "copy";
  } else if (key == "bits_per_character") {
    scenario.rules.bits_per_character = std::stod(value);
  } else if (key == "header") {
    scenario.rules.formatted = value == "formatted";
  } else if (key == "section_lines") {
    scenario.rules.section_lines = std::stoll(value);
  } else if (key == "routing_line_limit") {
    scenario.rules.routing_line_limit = std::stoull(value);
  } else if (key == "silence") {
    scenario.rules.silence = span(value);
  } else if (key == "service_characters") {
    scenario.rules.service_characters = std::stoll(value);
  } else if (key == "duration") {
    scenario.duration = span(value);
  } else if (key == "warmup") {
    scenario.warmup = nanoseconds(value);
  } else if (key == "drain") {
    scenario.drain = nanoseconds(value);
  } else if (key == "start") {  // 2007-01-05T16:50Z
    scenario.start = 1440 * (std::stoi(value.substr(8, 2)) - 1) + minutes_of(value.substr(11, 2) + value.substr(14, 2));
  } else {
    throw std::runtime_error("no rule: " + key);
  }
}

class Reader {
 public:
  CaseFile read(const std::string& text);

 private:
  void begin_section(const std::string& line);
  void content(const std::string& line);
  void read_map();
  void connect(const std::string& a, const std::string& b);
  void network(const std::string& line);
  void attributes(const std::vector<std::string>& from, std::size_t first, Circuit* circuit, oracle::Time* switching);
  void message(const std::string& line);
  void expectation(const std::string& line);
  Station& station(const std::string& ri);
  Circuit& circuit(const std::string& a, const std::string& b);

  CaseFile file_;
  std::string section_;
  std::vector<std::string> map_;
  int line_ = 0;
};

CaseFile Reader::read(const std::string& text) {
  file_.scenario.duration = nanoseconds("3600");
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    ++line_;
    try {
      if (section_ != "telegram") line = line.substr(0, line.find('#'));
      const bool blank = trimmed(line).empty();
      if (!blank && line[0] != ' ' && line[0] != '#') {
        if (section_ == "map") read_map();
        begin_section(line);
      } else if (section_ == "telegram") {
        if (blank || line[0] == ' ') content(line);
      } else if (!blank || section_ == "map") {
        content(line);
      }
    } catch (const std::exception& error) {
      throw std::runtime_error("line " + std::to_string(line_) + ": " + error.what());
    }
  }
  if (file_.expectations.empty()) throw std::runtime_error("a case that expects nothing");
  for (auto& [name, telegram] : file_.telegrams) telegram.erase(telegram.find_last_not_of('\n') + 2);
  return file_;
}

void Reader::begin_section(const std::string& line) {
  const std::vector<std::string> parts = words(line);
  section_ = parts[0];
  static const std::set<std::string> known{"map", "network", "handling", "messages", "telegram", "expect"};
  if (known.count(section_) == 0) throw std::runtime_error("no section: " + section_);
  if (section_ == "telegram") file_.telegrams.emplace_back(parts.at(1), "");
  if (section_ != "expect") return;
  Expectation one;
  one.line = line_;
  one.settings.assign(parts.begin() + 1, parts.end());
  file_.expectations.push_back(one);
}

void Reader::content(const std::string& line) {
  if (section_ == "map") map_.push_back(line);
  if (section_ == "network") network(trimmed(line));
  if (section_ == "handling") set_rule(file_.scenario, words(line).at(0), words(line).at(1));
  if (section_ == "messages") message(trimmed(line));
  if (section_ == "telegram") file_.telegrams.back().second += (line.size() > 2 ? line.substr(2) : "") + '\n';
  if (section_ == "expect") expectation(trimmed(line));
}

/// The stations in reading order, joined by dashes along a line and by bars down a column.
void Reader::read_map() {
  static const std::regex indicator(R"(\[?([RQ][A-Z]{3,7})\]?)");
  struct Spot {
    std::string ri;
    std::size_t begin, end;
  };
  std::vector<std::vector<Spot>> rows;
  for (const std::string& line : map_) {
    std::vector<Spot>& row = rows.emplace_back();
    for (std::sregex_iterator it(line.begin(), line.end(), indicator), last; it != last; ++it) {
      const std::size_t begin = static_cast<std::size_t>(it->position());
      file_.scenario.stations.push_back({(*it)[1], line[begin] == '[', 0, {}});
      row.push_back({(*it)[1], begin, begin + static_cast<std::size_t>(it->length())});
      if (row.size() < 2) continue;
      const Spot& before = row[row.size() - 2];
      const std::string gap = line.substr(before.end, begin - before.end);
      if (gap.find('-') != std::string::npos) connect(before.ri, row.back().ri);
    }
  }
  const auto at = [&](std::size_t row, std::size_t column) {
    return row < map_.size() && column < map_[row].size() ? map_[row][column] : ' ';
  };
  for (std::size_t top = 0; top < rows.size(); ++top) {
    for (const Spot& spot : rows[top]) {
      for (std::size_t column = spot.begin; column < spot.end; ++column) {
        std::size_t row = top + 1;
        while (at(row, column) == '|') ++row;
        if (row == top + 1) continue;
        if (row >= rows.size()) throw std::runtime_error("a bar that ends nowhere");
        for (const Spot& below : rows[row]) {
          if (below.begin <= column && column < below.end) connect(spot.ri, below.ri);
        }
      }
    }
  }
}

void Reader::connect(const std::string& a, const std::string& b) {
  Circuit one;
  one.a = a;
  one.b = b;
  file_.scenario.circuits.push_back(one);
}

void Reader::network(const std::string& line) {
  const std::size_t colon = line.find(':');
  const std::vector<std::string> parts = words(line.substr(0, colon));
  if (parts[0] == "default") {
    attributes(parts, 1, &file_.defaults, &file_.default_switching);
    for (Circuit& one : file_.scenario.circuits) attributes(parts, 1, &one, nullptr);
    for (Station& one : file_.scenario.stations) one.switching = file_.default_switching;
  } else if (parts[0] == "circuit") {
    attributes(parts, 3, &circuit(parts.at(1), parts.at(2)), nullptr);
  } else if (parts[0] == "station" && parts.at(2) == "operators") {
    station(parts.at(1)).operators = std::stoi(parts.at(3));
    station(parts.at(1)).switching = nanoseconds(parts.at(5));
  } else if (parts[0] == "station") {
    attributes(parts, 2, nullptr, &station(parts.at(1)).switching);
  } else if (parts[0] == "outage") {
    const bool relay = parts.size() == 6;
    const std::size_t from = relay ? 2 : 3;
    if (parts.at(from) != "from" || parts.at(from + 2) != "to") throw std::runtime_error("not understood: " + line);
    file_.scenario.outages.push_back(
        {parts[1], relay ? "" : parts[2], nanoseconds(parts.at(from + 1)), nanoseconds(parts.at(from + 3))});
  } else if (parts[0] == "garbled" || parts[0] == "lost" || parts[0] == "repeated") {
    const auto fate = static_cast<char>(std::toupper(parts[0][0]));
    file_.scenario.mishaps.push_back({parts.at(2), parts.at(3), std::stoul(parts.at(1)), fate});
  } else if (parts[0] == "hours") {
    Station& one = station(parts.at(1));
    for (const std::string& part : split(line.substr(colon + 1), ',')) one.hours.push_back(opening(part));
    if (parts.size() == 3) one.zone = (parts[2][0] == '-' ? -1 : 1) * minutes_of(parts[2].substr(1));
  } else if (parts[0] == "addressees") {
    station(parts.at(1)).addressees = split(line.substr(colon + 1), ',');
  } else if (parts[0] == "collective") {
    file_.scenario.collectives.push_back(
        {parts.at(1), words(line.substr(colon + 1)), parts.size() == 4 ? parts[3] : ""});
  } else {
    throw std::runtime_error("not understood: " + line);
  }
}

void Reader::attributes(const std::vector<std::string>& from, std::size_t first, Circuit* circuit,
                        oracle::Time* switching) {
  for (std::size_t i = first; i + 1 < from.size(); i += 2) {
    const std::string& value = from[i + 1];
    if (circuit != nullptr && from[i] == "rate") circuit->rate = std::stod(value);
    if (circuit != nullptr && from[i] == "propagation") circuit->propagation = nanoseconds(value);
    if (circuit != nullptr && from[i] == "channels") circuit->channels = std::stoi(value);
    if (circuit != nullptr && from[i] == "class") circuit->approved = value.at(0);
    if (circuit != nullptr && from[i] == "garbled") circuit->garbled = std::stod(value);
    if (circuit != nullptr && from[i] == "lost") circuit->lost = std::stod(value);
    if (circuit != nullptr && from[i] == "repeated") circuit->repeated = std::stod(value);
    if (switching != nullptr && from[i] == "switching") *switching = nanoseconds(value);
  }
}

Station& Reader::station(const std::string& ri) {
  for (Station& one : file_.scenario.stations) {
    if (one.ri == ri) return one;
  }
  throw std::runtime_error("not on the map: " + ri);
}

Circuit& Reader::circuit(const std::string& a, const std::string& b) {
  for (Circuit& one : file_.scenario.circuits) {
    if ((one.a == a && one.b == b) || (one.a == b && one.b == a)) return one;
  }
  throw std::runtime_error("not on the map: " + a + " - " + b);
}

void Reader::message(const std::string& line) {
  if (line.find("filed_s,from,characters,to,info") == 0) return;
  std::vector<std::string> fields = split(line, ',');
  fields.resize(6);
  oracle::Message message{nanoseconds(fields[0]), fields[1], {std::stoll(fields[2])}, {}, 'R', {}};
  for (const std::size_t field : {3U, 4U}) {
    for (const std::string& word : words(fields[field])) {
      const std::vector<std::string> parts = split(word, '/');
      const bool niact = parts.at(1) == "NIACT";
      message.addresses.push_back({parts.at(0), niact ? 'O' : precedence_of(parts.at(1)), field == 4, "", niact});
    }
  }
  if (!fields[5].empty()) message.classification = fields[5][0];
  file_.scenario.messages.push_back(message);
}

void Reader::expectation(const std::string& line) {
  Expectation& one = file_.expectations.back();
  static const std::regex delivery(R"((\d+) +(\w+) +(action|info) +(\w+) +([\d.]+) +hops (\d+) *(.*))");
  static const std::regex routing(R"((\w+) -> (\w+) +([A-Z ]+))");
  static const std::regex count(R"(([\w/]+) (\d+))");
  std::smatch match;
  if (std::regex_match(line, match, delivery)) {
    const std::string name = match[7].length() > 0 ? match[7].str() : match[2].str();
    one.deliveries.push_back({std::stoull(match[1]), "", match[2], name, match[3] == "info", precedence_of(match[4]), 0,
                              nanoseconds(match[5]), std::stoi(match[6])});
  } else if (std::regex_match(line, match, routing)) {
    one.routing_lines.push_back(match[1].str() + " -> " + match[2].str() + "  " + match[3].str());
    std::sort(one.routing_lines.begin(), one.routing_lines.end());
  } else if (std::regex_match(line, match, count)) {
    one.counts.emplace_back(match[1], std::stoi(match[2]));
  } else {
    throw std::runtime_error("not understood: " + line);
  }
}

}  // namespace

CaseFile read_case(const std::string& text) {
  CaseFile file = Reader().read(text);
  file.scenario.noise = drawn_noise();
  return file;
}

oracle::Scenario with_settings(oracle::Scenario scenario, const std::vector<std::string>& settings) {
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    const std::string key = setting.substr(0, equals);
    set_rule(scenario, key.substr(key.find('.') + 1), setting.substr(equals + 1));
  }
  return scenario;
}

}  // namespace torntape::endtoend
