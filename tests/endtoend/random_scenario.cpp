#include "endtoend/random_scenario.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "endtoend/noise.hpp"

namespace torntape::endtoend {
namespace {

using oracle::Address;
using oracle::Circuit;
using oracle::Message;
using oracle::Scenario;
using oracle::Station;
using oracle::Time;

constexpr Time kSecond = 1'000'000'000;

class Draw {
 public:
  /// Of a hundred networks so many have a ring, and so many are meshes.
  Draw(std::uint64_t seed, std::size_t rings, std::size_t meshes) : engine_(seed), rings_(rings), meshes_(meshes) {}
  Drawn scenario();
  Drawn with_relay_rules();
  Drawn with_security_gate(bool all_deliverable);

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }
  bool chance(std::size_t percent) { return below(100) < percent; }
  template <typename T>
  const T& one_of(const std::vector<T>& values) {
    return values[below(values.size())];
  }

  std::string fresh_ri(const std::string& prefix, std::size_t letters);
  Circuit circuit(const std::string& a, const std::string& b, bool trunk);
  Time time(std::size_t longest_s);
  void relays();
  void chords();
  void posts();
  void collectives();
  void messages();
  Message message(Time filed);
  void addresses(Message& message);
  void window();
  void lengths();
  void outages();
  void alternate_routes();
  void errors();
  void opening_hours();
  void operators();

  std::mt19937_64 engine_;
  std::size_t rings_, meshes_;
  Scenario scenario_;
  Wording wording_;
  bool ties_ = false;  ///< times in whole seconds, few sizes
  bool ring_ = false;  ///< then all trunks are alike, so that the shortest path is the same by any measure
  bool mesh_ = false;  ///< then all circuits are, and the switching times of the relays
  std::vector<std::string> relays_, all_;
  std::set<std::string> taken_;
};

std::string Draw::fresh_ri(const std::string& prefix, std::size_t letters) {
  while (true) {
    std::string ri = prefix;
    for (std::size_t i = 0; i < letters; ++i) ri += static_cast<char>('A' + below(26));
    if (taken_.insert(ri).second) return ri;
  }
}

Time Draw::time(std::size_t longest_s) {
  if (chance(40)) return 0;
  if (ties_) return static_cast<Time>(between(1, longest_s)) * kSecond;
  return static_cast<Time>(below(longest_s * 1'000'000)) * 1'000 + static_cast<Time>(below(2) * below(1000));
}

Circuit Draw::circuit(const std::string& a, const std::string& b, bool trunk) {
  if ((mesh_ || (trunk && ring_)) && !scenario_.circuits.empty()) {
    Circuit like = scenario_.circuits.front();
    like.a = a;
    like.b = b;
    if (mesh_) like.channels = static_cast<int>(chance(60) ? 1 : between(2, 3));
    return like;
  }
  static const std::vector<double> even{800, 800, 800, 1600, 400};
  static const std::vector<double> odd{50, 75, 45.45, 300, 613.5, 1200, 2400, 7777, 9600};
  return {a, b, one_of(ties_ ? even : odd), time(2), static_cast<int>(chance(60) ? 1 : between(2, 3))};
}

void Draw::relays() {
  const std::size_t count = between(2, 8);
  mesh_ = count >= 3 && chance(meshes_);
  ring_ = !mesh_ && count >= 3 && chance(rings_);
  const std::size_t odd = count >= 5 && chance(50) ? 5 : 3;  // one shortest path
  const std::size_t ring = mesh_ ? (chance(30) ? between(3, count) : 1) : ring_ ? odd : 1;
  const Time switching = time(3);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string parent = i == 0 ? "" : i < ring ? relays_.back() : one_of(relays_);
    const bool nested = i >= ring && parent.size() < 6 && chance(40);
    const std::string ri = nested ? fresh_ri(parent, 1) : fresh_ri("RU", 2);
    if (i > 0) scenario_.circuits.push_back(circuit(parent, ri, true));
    if (ring > 1 && i + 1 == ring) scenario_.circuits.push_back(circuit(ri, relays_.front(), true));
    scenario_.stations.push_back({ri, true, mesh_ ? switching : time(3), {}});
    relays_.push_back(ri);
  }
  if (mesh_ && ring > 3) chords();
}

