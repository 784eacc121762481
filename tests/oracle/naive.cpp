#include "oracle/naive.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <utility>

namespace torntape::oracle {
namespace {

constexpr Time kNever = std::numeric_limits<Time>::max();

/// 0 for FLASH to 3 for ROUTINE.
std::size_t rank(char precedence) {
  const std::size_t place = std::string_view("ZOPR").find(precedence);
  if (place == std::string_view::npos) throw std::runtime_error(std::string("no precedence: ") + precedence);
  return place;
}

/// As what an addressee, reached by name or at a member of a collective, gets a message.
struct Claim {
  char precedence = 'R';
  bool info = false;
};

bool higher(char a, char b) {
  return rank(a) < rank(b);
}

char highest_of(const std::map<std::string, Claim>& names) {
  char highest = 'R';
  for (const auto& [name, claim] : names) highest = std::min(highest, claim.precedence, higher);
  return highest;
}

/// A message with its addresses resolved.
struct Job {
  Message message;
  std::map<std::string, std::map<std::string, Claim>> claims;  ///< by station and addressee
  std::vector<std::string> items;                              ///< stations and collectives, in order, each once
  std::map<std::string, std::vector<std::string>> expanded;    ///< of each collective, the members left to it
  char highest = 'R';
  std::map<std::string, std::size_t> sections_in;  ///< by station
};

/// One section on its way with the items it is answerable for.
struct Copy {
  std::size_t message = 0;  ///< from 1
  std::size_t section = 0;  ///< from 0
  std::vector<std::string> items;
  int hops = 0;
  char precedence = 'R';
  Time queued = 0;
};

struct Channel {
  std::optional<Copy> copy;
  Time begins = 0;
  Time ends = kNever;
  std::size_t started = 0;  ///< how many transmissions of the whole network started before
};

struct Direction {
  std::string to;
  double rate = 0;
  Time propagation = 0;
  std::vector<Channel> channels;
  std::deque<Copy> line;  ///< in order of arrival, broken ones before all
};

/// A copy that comes to a station: off a circuit (`in`), or through the switching, or as filed.
struct Coming {
  std::string at;
  Copy copy;
};

class Simulation {
 public:
  explicit Simulation(const Scenario& scenario);
  Result run();

 private:
  void resolve(const Message& message);
  std::vector<std::string> names_at(const std::string& ri) const;
  void find_routes(const std::string& target);
  std::vector<std::string> stations_on(const Job& job, const std::vector<std::string>& items) const;
  void end_transmissions();
  void note(const std::string& from, const std::string& to, const Channel& channel);
  void receive(const Coming& coming);
  void deliver(const std::string& ri, const Copy& copy);
  std::string first_goal(const Copy& copy) const;
  void queue(const Coming& coming);
  void take(Direction& direction);
  void start(Direction& direction, Channel& channel, std::deque<Copy>::iterator next);
  bool break_for_flash(Direction& direction);
  Time next_instant() const;
  bool counted(std::size_t message) const;

