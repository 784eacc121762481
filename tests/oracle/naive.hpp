#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// A second opinion on what torntape simulates: the same rules written a second time, as plainly as possible and with
/// no line in common with the program. Slow, small and searched linearly on purpose.
namespace torntape::oracle {

using Time = std::int64_t;  ///< nanoseconds

struct Station {
  std::string ri;
  bool relay = false;                   ///< only relays carry on what is not theirs
  Time switching = 0;                   ///< from having a copy whole to queueing what of it goes on
  std::vector<std::string> addressees;  ///< none: one, named as the indicator
};

/// Both directions are alike, each with its own channels and its own waiting line.
struct Circuit {
  std::string a, b;
  double rate = 800;  ///< bits a second, each channel
  Time propagation = 0;
  int channels = 1;
};

struct Collective {
  std::string ri;
  std::vector<std::string> members;
  std::string expand_at;  ///< empty: at the origin
};

struct Address {
  std::string ri;  ///< a station or a collective
  char precedence = 'R';
  bool info = false;
  std::string name;  ///< of a telegram's line: for this addressee alone; empty: for every addressee there
};

struct Message {
  Time filed = 0;
  std::string from;
  std::vector<std::int64_t> sections;  ///< characters of each
  std::vector<Address> addresses;      ///< in the order written, action before info
  char heading = 'R';                  ///< the precedence of format line 5; 'R' where there is no heading
  std::vector<std::string> order;      ///< indicators that stand before the others on the routing line, in this order
};

struct Rules {
  bool fifo = false;
  bool flash_breaks = false;
  bool precedence_by_copy = false;
  double bits_per_character = 8;
};

struct Scenario {
  std::vector<Station> stations;
  std::vector<Circuit> circuits;  ///< together with `stations` a graph with one shortest path between any two
  std::vector<Collective> collectives;
  std::vector<Message> messages;  ///< in order of filing; the first is number 1
  Rules rules;
  Time warmup = 0;
  Time duration = 0;
  Time drain = -1;  ///< less than 0: as long as `duration`
};

struct Delivery {
  std::size_t message = 0;
  std::string origin, ri, addressee;
  bool info = false;
  char precedence = 'R';
  Time filed = 0;
  Time delivered = 0;
  int hops = 0;
};

/// A copy that was sent whole.
struct Sent {
  std::size_t message = 0;
  std::size_t section = 0;  ///< from 1
  std::string from, to, routing_line;
  Time waited = 0;  ///< from joining the line to the start of the transmission that was not broken
};

struct Result {
  std::vector<Delivery> deliveries;  ///< of the counted messages, by time, message, indicator, addressee
  std::vector<Sent> sent;            ///< of counted messages, in the order in which their transmissions ended
  std::size_t expanded = 0;          ///< addressees of the counted messages, delivered or not
  std::size_t transmissions = 0;     ///< copies of counted messages sent whole
  std::size_t preempted = 0;         ///< transmissions of counted messages that were broken
};

/// Simulates `scenario`. Throws std::runtime_error where it is not what its fields say it must be.
Result simulate(const Scenario& scenario);

}  // namespace torntape::oracle