void Draw::chords() {
  for (std::size_t i = between(0, 3); i > 0; --i) {
    const std::string& a = one_of(relays_);
    const std::string& b = one_of(relays_);
    const auto joins_them = [&](const Circuit& one) {
      return (one.a == a && one.b == b) || (one.a == b && one.b == a);
    };
    const auto& all = scenario_.circuits;
    if (a != b && std::none_of(all.begin(), all.end(), joins_them)) scenario_.circuits.push_back(circuit(a, b, true));
  }
}

void Draw::posts() {
  const std::size_t count = between(3, chance(70) ? 12 : 40);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& relay = one_of(relays_);
    const std::string ri = chance(80) ? fresh_ri(relay, between(1, 2)) : fresh_ri("RUZZ", 3);
    scenario_.circuits.push_back(circuit(relay, ri, false));
    const std::string& second = one_of(relays_);
    if (mesh_ && second != relay && chance(60)) scenario_.circuits.push_back(circuit(second, ri, false));
    scenario_.stations.push_back({ri, false, 0, {}});
  }
  for (Station& station : scenario_.stations) {
    all_.push_back(station.ri);
    const std::size_t names = chance(75) ? 0 : between(1, 3);
    for (std::size_t i = 0; i < names; ++i) station.addressees.push_back("OFFICE " + std::to_string(i) + station.ri);
  }
}

void Draw::collectives() {
  const std::size_t count = chance(50) ? 0 : between(1, 3);
  for (std::size_t i = 0; i < count; ++i) {
    oracle::Collective one{fresh_ri("RUCN", 3), {}, chance(50) ? one_of(relays_) : ""};
    const std::size_t members = between(1, 6);
    for (std::size_t j = 0; j < members; ++j) {
      const std::string& member = one_of(all_);
      if (std::count(one.members.begin(), one.members.end(), member) == 0) one.members.push_back(member);
    }
    scenario_.collectives.push_back(one);
  }
}

void Draw::addresses(Message& message) {
  static const std::vector<char> any{'R', 'R', 'R', 'P', 'P', 'O', 'Z'};
  const std::size_t count = between(1, 6);
  const std::size_t action = between(0, count);
  const char action_precedence = one_of(any);
  const char info_precedence = chance(50) ? 'R' : action_precedence;
  const bool each_its_own = chance(30);
  for (std::size_t i = 0; i < count; ++i) {
    const bool collective = !scenario_.collectives.empty() && chance(20);
    const bool info = i >= action;
    const char level = info ? info_precedence : action_precedence;
    message.addresses.push_back(
        {collective ? one_of(scenario_.collectives).ri : one_of(all_), each_its_own ? one_of(any) : level, info, ""});
  }
}

Message Draw::message(Time filed) {
  Message message;
  message.filed = filed;
  message.from = chance(5) ? one_of(relays_) : one_of(all_);
  const std::size_t characters = ties_ ? 100 * between(1, 4) : between(1, chance(90) ? 3000 : 20000);
  message.sections = {static_cast<std::int64_t>(characters)};
  const auto elsewhere = [&](const Address& address) { return address.ri != message.from; };
  while (std::none_of(message.addresses.begin(), message.addresses.end(), elsewhere)) {
    message.addresses.clear();
    addresses(message);
  }
  return message;
}

void Draw::messages() {
  const std::size_t count = between(50, chance(70) ? 120 : 400);
  const std::size_t burst = between(1, 30);
  const std::size_t gap_s = between(1, 60);
  Time now = 0;
  while (scenario_.messages.size() < count) {
    if (chance(20)) now += static_cast<Time>(gap_s) * kSecond;
    for (std::size_t i = between(1, burst); i > 0; --i) {
      if (!ties_ && chance(70)) now += static_cast<Time>(below(3'000'000)) * 1000;
      if (ties_ && chance(20)) now += kSecond;
      scenario_.messages.push_back(message(now));
    }
  }
}

