#include "oracle/naive.hpp"

#include <array>
#include <cmath>

#include "oracle/lengths.hpp"
#include "oracle/simulation.hpp"

namespace torntape::oracle {
namespace inside {

Simulation::Simulation(const Scenario& scenario) : scenario_(scenario) {
  for (const Station& station : scenario.stations) stations_[station.ri] = station;
  for (const Collective& collective : scenario.collectives) collectives_[collective.ri] = collective;
  for (const Circuit& circuit : scenario.circuits) {
    for (const auto& [from, to] : {std::pair(circuit.a, circuit.b), std::pair(circuit.b, circuit.a)}) {
      const std::vector<Channel> channels(static_cast<std::size_t>(circuit.channels));
      directions_[{from, to}] = {from, to, circuit.rate, circuit.propagation, channels};
    }
  }
  const Circuit& one = scenario.circuits.front();
  alike_ = std::all_of(scenario.circuits.begin(), scenario.circuits.end(), [&](const Circuit& other) {
    return other.rate == one.rate && other.propagation == one.propagation;
  });
  std::set<Time> switching_times;
  for (const Station& station : scenario.stations) {
    if (station.relay) switching_times.insert(station.switching);
  }
  alike_ = alike_ && switching_times.size() <= 1;
  for (const Station& station : scenario.stations) {
    if (hops_to(station.ri, {}).size() + 1 < stations_.size()) throw std::runtime_error("no path to " + station.ri);
  }
  for (const Message& message : scenario.messages) resolve(message);
  lay_out_outages();
}

// From the target outwards, one hop further in each round, over no direction avoided; only a relay is passed through.
const std::map<std::string, std::string>& Simulation::hops_to(const std::string& target, const Ends& avoided) {
  const auto [entry, fresh] = hops_.try_emplace({target, avoided});
  if (!fresh) return entry->second;
  std::map<std::string, std::string>& hops = entry->second;
  std::vector<std::string> edge{target};
  while (!edge.empty()) {
    std::map<std::string, std::string> found;
    for (const std::string& via : edge) {
      if (via != target && !stations_.at(via).relay) continue;
      for (const auto& [ends, direction] : directions_) {
        if (direction.to != via || ends.first == target || hops.count(ends.first) > 0) continue;
        if (avoided.count(ends) > 0) continue;
        const auto [hop, only] = found.emplace(ends.first, via);
        if (!only && !alike_) throw std::runtime_error("two shortest paths to " + target);
        hop->second = std::min(hop->second, via);
      }
    }
    edge.clear();
    for (const auto& [at, via] : found) edge.push_back(at);
    hops.merge(found);
  }
  return hops;
}

std::vector<std::string> Simulation::names_at(const std::string& ri) const {
  const std::vector<std::string>& names = stations_.at(ri).addressees;
  return names.empty() ? std::vector<std::string>{ri} : names;
}

void Simulation::resolve(const Message& message) {
  Job job;
  job.message = message;
  if (message.prints.empty()) job.message.sections = sections_of_text(message.sections.at(0), scenario_.rules);
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
          claim->second.precedence = address.precedence;
          claim->second.info = address.info;
        }
        claim->second.niact = claim->second.niact || address.niact;
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
  for (const auto& [items, level] : transmissions_of(job)) {
    for (std::size_t section = 0; section < job.message.sections.size(); ++section) {
      Copy copy{number, section, items};
      copy.avoided = not_approved_for(message);
      copy.level = level;
      copy.precedence = level;
      arrivals_.emplace(message.filed, Coming{message.from, copy});
    }
  }
  if (!counted(number)) return;
  for (const auto& [ri, names] : job.claims) {
    result_.expanded += names.size();
    for (const auto& [name, claim] : names) ++result_.due[{claim.precedence, claim.info}];
  }
}

Ends Simulation::not_approved_for(const Message& message) const {
  Ends ends;
  for (const Circuit& circuit : scenario_.circuits) {
    if (approved(circuit, message)) continue;
    ends.insert({circuit.a, circuit.b});
    ends.insert({circuit.b, circuit.a});
  }
  return ends;
}

// The routing lines that the originator transmits, each with its precedence.
std::vector<std::pair<std::vector<std::string>, char>> Simulation::transmissions_of(const Job& job) const {
  if (!scenario_.rules.split_flash || job.highest != 'Z') return {{job.items, job.highest}};
  std::vector<std::string> flash, others, items;
  char highest_of_others = 'R';
  for (const std::string& item : job.items) {
    const bool here = collectives_.count(item) > 0 &&
                      (collectives_.at(item).expand_at.empty() || collectives_.at(item).expand_at == job.message.from);
    const std::vector<std::string> single{item};
    const std::vector<std::string>& members = here ? job.expanded.at(item) : single;
    items.insert(items.end(), members.begin(), members.end());
  }
  for (const std::string& item : items) {
    const char highest = highest_on(job, {item});
    (highest == 'Z' ? flash : others).push_back(item);
    if (highest != 'Z') highest_of_others = std::min(highest_of_others, highest, higher);
  }
  std::vector<std::pair<std::vector<std::string>, char>> all;
  if (!flash.empty()) all.emplace_back(flash, 'Z');
  if (!others.empty()) all.emplace_back(others, highest_of_others);
  return all;
}

char Simulation::highest_on(const Job& job, const std::vector<std::string>& items) const {
  char highest = 'R';
  for (const std::string& ri : stations_on(job, items)) {
    highest = std::min(highest, highest_of(job.claims.at(ri)), higher);
  }
  return highest;
}

bool Simulation::counted(std::size_t message) const {
  if (message == 0) return false;  // a service message
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
  if (!silences_.empty()) next = std::min(next, silences_.begin()->first);
  for (const auto& [ends, direction] : directions_) {
    for (const Channel& channel : direction.channels) next = std::min(next, channel.ends);
    if (direction.out_since == kNever || scenario_.rules.reroute_from == 0) continue;
    const Time left = direction.out_since + scenario_.rules.reroute_after;
    if (left > now_) next = std::min(next, left);
  }
  for (const auto& [ri, line] : desks_) {
    const Time open = line.empty() ? kNever : first_open(stations_.at(ri), now_);
    if (open > now_) next = std::min(next, open);
  }
  for (const auto& [ri, hands] : in_hand_) {
    for (const InHand& one : hands) next = std::min(next, one.ends);
  }
  for (const auto& [ends, spans] : outages_) {
    for (const auto& [from, to] : spans) {
      for (const Time change : {from, to}) next = change > now_ ? std::min(next, change) : next;
    }
  }
  return next;
}

// Overlapping ones become one, ones that touch too.
void Simulation::lay_out_outages() {
  for (const Outage& outage : scenario_.outages) {
    for (const auto& [ends, direction] : directions_) {
      const bool circuit = ends == std::pair(outage.a, outage.b) || ends == std::pair(outage.b, outage.a);
      const bool relay = outage.b.empty() && (ends.first == outage.a || ends.second == outage.a);
      if (circuit || relay) outages_[ends].emplace_back(outage.from, outage.to);
    }
  }
  for (auto& [ends, spans] : outages_) {
    std::sort(spans.begin(), spans.end());
    std::vector<std::pair<Time, Time>> merged;
    for (const auto& span : spans) {
      if (!merged.empty() && span.first <= merged.back().second) {
        merged.back().second = std::max(merged.back().second, span.second);
      } else {
        merged.push_back(span);
      }
    }
    spans = merged;
  }
}

void Simulation::begin_outages() {
  for (const auto& [ends, spans] : outages_) {
    for (const auto& [from, to] : spans) {
      if (from == now_) cut(directions_.at(ends));
    }
  }
}

void Simulation::cut(Direction& direction) {
  direction.out_since = now_;
  std::map<std::size_t, Copy> by_start;
  for (Channel& channel : direction.channels) {
    if (channel.copy) by_start[channel.started] = broken(direction, channel);
    channel = Channel{};
  }
  for (auto last = by_start.rbegin(); last != by_start.rend(); ++last) {
    if (counted(last->second.message)) ++result_.lost;
    direction.line.push_front(last->second);
  }
}

/// The copy of `channel` as it goes back into the line.
Copy Simulation::broken(const Direction& direction, const Channel& channel) {
  Copy copy = *channel.copy;
  if (counted(copy.message)) result_.broken.push_back({direction.from, direction.to, channel.begins - copy.queued});
  copy.queued = now_;
  return copy;
}

void Simulation::end_outages() {
  for (const auto& [ends, spans] : outages_) {
    for (const auto& [from, to] : spans) {
      if (to == now_) directions_.at(ends).out_since = kNever;
    }
  }
}

bool Simulation::left(const Direction& direction) const {
  return direction.out_since != kNever && now_ - direction.out_since >= scenario_.rules.reroute_after;
}

// Of copies that wait for a direction that is left, what can go another way comes to the station again.
void Simulation::leave_lines(std::vector<Coming>& coming) {
  for (auto& [ends, direction] : directions_) {
    if (scenario_.rules.reroute_from == 0 || !left(direction)) continue;
    std::deque<Copy> staying;
    for (const Copy& copy : direction.line) {
      if (copy.stays()) {
        staying.push_back(copy);
        continue;
      }
      const auto [going, rest] = apart(copy, direction);
      if (!going.items.empty()) coming.push_back({ends.first, going});
      if (!rest.items.empty()) staying.push_back(rest);
    }
    direction.line = staying;
  }
}

/// What of `copy` has a way that avoids `direction` and may take it, as it comes to the station again; and the rest.
std::pair<Copy, Copy> Simulation::apart(const Copy& copy, const Direction& direction) {
  Copy going = copy;
  Copy rest = copy;
  going.items.clear();
  going.avoided.insert({direction.from, direction.to});
  --going.hops;
  if (rank(copy.precedence) > rank(scenario_.rules.reroute_from)) return {going, rest};
  rest.items.clear();
  for (const std::string& item : copy.items) {
    const bool another = hops_to(goal(item), going.avoided).count(direction.from) > 0;
    (another ? going : rest).items.push_back(item);
  }
  if (!going.items.empty() && counted(copy.message)) ++result_.rerouted;
  if (!going.items.empty() && !rest.items.empty()) {
    if (counted(copy.message)) ++result_.parted;
    if (scenario_.rules.precedence_by_copy) rest.precedence = highest_on(jobs_[copy.message - 1], rest.items);
    rest.characters = characters_of(rest);
  }
  return {going, rest};
}

// Each instant in the order of the rules: ends of transmission, then arrivals, then channels take their next copy.
Result Simulation::run() {
  for (Time next = next_instant(); next <= limit() && next != kNever; next = next_instant()) {
    pass(next);
    now_ = next;
    end_transmissions();
    begin_outages();
    end_outages();
    while (!receptions_.empty() && receptions_.begin()->first == now_) {
      const Coming coming = receptions_.begin()->second;
      receptions_.erase(receptions_.begin());
      come_in(coming);
    }
    check_silent();
    bring_to_desks();
    std::vector<Coming> coming;
    handle(coming);
    while (!arrivals_.empty() && arrivals_.begin()->first == now_) {
      coming.push_back(arrivals_.begin()->second);
      arrivals_.erase(arrivals_.begin());
    }
    leave_lines(coming);
    std::sort(coming.begin(), coming.end(),
              [&](const Coming& a, const Coming& b) { return in_order(a.copy) < in_order(b.copy); });
    for (const Coming& one : coming) queue(one);
    send_service();
    for (auto& [ends, direction] : directions_) take(direction);
  }
  pass(kNever);
  for (const auto& [ends, direction] : directions_) result_.circuits[ends] = direction.measured;
  for (const auto& [ri, station] : stations_) {
    if (station.relay && has_desk(station)) result_.desks[ri].open = open_time(station);
  }
  std::sort(result_.deliveries.begin(), result_.deliveries.end(), [](const Delivery& a, const Delivery& b) {
    return std::tie(a.delivered, a.message, a.ri, a.addressee) < std::tie(b.delivered, b.message, b.ri, b.addressee);
  });
  return result_;
}

// Nothing changes from now until `upto`.
void Simulation::pass(Time upto) {
  const Time lasting = std::min(upto, scenario_.duration) - std::max(now_, scenario_.warmup);
  if (lasting <= 0) return;
  const auto add = [&](Line& line, std::size_t waiting, std::size_t busy) {
    line.longest = std::max(line.longest, waiting);
    line.waited += static_cast<double>(lasting) * static_cast<double>(waiting);
    line.busy += static_cast<double>(lasting) * static_cast<double>(busy);
  };
  for (auto& [ends, direction] : directions_) {
    const auto busy = std::count_if(direction.channels.begin(), direction.channels.end(),
                                    [](const Channel& channel) { return channel.copy || channel.cancelling; });
    add(direction.measured, direction.line.size(), static_cast<std::size_t>(busy));
  }
  for (const auto& [ri, line] : desks_) add(result_.desks[ri], line.size(), in_hand_[ri].size());
}

void Simulation::end_transmissions() {
  for (auto& [ends, direction] : directions_) {
    std::map<std::size_t, Copy> by_start;
    for (Channel& channel : direction.channels) {
      if (channel.ends != now_) continue;
      if (!channel.cancelling) {
        if (counted(channel.copy->message)) note(ends.first, direction.to, channel);
        by_start[channel.started] = *channel.copy;
      }
      channel = Channel{};
    }
    for (const auto& [started, copy] : by_start) end(direction, copy);
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
    if (expand) rest.avoided = not_approved_for(job.message);
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
  if (has_desk(station)) {
    rest.queued = now_;
    brought_.push_back({coming.at, rest});
  } else {
    arrivals_.emplace(now_ + station.switching, Coming{coming.at, rest});
  }
}

bool Simulation::has_desk(const Station& station) {
  return station.operators > 0 || !station.hours.empty();
}

void Simulation::bring_to_desks() {
  std::sort(brought_.begin(), brought_.end(),
            [](const Coming& a, const Coming& b) { return in_order(a.copy) < in_order(b.copy); });
  for (const Coming& one : brought_) desks_[one.at].push_back(one);
  brought_.clear();
}

// Operators put by what they are done with, then take the next in line while the relay is open.
void Simulation::handle(std::vector<Coming>& coming) {
  for (auto& [ri, line] : desks_) {
    const Station& station = stations_.at(ri);
    std::vector<InHand>& hands = in_hand_[ri];
    const auto put_by = [&, at = ri] {
      for (auto one = hands.begin(); one != hands.end();) {
        if (one->ends > now_) {
          ++one;
          continue;
        }
        if (counted(one->copy.message)) result_.handled.push_back({at, one->waited});
        coming.push_back({at, one->copy});
        one = hands.erase(one);
      }
    };
    const auto is_free = [&] {
      return station.operators == 0 || hands.size() < static_cast<std::size_t>(station.operators);
    };
    put_by();
    while (first_open(station, now_) == now_ && !line.empty() && is_free()) {
      auto next = line.begin();
      for (auto other = line.begin(); other != line.end(); ++other) {
        if (!scenario_.rules.fifo && higher(other->copy.precedence, next->copy.precedence)) next = other;
      }
      hands.push_back({next->copy, now_ + station.switching, now_ - next->copy.queued});
      line.erase(next);
    }
    put_by();
  }
}

void Simulation::deliver(const std::string& ri, const Copy& copy) {
  if (copy.corrects > 0) return;
  Job& job = jobs_[copy.message - 1];
  if (++job.sections_in[ri] < job.message.sections.size() || !counted(copy.message)) return;
  for (const auto& [name, claim] : job.claims.at(ri)) {
    const bool at_any_hour = claim.precedence == 'Z' || claim.niact;
    const Time delivered = at_any_hour ? now_ : first_open(stations_.at(ri), now_);
    if (delivered > limit()) continue;
    result_.deliveries.push_back({copy.message, job.message.from, ri, name, claim.info, claim.precedence,
                                  job.message.filed, delivered, copy.hops, now_});
  }
}

/// The first instant from `time` on at which a station is open.
Time Simulation::first_open(const Station& station, Time time) const {
  if (station.hours.empty()) return time;
  constexpr Time kMinute = 60'000'000'000;
  Time first = kNever;
  for (const Opening& opening : station.hours) {
    int weekday = 0;
    Time midnight = -(scenario_.start + station.zone + 7 * 1440) * kMinute;
    for (; midnight <= time + 9 * 1440 * kMinute; midnight += 1440 * kMinute, weekday = (weekday + 1) % 7) {
      const Time from = midnight + opening.from * kMinute;
      const Time to = from + opening.length * kMinute;
      if (opening.weekdays.count(weekday) > 0 && time < to) first = std::min(first, std::max(from, time));
    }
  }
  return first;
}

/// How long a station is open between the end of the warm-up and the end of the duration.
Time Simulation::open_time(const Station& station) const {
  constexpr Time kMinute = 60'000'000'000;
  Time open = 0;
  for (Time from = scenario_.warmup; from < scenario_.duration;) {
    const Time next_minute = (from / kMinute + 1) * kMinute;  // opening and closing are at whole minutes
    const Time to = std::min(next_minute, scenario_.duration);
    if (first_open(station, from) == from) open += to - from;
    from = to;
  }
  return open;
}

Time Simulation::limit() const {
  return scenario_.duration + (scenario_.drain < 0 ? scenario_.duration : scenario_.drain);
}

// Where an item is carried to.
std::string Simulation::goal(const std::string& item) const {
  const bool later = collectives_.count(item) > 0 && !collectives_.at(item).expand_at.empty();
  return later ? collectives_.at(item).expand_at : item;
}

// One copy for each next hop, in the alphabet of their first goals, the items in their order.
void Simulation::queue(const Coming& coming) {
  const Job& job = jobs_[coming.copy.message - 1];
  std::map<std::string, std::vector<std::string>> shares;
  const auto add = [&](const std::string& item) {
    shares[hops_to(goal(item), coming.copy.avoided).at(coming.at)].push_back(item);
  };
  for (const std::string& item : coming.copy.items) {
    const bool collective = collectives_.count(item) > 0;
    if (collective && (collectives_.at(item).expand_at.empty() || collectives_.at(item).expand_at == coming.at)) {
      for (const std::string& ri : job.expanded.at(item)) add(ri);
    } else {
      add(item);
    }
  }
  std::map<std::string, std::pair<std::string, std::vector<std::string>>> by_goal;
  for (const auto& [hop, items] : shares) {
    std::string first = "~";
    for (const std::string& item : items) first = std::min(first, goal(item));
    by_goal[first] = {hop, items};
  }
  const std::size_t limit = scenario_.rules.routing_line_limit;
  for (const auto& [goal_of_first, share] : by_goal) {
    const std::string& hop = share.first;
    const std::vector<std::string>& all = share.second;
    const std::size_t most = limit > 0 ? limit : all.size();
    std::size_t end = 0;
    for (std::size_t first = 0; first < all.size(); first = end) {
      Copy copy = coming.copy;
      end = std::min(all.size(), first + most);
      // Neighbours of one relay group are not parted, if they need not be.
      const auto joins_the_next = [&](std::size_t i) { return all[i].substr(0, 4) == all[end].substr(0, 4); };
      if (end < all.size()) {
        std::size_t cut = end;
        while (cut > first && joins_the_next(cut - 1)) --cut;
        if (cut > first) end = cut;
      }
      copy.items = {all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(end)};
      ++copy.hops;
      copy.queued = now_;
      copy.precedence = scenario_.rules.precedence_by_copy ? highest_on(job, copy.items) : copy.level;
      copy.characters = characters_of(copy);
      join(directions_.at({coming.at, hop}), copy);
    }
  }
}

// Into the line; or, where the circuit is left, what can go another way at once by that.
void Simulation::join(Direction& direction, const Copy& copy) {
  const Rules& rules = scenario_.rules;
  const bool full = rules.reroute_backlog > 0 && direction.line.size() >= rules.reroute_backlog;
  const bool turned_away = rules.reroute_from != 0 && (left(direction) || full) && !copy.stays();
  if (!turned_away) {
    direction.line.push_back(copy);
    return;
  }
  const auto [going, rest] = apart(copy, direction);
  if (!going.items.empty()) queue({direction.from, going});
  if (!rest.items.empty()) direction.line.push_back(rest);
}

void Simulation::take(Direction& direction) {
  if (direction.out_since != kNever) return;
  for (Channel& channel : direction.channels) {
    if (channel.copy || channel.cancelling || direction.line.empty()) continue;
    start(direction, channel, in_turn(direction, 0));
  }
  while (scenario_.rules.breaking != Breaking::none && break_one(direction)) {
  }
}

double Simulation::characters_of(const Copy& copy) const {
  const Message& message = jobs_[copy.message - 1].message;
  if (!scenario_.rules.formatted) return static_cast<double>(message.sections[copy.section]);
  if (message.prints.empty()) {
    return static_cast<double>(traced_transmission(scenario_, message, copy.section, copy.items));
  }
  const Message::Print& print = message.prints[copy.section];
  return static_cast<double>(transmission(print.above, print.below, copy.items, print.text, print.behind));
}

// The copy that is taken after `before` others. What may break any other goes before it, also where copies go in order
// of arrival.
std::deque<Copy>::iterator Simulation::in_turn(Direction& direction, std::size_t before) const {
  const Rules& rules = scenario_.rules;
  std::vector<std::string_view> levels{"Z", "O", "P", "R"};
  if (rules.fifo)
    levels = {rules.breaking == Breaking::none ? "" : "Z", rules.breaking == Breaking::none ? "ZOPR" : "OPR"};
  std::array<std::size_t, 128> turns{};
  for (std::size_t i = 0; i < levels.size(); ++i) {
    for (const char precedence : levels[i]) turns[static_cast<std::size_t>(precedence)] = i;
  }
  for (std::size_t turn = 0; turn < levels.size(); ++turn) {
    if (levels[turn].empty()) continue;
    for (auto copy = direction.line.begin(); copy != direction.line.end(); ++copy) {
      if (turns[static_cast<std::size_t>(copy->precedence)] == turn && before-- == 0) return copy;
    }
  }
  throw std::logic_error("nothing is left in line");
}

void Simulation::start(Direction& direction, Channel& channel, std::deque<Copy>::iterator next) {
  const Copy copy = *next;
  direction.line.erase(next);
  channel = {copy, false, now_, now_ + transmission_time(direction, copy), started_++};
}

Time Simulation::transmission_time(const Direction& direction, const Copy& copy) const {
  return std::max(1LL, std::llround(copy.characters * scenario_.rules.bits_per_character * 1e9 / direction.rate));
}

bool Simulation::may_break(const Direction& direction, const Copy& copy, const Channel& channel) const {
  const Rules& rules = scenario_.rules;
  if (!channel.copy || !higher(copy.precedence, channel.copy->precedence)) return false;
  if (copy.precedence == 'Z') return true;
  if (rules.breaking != Breaking::acp127 || channel.ends - now_ <= rules.cancel_time) return false;
  if (copy.precedence == 'O') return true;
  return rules.extra_long >= 0 && transmission_time(direction, *channel.copy) > rules.extra_long;
}

/// Breaks a transmission for the first copy in line that has no channel coming to it, the lowest that it may break,
/// among equals the latest started. False where it may break none.
bool Simulation::break_one(Direction& direction) {
  const auto cancelling = static_cast<std::size_t>(
      std::count_if(direction.channels.begin(), direction.channels.end(), [](const auto& c) { return c.cancelling; }));
  const auto lower = [](const Channel& channel) { return channel.copy && channel.copy->precedence != 'Z'; };
  const bool any_lower = std::any_of(direction.channels.begin(), direction.channels.end(), lower);
  if (direction.line.size() <= cancelling || !any_lower) return false;
  const Copy copy = *in_turn(direction, cancelling);
  Channel* victim = nullptr;
  for (Channel& channel : direction.channels) {
    if (!may_break(direction, copy, channel)) continue;
    const auto lowest_latest = [](const Channel& c) { return std::pair(rank(c.copy->precedence), c.started); };
    if (victim == nullptr || lowest_latest(*victim) < lowest_latest(channel)) victim = &channel;
  }
  if (victim == nullptr) return false;
  if (counted(victim->copy->message)) ++result_.preempted;
  const Copy back = broken(direction, *victim);
  *victim = {std::nullopt, true, now_, now_ + scenario_.rules.cancel_time, 0};
  if (scenario_.rules.cancel_time == 0) start(direction, *victim, in_turn(direction, 0));
  direction.line.push_front(back);
  return true;
}

}  // namespace inside

bool deliverable(const Scenario& scenario, const Message& message) {
  const auto is_relay = [&](const std::string& ri) {
    return std::any_of(scenario.stations.begin(), scenario.stations.end(),
                       [&](const Station& station) { return station.ri == ri && station.relay; });
  };
  const auto reached_from = [&](const std::string& origin) {
    std::set<std::string> reached{origin};
    for (std::deque<std::string> next{origin}; !next.empty(); next.pop_front()) {
      if (next.front() != origin && !is_relay(next.front())) continue;
      for (const Circuit& circuit : scenario.circuits) {
        if (!inside::approved(circuit, message)) continue;
        if (circuit.a == next.front() && reached.insert(circuit.b).second) next.push_back(circuit.b);
        if (circuit.b == next.front() && reached.insert(circuit.a).second) next.push_back(circuit.a);
      }
    }
    return reached;
  };
  std::set<std::string> carried{message.from};
  for (const Address& address : message.addresses) carried.insert(address.ri);
  const std::set<std::string> from_origin = reached_from(message.from);
  for (const Address& address : message.addresses) {
    const auto collective = std::find_if(scenario.collectives.begin(), scenario.collectives.end(),
                                         [&](const Collective& one) { return one.ri == address.ri; });
    if (collective == scenario.collectives.end()) {
      if (from_origin.count(address.ri) == 0) return false;
      continue;
    }
    const bool here = collective->expand_at.empty() || collective->expand_at == message.from;
    const std::set<std::string> from_there = here ? from_origin : reached_from(collective->expand_at);
    bool any = false;
    for (const std::string& member : collective->members) {
      if (!carried.insert(member).second) continue;
      any = true;
      if (from_there.count(member) == 0) return false;
    }
    if (any && !here && from_origin.count(collective->expand_at) == 0) return false;
  }
  return true;
}

Result simulate(const Scenario& scenario) {
  return inside::Simulation(scenario).run();
}

}  // namespace torntape::oracle