  const Scenario& scenario_;
  std::map<std::string, Station> stations_;
  std::map<std::string, Collective> collectives_;
  std::map<std::pair<std::string, std::string>, Direction> directions_;
  std::map<std::pair<std::string, std::string>, std::string> next_hop_;  ///< (at, target)
  std::vector<Job> jobs_;
  std::multimap<Time, Coming> receptions_;
  std::multimap<Time, Coming> arrivals_;
  Time now_ = 0;
  std::size_t started_ = 0;
  Result result_;
};

Simulation::Simulation(const Scenario& scenario) : scenario_(scenario) {
  for (const Station& station : scenario.stations) stations_[station.ri] = station;
  for (const Collective& collective : scenario.collectives) collectives_[collective.ri] = collective;
  for (const Circuit& circuit : scenario.circuits) {
    for (const auto& [from, to] : {std::pair(circuit.a, circuit.b), std::pair(circuit.b, circuit.a)}) {
      const std::vector<Channel> channels(static_cast<std::size_t>(circuit.channels));
      directions_[{from, to}] = {to, circuit.rate, circuit.propagation, channels, {}};
    }
  }
  for (const Station& station : scenario.stations) find_routes(station.ri);
  for (const Message& message : scenario.messages) resolve(message);
}

// From the target outwards, one hop further in each round; only a relay is passed through.
void Simulation::find_routes(const std::string& target) {
  std::set<std::string> reached{target};
  std::vector<std::string> edge{target};
  while (!edge.empty()) {
    std::map<std::string, std::string> found;
    for (const std::string& via : edge) {
      if (via != target && !stations_.at(via).relay) continue;
      for (const auto& [ends, direction] : directions_) {
        if (direction.to != via || reached.count(ends.first) > 0) continue;
        if (!found.emplace(ends.first, via).second) throw std::runtime_error("two shortest paths to " + target);
      }
    }
    edge.clear();
    for (const auto& [at, via] : found) {
      next_hop_[{at, target}] = via;
      reached.insert(at);
      edge.push_back(at);
    }
  }
}

std::vector<std::string> Simulation::names_at(const std::string& ri) const {
  const std::vector<std::string>& names = stations_.at(ri).addressees;
  return names.empty() ? std::vector<std::string>{ri} : names;
}

void Simulation::resolve(const Message& message) {
  Job job;
  job.message = message;
  std::set<std::string> spoken_for{message.from};
  for (const Address& address : message.addresses) {
    if (collectives_.count(address.ri) == 0) spoken_for.insert(address.ri);
  }
  job.items = message.order;
  job.highest = message.heading;
  for (const Address& address : message.addresses) {
    const bool collective = collectives_.count(address.ri) > 0;
    const std::vector<std::string> reached =
        collective ? collectives_.at(address.ri).members : std::vector<std::string>{address.ri};
    for (const std::string& ri : reached) {
      if (ri == message.from) continue;
      const bool all = collective || address.name.empty();
      for (const std::string& name : all ? names_at(ri) : std::vector<std::string>{address.name}) {
        const auto [claim, fresh] = job.claims[ri].emplace(name, Claim{address.precedence, address.info});
        if (!fresh && rank(address.precedence) < rank(claim->second.precedence)) {
          claim->second = {address.precedence, address.info};
        }
      }
    }
    if (std::find(job.items.begin(), job.items.end(), address.ri) == job.items.end()) job.items.push_back(address.ri);
  }
  for (const std::string& item : job.items) {
    if (collectives_.count(item) == 0) continue;
    for (const std::string& member : collectives_.at(item).members) {
      if (spoken_for.insert(member).second) job.expanded[item].push_back(member);
    }
  }
  // A collective of which every member is reached otherwise has nobody left to carry it to.
  const auto nobody = [&](const std::string& ri) {
    return ri == message.from || (collectives_.count(ri) > 0 && job.expanded[ri].empty());
  };
  job.items.erase(std::remove_if(job.items.begin(), job.items.end(), nobody), job.items.end());
  for (const auto& [ri, names] : job.claims) job.highest = std::min(job.highest, highest_of(names), higher);
  jobs_.push_back(job);
  const std::size_t number = jobs_.size();
  for (std::size_t section = 0; section < message.sections.size(); ++section) {
    arrivals_.emplace(message.filed, Coming{message.from, {number, section, job.items, 0, 'R', 0}});
  }
  if (!counted(number)) return;
  for (const auto& [ri, names] : job.claims) result_.expanded += names.size();
}

bool Simulation::counted(std::size_t message) const {
  const Time filed = jobs_[message - 1].message.filed;
  return scenario_.warmup <= filed && filed <= scenario_.duration;
}

std::vector<std::string> Simulation::stations_on(const Job& job, const std::vector<std::string>& items) const {
  std::vector<std::string> stations;
  for (const std::string& item : items) {
    if (collectives_.count(item) == 0) {
      stations.push_back(item);
    } else {
      const std::vector<std::string>& members = job.expanded.at(item);
      stations.insert(stations.end(), members.begin(), members.end());
    }
  }
  return stations;
}

Time Simulation::next_instant() const {
  Time next = kNever;
  if (!receptions_.empty()) next = std::min(next, receptions_.begin()->first);
  if (!arrivals_.empty()) next = std::min(next, arrivals_.begin()->first);
  for (const auto& [ends, direction] : directions_) {
    for (const Channel& channel : direction.channels) next = std::min(next, channel.ends);
  }
  return next;
}

// Each instant in the order of the rules: ends of transmission, then arrivals, then channels take their next copy.
Result Simulation::run() {
  const Time limit = scenario_.duration + (scenario_.drain < 0 ? scenario_.duration : scenario_.drain);
  for (now_ = next_instant(); now_ <= limit && now_ != kNever; now_ = next_instant()) {
    end_transmissions();
    while (!receptions_.empty() && receptions_.begin()->first == now_) {
      const Coming coming = receptions_.begin()->second;
      receptions_.erase(receptions_.begin());
      receive(coming);
    }
    std::vector<Coming> coming;
    while (!arrivals_.empty() && arrivals_.begin()->first == now_) {
      coming.push_back(arrivals_.begin()->second);
      arrivals_.erase(arrivals_.begin());
    }
    std::sort(coming.begin(), coming.end(), [&](const Coming& a, const Coming& b) {
      return std::tuple(a.copy.message, a.copy.section, first_goal(a.copy)) <
             std::tuple(b.copy.message, b.copy.section, first_goal(b.copy));
    });
    for (const Coming& one : coming) queue(one);
    for (auto& [ends, direction] : directions_) take(direction);
  }
  std::sort(result_.deliveries.begin(), result_.deliveries.end(), [](const Delivery& a, const Delivery& b) {
    return std::tie(a.delivered, a.message, a.ri, a.addressee) < std::tie(b.delivered, b.message, b.ri, b.addressee);
  });
  return result_;
}

void Simulation::end_transmissions() {
  for (auto& [ends, direction] : directions_) {
    for (Channel& channel : direction.channels) {
      if (channel.ends != now_) continue;
      if (counted(channel.copy->message)) note(ends.first, direction.to, channel);
      receptions_.emplace(now_ + direction.propagation, Coming{direction.to, *channel.copy});
      channel = Channel{};
    }
  }
}

void Simulation::note(const std::string& from, const std::string& to, const Channel& channel) {
  const Copy& copy = *channel.copy;
  ++result_.transmissions;
  std::string line(2, copy.precedence);
  for (const std::string& item : copy.items) line += ' ' + item;
  result_.sent.push_back({copy.message, copy.section + 1, from, to, line, channel.begins - copy.queued});
}

void Simulation::receive(const Coming& coming) {
  const Job& job = jobs_[coming.copy.message - 1];
  Copy rest = coming.copy;
  rest.items.clear();
  for (const std::string& item : coming.copy.items) {
    const bool expand = collectives_.count(item) > 0 && collectives_.at(item).expand_at == coming.at;
    for (const std::string& ri : expand ? job.expanded.at(item) : std::vector<std::string>{item}) {
      if (ri == coming.at) {
        deliver(ri, coming.copy);
      } else {
        rest.items.push_back(ri);
      }
    }
  }
  if (rest.items.empty()) return;
  const Station& station = stations_.at(coming.at);
  if (!station.relay) throw std::runtime_error(station.ri + " is no relay and has a copy for others");
  arrivals_.emplace(now_ + station.switching, Coming{coming.at, rest});
}

void Simulation::deliver(const std::string& ri, const Copy& copy) {
  Job& job = jobs_[copy.message - 1];
  if (++job.sections_in[ri] < job.message.sections.size() || !counted(copy.message)) return;
  for (const auto& [name, claim] : job.claims.at(ri)) {
    result_.deliveries.push_back(
        {copy.message, job.message.from, ri, name, claim.info, claim.precedence, job.message.filed, now_, copy.hops});
  }
}

// The indicator, first in the alphabet, of the stations that the copy goes to: members or where they are found.
std::string Simulation::first_goal(const Copy& copy) const {
  std::string first = "~";
  for (const std::string& item : copy.items) {
    const bool later = collectives_.count(item) > 0 && !collectives_.at(item).expand_at.empty();
    first = std::min(first, later ? collectives_.at(item).expand_at : item);
  }
  return first;
}

// One copy for each next hop, the items in their order.
void Simulation::queue(const Coming& coming) {
  const Job& job = jobs_[coming.copy.message - 1];
  std::map<std::string, std::vector<std::string>> shares;
  for (const std::string& item : coming.copy.items) {
    const bool collective = collectives_.count(item) > 0;
    const std::string where = collective ? collectives_.at(item).expand_at : item;
    if (collective && (where.empty() || where == coming.at)) {
      for (const std::string& ri : job.expanded.at(item)) shares[next_hop_.at({coming.at, ri})].push_back(ri);
    } else {
      shares[next_hop_.at({coming.at, where})].push_back(item);
    }
  }
  for (const auto& [hop, items] : shares) {
    Copy copy = coming.copy;
    copy.items = items;
    ++copy.hops;
    copy.queued = now_;
    copy.precedence = scenario_.rules.precedence_by_copy ? 'R' : job.highest;
    for (const std::string& ri : stations_on(job, items)) {
      copy.precedence = std::min(copy.precedence, highest_of(job.claims.at(ri)), higher);
    }
    Direction& direction = directions_.at({coming.at, hop});
    direction.line.push_back(copy);
  }
}

void Simulation::take(Direction& direction) {
  const auto before = [](const Copy& a, const Copy& b) { return higher(a.precedence, b.precedence); };
  for (Channel& channel : direction.channels) {
    if (channel.copy || direction.line.empty()) continue;
    const auto first = direction.line.begin();
    start(direction, channel, scenario_.rules.fifo ? first : std::min_element(first, direction.line.end(), before));
  }
  while (scenario_.rules.flash_breaks && break_for_flash(direction)) {
  }
}

void Simulation::start(Direction& direction, Channel& channel, std::deque<Copy>::iterator next) {
  const Copy copy = *next;
  direction.line.erase(next);
  const double characters = static_cast<double>(jobs_[copy.message - 1].message.sections[copy.section]);
  const double bits = characters * scenario_.rules.bits_per_character;
  channel = {copy, now_, now_ + std::llround(bits * 1e9 / direction.rate), started_++};
}

/// Starts the first FLASH that waits in the place of the lowest transmission, among equals the latest started.
/// False where no FLASH waits or every channel has one.
bool Simulation::break_for_flash(Direction& direction) {
  const auto flash = [](const Copy& copy) { return copy.precedence == 'Z'; };
  const auto waiting = std::find_if(direction.line.begin(), direction.line.end(), flash);
  if (waiting == direction.line.end()) return false;
  const auto victim =
      std::max_element(direction.channels.begin(), direction.channels.end(), [](const Channel& a, const Channel& b) {
        return std::pair(rank(a.copy->precedence), a.started) < std::pair(rank(b.copy->precedence), b.started);
      });
  if (flash(*victim->copy)) return false;
  const Copy broken = *victim->copy;
  start(direction, *victim, waiting);
  direction.line.push_front(broken);
  if (counted(broken.message)) ++result_.preempted;
  return true;
}

}  // namespace

Result simulate(const Scenario& scenario) {
  return Simulation(scenario).run();
}

}  // namespace torntape::oracle
