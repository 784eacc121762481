#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// A second opinion on what torntape simulates: the same rules written a second time, as plainly as possible and with
/// no line in common with the program. Slow, small and searched linearly on purpose.
namespace torntape::oracle {

using Time = std::int64_t;  ///< nanoseconds

/// Open from `from` on for `length` minutes of local time, beginning on these weekdays, 0 being Monday.
struct Opening {
  std::set<int> weekdays;
  int from = 0, length = 0;
};

struct Station {
  std::string ri;
  bool relay = false;                   ///< only relays carry on what is not theirs
  Time switching = 0;                   ///< from having a copy whole to queueing what of it goes on
  std::vector<std::string> addressees;  ///< none: one, named as the indicator
  std::vector<Opening> hours = {};      ///< none: always open
  int zone = 0;                         ///< minutes that its local time is ahead of UTC
  int operators = 0;                    ///< of whom one is busy with a copy while it is switched; 0: nobody is needed
};

/// Both directions are alike, each with its own channels and its own waiting line.
struct Circuit {
  std::string a, b;
  double rate = 800;  ///< bits a second, each channel
  Time propagation = 0;
  int channels = 1;
  char approved = 'T';  ///< for messages of this class and those before it in UERCST
  double garbled = 0;   ///< share of characters
  double lost = 0;      ///< share of transmissions
  double repeated = 0;  ///< share of those that come in right
};

/// Its name is COLLECTIVE and its indicator.
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
  bool niact = false;
};

struct Message {
  Time filed = 0;
  std::string from;
  std::vector<std::int64_t> sections;  ///< characters of each
  std::vector<Address> addresses;      ///< in the order written, action before info
  char heading = 'R';                  ///< the precedence of format line 5; 'R' where there is no heading
  std::vector<std::string> order;      ///< indicators that stand before the others on the routing line, in this order
  /// Of a telegram: the lines of each section's transmission, where headings are formatted.
  struct Print {
    std::vector<std::string> above;  ///< format line 2
    std::vector<std::string> below;  ///< ... from format line 3 on
    std::vector<std::string> text;
    std::string behind;  ///< PAGE n on a page heading
  };
  std::vector<Print> prints = {};
  char classification = 'U';  ///< one of UERCST
};

enum class Breaking { none, flash, acp127 };

struct Rules {
  bool fifo = false;
  Breaking breaking = Breaking::none;
  Time cancel_time = 0;
  Time extra_long = -1;  ///< less than 0: nothing is extra long
  bool split_flash = false;
  char reroute_from = 0;  ///< 0: no alternate routes
  Time reroute_after = 0;
  std::size_t reroute_backlog = 0;  ///< 0: none
  bool precedence_by_copy = false;
  double bits_per_character = 8;
  bool formatted = false;              ///< copies are as long as their headings make them
  std::int64_t section_lines = 0;      ///< of traced messages; 0: not said
  std::size_t routing_line_limit = 0;  ///< indicators on a transmission; 0: unlimited
  Time silence = 1'800'000'000'000;
  std::int64_t service_characters = 250;
};

/// A circuit, or all circuits of a relay where `b` is empty, are out from `from` until before `to`.
struct Outage {
  std::string a, b;
  Time from = 0, to = 0;
};

/// What becomes of the `number`th transmission to end from `from` to `to`, from 1: `G`arbled, `L`ost, or `R`epeated
/// though it comes in right.
struct Mishap {
  std::string from, to;
  std::size_t number = 1;
  char fate = 'G';
};

/// A transmission as chance sees it.
struct Exposed {
  std::string from, to;
  std::size_t message = 0, section = 0;  ///< the section from 0
  std::string first;                     ///< in the alphabet, of its routing line
  int corrects = 0;                      ///< 0: the copy itself; else which of its corrected copies
  bool repeats = false;
  int failed = 0;  ///< so often it has been sent there in vain
};
/// Two numbers from 0 to 1, the first against losses and repetitions, the second against garbles.
using Noise = std::function<std::pair<double, double>(const Exposed&)>;

struct Scenario {
  std::vector<Station> stations;
  /// Together with `stations` a graph with one shortest path between any two, unless the circuits are all alike and so
  /// are the switching times of the relays.
  std::vector<Circuit> circuits;
  std::vector<Collective> collectives;
  std::vector<Message> messages;  ///< in order of filing; the first is number 1
  std::vector<Outage> outages;
  std::vector<Mishap> mishaps;
  Noise noise;  ///< where some circuit has a share of anything
  Rules rules;
  Time warmup = 0;
  Time duration = 0;
  Time drain = -1;  ///< less than 0: as long as `duration`
  int start = 0;    ///< minutes from Monday 0000 UTC to time 0
};

struct Delivery {
  std::size_t message = 0;
  std::string origin, ri, addressee;
  bool info = false;
  char precedence = 'R';
  Time filed = 0;
  Time delivered = 0;
  int hops = 0;
  Time in = 0;  ///< when the last section was in
};

/// What errors on the line made of transmissions of counted messages.
struct Errors {
  std::size_t garbled = 0, missing = 0, reruns = 0, duplicates = 0, service = 0;
};

/// A copy that was sent whole.
struct Sent {
  std::size_t message = 0;
  std::size_t section = 0;  ///< from 1
  std::string from, to, routing_line;
  Time waited = 0;  ///< in line, since it joined it or was broken
};

/// A transmission that was broken or cut.
struct Broken {
  std::string from, to;
  Time waited = 0;  ///< in line before it
};

/// A copy that was handled at a relay with operators or opening hours.
struct Handled {
  std::string ri;
  Time waited = 0;
};

/// A waiting line and those who serve it, from the end of the warm-up to the end of the duration, all copies.
struct Line {
  std::size_t longest = 0;  ///< that lasted longer than no time
  double waited = 0;        ///< nanoseconds, of each copy in line
  double busy = 0;          ///< nanoseconds, of each channel or operator
  Time open = 0;            ///< of a desk
};

struct Result {
  std::vector<Delivery> deliveries;  ///< of the counted messages, by time, message, indicator, addressee
  std::vector<Sent> sent;            ///< of counted messages, in the order in which their transmissions ended
  std::vector<Broken> broken;        ///< of counted messages
  std::vector<Handled> handled;      ///< of counted messages
  std::size_t expanded = 0;          ///< addressees of the counted messages, delivered or not
  std::map<std::pair<char, bool>, std::size_t> due;              ///< ... by precedence and whether info
  std::map<std::pair<std::string, std::string>, Line> circuits;  ///< by direction
  std::map<std::string, Line> desks;                             ///< of relays with operators or opening hours
  std::size_t transmissions = 0;                                 ///< copies of counted messages sent whole
  std::size_t preempted = 0;  ///< transmissions of counted messages that were broken for a higher one
  std::size_t lost = 0;       ///< ... and that an outage cut
  Errors errors;
  std::size_t rerouted = 0;  ///< times that a copy of a counted message, or part of one, was turned away from a circuit
  std::size_t parted = 0;    ///< ... and another part of it stayed
};

/// Whether circuits approved for `message` lead to every station that it is for, by way of where its collectives are
/// expanded.
bool deliverable(const Scenario& scenario, const Message& message);

/// Simulates `scenario`, whose messages are all deliverable. Throws std::runtime_error where it is not what its fields
/// say it must be.
Result simulate(const Scenario& scenario);

}  // namespace torntape::oracle