// Ends before the last filing as often as after it; in some the time allowed is too short to deliver everything.
void Draw::window() {
  const Time last = scenario_.messages.back().filed;
  scenario_.duration = chance(50) ? std::max<Time>(last * 3 / 4, kSecond) : last * 4 + kSecond;
  if (chance(20)) scenario_.duration = std::max<Time>(scenario_.messages[scenario_.messages.size() / 2].filed, kSecond);
  if (chance(40)) scenario_.warmup = scenario_.messages[scenario_.messages.size() / 5].filed;
  if (scenario_.warmup >= scenario_.duration) scenario_.warmup = 0;
  if (chance(30)) scenario_.drain = static_cast<Time>(between(1, 100)) * kSecond;
}

// In half of the networks copies have the lengths of their messages, in half those that headings, sections and limits
// make.
void Draw::lengths() {
  auto& rules = scenario_.rules;
  rules.formatted = chance(40);
  if (chance(35)) rules.section_lines = static_cast<std::int64_t>(between(1, chance(50) ? 5 : 60));
  if (chance(35)) rules.routing_line_limit = between(1, 4);
}

Drawn Draw::scenario() {
  ties_ = chance(50);
  scenario_.rules.fifo = chance(20);
  if (!scenario_.rules.fifo && chance(50)) scenario_.rules.breaking = oracle::Breaking::flash;
  scenario_.rules.precedence_by_copy = chance(50);
  static const std::vector<double> bits{8, 8, 8, 7.5, 7.42, 5};
  scenario_.rules.bits_per_character = ties_ ? 8 : one_of(bits);
  relays();
  posts();
  collectives();
  messages();
  window();
  lengths();
  wording_.homing_by_prefix = chance(50);
  if (chance(50)) wording_.defaults = one_of(scenario_.circuits);
  if (chance(50)) wording_.default_switching = scenario_.stations.front().switching;
  wording_.spelling = below(12);
  std::shuffle(scenario_.circuits.begin(), scenario_.circuits.end(), engine_);
  return {scenario_, wording_, {{"messages.csv", trace_csv(scenario_.messages, wording_)}}};
}

void Draw::outages() {
  const Time last = scenario_.messages.back().filed + 20 * kSecond;
  const auto is_relay = [&](const std::string& ri) { return std::count(relays_.begin(), relays_.end(), ri) > 0; };
  std::vector<Circuit> trunks;
  for (const Circuit& one : scenario_.circuits) {
    if (is_relay(one.a) && is_relay(one.b)) trunks.push_back(one);
  }
  for (std::size_t i = between(0, mesh_ ? 12 : 6); i > 0; --i) {
    const auto from = static_cast<Time>(below(static_cast<std::size_t>(last / kSecond) + 1)) * kSecond;
    const Time lasting = ties_ ? static_cast<Time>(between(1, 60)) * kSecond : time(60) + 1'000;
    const Circuit& circuit = mesh_ && chance(60) ? one_of(trunks) : one_of(scenario_.circuits);
    if (chance(25)) {
      scenario_.outages.push_back({one_of(relays_), "", from, from + lasting});
    } else if (chance(50)) {
      scenario_.outages.push_back({circuit.a, circuit.b, from, from + lasting});
    } else {
      scenario_.outages.push_back({circuit.b, circuit.a, from, from + lasting});
    }
  }
}

void Draw::alternate_routes() {
  static const std::vector<char> levels{'Z', 'O', 'P', 'R', 'R', 'R'};
  scenario_.rules.reroute_from = mesh_ && chance(50) ? 'R' : one_of(levels);
  scenario_.rules.reroute_after = chance(50) ? 0 : time(20);
  if (chance(50)) scenario_.rules.reroute_backlog = between(1, 8);
}

void Draw::errors() {
  static const std::vector<double> of_characters{0, 0, 1e-5, 1e-4, 1e-3};
  static const std::vector<double> of_transmissions{0, 0, 0.01, 0.1, 0.3};
  for (Circuit& circuit : scenario_.circuits) {
    if (chance(30)) continue;
    circuit.garbled = one_of(of_characters);
    circuit.lost = one_of(of_transmissions);
    circuit.repeated = one_of(of_transmissions);
  }
  for (std::size_t i = between(0, 8); i > 0; --i) {
    const Circuit& circuit = one_of(scenario_.circuits);
    const bool there = chance(50);
    const oracle::Mishap one{there ? circuit.a : circuit.b, there ? circuit.b : circuit.a, between(1, 6),
                             one_of(std::vector<char>{'G', 'L', 'R'})};
    const auto same = [&](const oracle::Mishap& other) {
      return std::tie(other.from, other.to, other.number) == std::tie(one.from, one.to, one.number);
    };
    auto& all = scenario_.mishaps;
    if (std::none_of(all.begin(), all.end(), same)) all.push_back(one);
  }
  scenario_.rules.silence = ties_ ? static_cast<Time>(between(1, 30)) * kSecond : time(30) + 1'000;
  scenario_.rules.service_characters = ties_ ? 100 : static_cast<std::int64_t>(between(1, 400));
  scenario_.noise = drawn_noise();
}

