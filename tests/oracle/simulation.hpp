#pragma once

#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "oracle/naive.hpp"

/// How the oracle works inside: naive.cpp has the ways of a message, naive_errors.cpp errors on the line.
namespace torntape::oracle::inside {

inline constexpr Time kNever = std::numeric_limits<Time>::max();

/// 0 for FLASH to 3 for ROUTINE.
inline std::size_t rank(char precedence) {
  const std::size_t place = std::string_view("ZOPR").find(precedence);
  if (place == std::string_view::npos) throw std::runtime_error(std::string("no precedence: ") + precedence);
  return place;
}

inline bool approved(const Circuit& circuit, const Message& message) {
  const std::string_view classes = "UERCST";
  return classes.find(message.classification) <= classes.find(circuit.approved);
}

/// As what an addressee, reached by name or at a member of a collective, gets a message.
struct Claim {
  char precedence = 'R';
  bool info = false;
  bool niact = false;
};

inline bool higher(char a, char b) {
  return rank(a) < rank(b);
}

inline char highest_of(const std::map<std::string, Claim>& names) {
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

using Ends = std::set<std::pair<std::string, std::string>>;

/// One section on its way with the items it is answerable for.
struct Copy {
  std::size_t message = 0;  ///< from 1
  std::size_t section = 0;  ///< from 0
  std::vector<std::string> items;
  int hops = 0;
  char precedence = 'R';
  Time queued = 0;
  double characters = 0;  ///< with the items that it has
  char level = 'R';       ///< of the transmission that the originator made: the message's, or what is below FLASH apart
  Ends avoided = {};      ///< the directions that are not approved for it, or that it has been turned away from
  int failed = 0;         ///< so often it was sent in vain where it is
  int corrected = 0;      ///< so many corrected copies have been made of it
  int corrects = 0;       ///< it is one of them, from 1; its readers have it, garbled
  bool repeats = false;   ///< the station that it goes to has it
  /// A service message: a (C)heck, an (A)nswer to one, or a re(Q)uest.
  char service = 0;
  std::vector<Copy> asked = {};  ///< by a request: the one copy
  bool about_counted = false;

  bool stays() const { return repeats || service != 0; }
};

struct Channel {
  std::optional<Copy> copy;
  bool cancelling = false;
  Time begins = 0;
  Time ends = kNever;
  std::size_t started = 0;  ///< how many transmissions of the whole network started before
};

struct Direction {
  std::string from, to;
  double rate = 0;
  Time propagation = 0;
  std::vector<Channel> channels;
  std::deque<Copy> line = {};                           ///< in order of arrival, broken ones before all
  Time out_since = kNever;                              ///< kNever: it is not out
  std::size_t ended = 0;                                ///< transmissions
  std::vector<std::pair<std::size_t, Copy>> open = {};  ///< by number: what did not come in
  bool checking = false;                                ///< a check is under way, or its answer
  Line measured = {};
};

/// A copy in the hands of an operator.
struct InHand {
  Copy copy;
  Time ends = 0;
  Time waited = 0;
};

/// A copy that comes to a station: off a circuit (`in`), or through the switching, or as filed.
struct Coming {
  std::string at;
  Copy copy;
  // Off a circuit:
  std::string from = {};
  std::size_t number = 0;
  bool garbled = false;
};

inline std::string first_indicator(const Copy& copy) {
  std::string first = "~";
  for (const std::string& item : copy.items) first = std::min(first, item);
  return first;
}

/// Of what arrives at one instant.
using Order = std::tuple<std::size_t, std::size_t, std::string, int, bool>;
inline Order in_order(const Copy& copy) {
  return {copy.message, copy.section, first_indicator(copy), copy.corrects, copy.repeats};
}

class Simulation {
 public:
  explicit Simulation(const Scenario& scenario);
  Result run();

 private:
  void resolve(const Message& message);
  Ends not_approved_for(const Message& message) const;
  std::vector<std::string> names_at(const std::string& ri) const;
  const std::map<std::string, std::string>& hops_to(const std::string& target, const Ends& avoided);
  std::vector<std::string> stations_on(const Job& job, const std::vector<std::string>& items) const;
  void end_transmissions();
  void end(Direction& direction, const Copy& copy);
  char fate_of(const Direction& direction, const Copy& copy) const;
  void come_in(const Coming& coming);
  void ask_for(const Copy& copy, const Direction& about, char precedence);
  void serve(const Coming& coming);
  void check_silent();
  void send_service();
  void put_back(const std::string& at, Copy copy);
  void note(const std::string& from, const std::string& to, const Channel& channel);
  void receive(const Coming& coming);
  static bool has_desk(const Station& station);
  void bring_to_desks();
  void handle(std::vector<Coming>& coming);
  Time first_open(const Station& station, Time time) const;
  Time limit() const;
  void deliver(const std::string& ri, const Copy& copy);
  std::vector<std::pair<std::vector<std::string>, char>> transmissions_of(const Job& job) const;
  char highest_on(const Job& job, const std::vector<std::string>& items) const;
  std::string goal(const std::string& item) const;
  void queue(const Coming& coming);
  void join(Direction& direction, const Copy& copy);
  void take(Direction& direction);
  double characters_of(const Copy& copy) const;
  std::deque<Copy>::iterator in_turn(Direction& direction, std::size_t before) const;
  void start(Direction& direction, Channel& channel, std::deque<Copy>::iterator next);
  Time transmission_time(const Direction& direction, const Copy& copy) const;
  bool may_break(const Direction& direction, const Copy& copy, const Channel& channel) const;
  bool break_one(Direction& direction);
  Copy broken(const Direction& direction, const Channel& channel);
  void lay_out_outages();
  void begin_outages();
  void end_outages();
  void cut(Direction& direction);
  bool left(const Direction& direction) const;
  void leave_lines(std::vector<Coming>& coming);
  std::pair<Copy, Copy> apart(const Copy& copy, const Direction& direction);
  Time next_instant() const;
  void pass(Time upto);
  Time open_time(const Station& station) const;
  bool counted(std::size_t message) const;

  const Scenario& scenario_;
  std::map<std::string, Station> stations_;
  std::map<std::string, Collective> collectives_;
  std::map<std::pair<std::string, std::string>, Direction> directions_;
  std::map<std::pair<std::string, Ends>, std::map<std::string, std::string>> hops_;  ///< by target: the next at each
  std::map<std::pair<std::string, std::string>, std::vector<std::pair<Time, Time>>> outages_;  ///< by direction, apart
  std::vector<Job> jobs_;
  std::multimap<Time, Coming> receptions_;
  std::multimap<Time, Coming> arrivals_;
  std::vector<Coming> brought_;                         ///< at this instant, to relays that handle copies by hand
  std::map<std::string, std::deque<Coming>> desks_;     ///< what waits at each, in order of arrival
  std::map<std::string, std::vector<InHand>> in_hand_;  ///< ... and what is being handled
  std::multimap<Time, std::pair<std::pair<std::string, std::string>, std::size_t>> silences_;  ///< direction, number
  std::vector<std::pair<Direction*, Copy>> service_;  ///< of this instant; a request with what it asks for
  bool alike_ = true;  ///< all circuits and relays: then equally short paths are equal, and the alphabet decides
  Time now_ = -1;
  std::size_t started_ = 0;
  Result result_;
};

}  // namespace torntape::oracle::inside