// Most openings begin within the hour in which messages are filed; what is not open then may be so a week later.
void Draw::opening_hours() {
  static const std::vector<int> zones{0, 0, 330, -300, 840, -720};
  scenario_.start = static_cast<int>(below(7 * 1440));
  for (Station& station : scenario_.stations) {
    if (chance(station.relay ? 80 : 50)) continue;
    station.zone = one_of(zones);
    for (std::size_t i = between(1, 4); i > 0; --i) {
      const int minute = scenario_.start + station.zone + static_cast<int>(below(60)) + 7 * 1440 - 5;
      oracle::Opening one{{minute / 1440 % 7}, minute % 1440, static_cast<int>(between(1, 30))};
      if (chance(20)) one.weekdays = {0, 2, 3, 6};
      if (chance(10)) one.length = static_cast<int>(between(600, 1439));
      station.hours.push_back(one);
    }
  }
  for (Message& message : scenario_.messages) {
    for (Address& address : message.addresses) address.niact = address.precedence == 'O' && chance(40);
  }
}

// Handling takes as long as the circuits take for a few messages, so that lines grow at the desks.
void Draw::operators() {
  const auto handling = [&] { return std::max<Time>(time(6), ties_ ? kSecond : kSecond / 10); };
  const Time everywhere = handling();
  for (Station& station : scenario_.stations) {
    if (!station.relay) continue;
    if (mesh_) station.switching = everywhere;
    if (chance(40)) continue;
    station.operators = static_cast<int>(between(1, 3));
    station.switching = mesh_ ? everywhere : handling();
  }
}

Drawn Draw::with_relay_rules() {
  Drawn drawn = scenario();
  oracle::Rules& rules = scenario_.rules;
  if (!rules.fifo && chance(60)) {
    rules.breaking = oracle::Breaking::acp127;
    if (chance(60)) rules.extra_long = time(10) + kSecond;
  }
  if (rules.breaking != oracle::Breaking::none && chance(60)) rules.cancel_time = time(4);
  rules.split_flash = chance(40);
  if (chance(75)) outages();
  if (mesh_ || chance(60)) alternate_routes();
  if (chance(60)) errors();
  if (chance(45)) opening_hours();
  if (chance(35)) operators();
  drawn.files = {{"messages.csv", trace_csv(scenario_.messages, wording_)}};
  drawn.scenario = scenario_;
  return drawn;
}

// Every kind of class, few of them the highest; where not all are to be deliverable, one message in a few is not.
Drawn Draw::with_security_gate(bool all_deliverable) {
  Drawn drawn = with_relay_rules();
  static const std::string classes = "UERCST";
  for (Circuit& circuit : scenario_.circuits) circuit.approved = chance(60) ? 'T' : classes[below(classes.size())];
  for (Message& message : scenario_.messages) {
    message.classification = classes[below(classes.size())];
    if (!all_deliverable && chance(10)) continue;
    while (!oracle::deliverable(scenario_, message)) {
      message.classification = classes[classes.find(message.classification) - 1];
    }
  }
  return {scenario_, wording_, {{"messages.csv", trace_csv(scenario_.messages, wording_)}}};
}

}  // namespace

Drawn draw_security_gate(std::uint64_t seed) {
  return Draw(seed, 35, 55).with_security_gate(true);
}

Drawn draw_undeliverable(std::uint64_t seed) {
  return Draw(seed, 35, 55).with_security_gate(false);
}

Drawn draw_relay_rules(std::uint64_t seed) {
  return Draw(seed, 35, 55).with_relay_rules();
}

Drawn draw_scenario(std::uint64_t seed) {
  return Draw(seed, 25, 15).scenario();
}

}  // namespace torntape::endtoend
