#pragma once

#include <cstdint>
#include <tuple>
#include <vector>

#include "sim/arrival.hpp"
#include "sim/filing.hpp"
#include "sim/line_noise.hpp"
#include "sim/plan.hpp"
#include "sim/recorder.hpp"
#include "sim/rerouting.hpp"

namespace torntape::sim {

/// What stations do about errors on the line: garbled transmissions, open channel numbers, suspected duplicates (ACP
/// 127(G) 412-414, 419-420, 427-430; docs/semantics.md, 13). It says what becomes of transmissions that were sent
/// whole, and makes the copies that errors add: service messages, corrected copies, duplicates.
class ErrorControl {
 public:
  /// Random numbers are those of replication `number`. What is added goes into `store`.
  ErrorControl(const Plan& plan, std::uint32_t number, MessageStore& store, Recorder& recorder, Rerouting& rerouting);

  /// False where every transmission comes in right: then nothing else of this is to be called but what says so.
  bool any() const { return any_; }

  /// What becomes of the copy of a transmission.
  enum class Outcome : std::uint8_t {
    comes_in,  ///< it is delivered and handed on
    waits,     ///< its sender or the adjacent station has it in hand; it will be heard of again
    is_done,   ///< it goes no further
  };
  /// What became of a transmission, and of its copy.
  struct End {
    Outcome outcome = Outcome::comes_in;
    Fate fate = Fate::right;
  };
  /// The copy has been sent whole over `circuit`, at `end`. Copies in the store may move.
  End ended(topology::CircuitId circuit, std::uint32_t copy, Time end);

  /// Whether the copy is a corrected one, which readers have already. False where there are no errors.
  bool corrects(std::uint32_t copy) const { return copy < marks_.size() && marks_[copy].corrects > 0; }
  /// Whether the copy takes no alternate route: a service message or a duplicate. False where there are no errors.
  bool stays(std::uint32_t copy) const {
    return copy < marks_.size() && (marks_[copy].repeats || marks_[copy].service != Service::none);
  }
  /// Which of several alike comes first: the copy itself, its duplicate, the first corrected copy, the duplicate of
  /// that, and so on.
  std::uint32_t kind(std::uint32_t copy) const {
    if (copy >= marks_.size()) return 0;
    return 2 * marks_[copy].corrects + (marks_[copy].repeats ? 1 : 0);
  }
  /// `part` is a new copy with some of the destinations of `whole`.
  void made_of(std::uint32_t part, std::uint32_t whole) {
    const Mark same = mark(whole);
    mark(part) = same;
  }
  /// A message has been stored.
  void stored(const Message& message) { under_way_ += message.counted; }
  /// The copy, of `message`, is about to be dropped.
  void gone(std::uint32_t copy, const Message& message) {
    mark(copy) = {};
    if (message.copies == 1) under_way_ -= message.counted;
  }
  /// Counted messages that have a copy somewhere, delivered or not, and service messages about such.
  std::uint64_t under_way() const { return under_way_; }

  /// When there is something to be done next; kNever: nothing.
  Time next() const { return events_.empty() ? kNever : events_.front().due; }
  /// Does what is due at `now`: copies that their senders send again join `arrivals`, and those of to_send() are there.
  void act(Time now, std::vector<Arrival>& arrivals);

  /// A service message, and the circuit that it joins.
  struct ToSend {
    topology::CircuitId circuit = kNone;
    std::uint32_t copy = kNone;
  };
  /// Those that act() made, in the order in which they join.
  const std::vector<ToSend>& to_send() const { return to_send_; }

 private:
  enum class Service : std::uint8_t { none, check, answer, request };

  /// What a copy carries beside itself.
  struct Mark {
    std::uint32_t failed = 0;         ///< so often it has been sent in vain where it is
    std::uint32_t concerns = kNone;   ///< of a request: the copy that is asked for
    std::uint32_t corrected = 0;      ///< so many corrected copies have been made of it
    std::uint32_t corrects = 0;       ///< it is one of them, the first being 1
    Service service = Service::none;  ///< it is a service message
    bool repeats = false;
    bool counted = false;  ///< of a service message: it is about a counted message
  };
  /// A transmission that has not come in.
  struct OpenNumber {
    std::uint64_t number = 0;
    std::uint32_t copy = kNone;
  };
  struct Line {
    std::uint64_t ended = 0;  ///< transmissions; each has its number by that
    std::vector<OpenNumber> open;
    bool checking = false;  ///< a check has been sent and not been answered
  };
  enum class What : std::uint8_t { number_seen, served, garble_seen, silence, sent_again };
  struct Event {
    Time due = 0;
    What what = What::number_seen;
    topology::CircuitId circuit = kNone;
    std::uint64_t number = 0;
    std::uint32_t copy = kNone;
    auto order() const { return std::tie(due, what, circuit, number); }
  };
  /// A service message that is to be made, about transmissions on circuit `about`.
  struct Wanted {
    Service service = Service::none;
    topology::CircuitId about = kNone;
    std::uint32_t copy = kNone;  ///< which gave rise to it
    Precedence precedence = Precedence::priority;
    bool counted = false;
  };

  Mark& mark(std::uint32_t copy) {
    if (copy >= marks_.size()) marks_.resize(copy + 1);
    return marks_[copy];
  }
  Fate fate(topology::CircuitId circuit, std::uint32_t copy);
  Outcome garbled(topology::CircuitId circuit, std::uint32_t copy, Time in);
  std::uint32_t another(std::uint32_t copy);
  void post(const Event& event);
  Event take();
  void ask_for(std::uint32_t copy, topology::CircuitId about, Precedence precedence);
  void serve(const Event& event, std::vector<Arrival>& arrivals);
  void check(const Event& event);
  void make(const Wanted& wanted, Time now);
  const Message& message_of(std::uint32_t copy) { return store_.cells.message(store_.cells.copy(copy).message); }

  const Plan& plan_;
  MessageStore& store_;
  Recorder& recorder_;
  Rerouting& rerouting_;
  bool any_;
  LineNoise noise_;
  std::uint64_t under_way_ = 0;
  std::vector<Line> lines_;    ///< by circuit
  std::vector<Mark> marks_;    ///< by copy
  std::vector<Event> events_;  ///< a heap, the earliest first
  std::vector<Wanted> wanted_;
  std::vector<ToSend> to_send_;
};

}  // namespace torntape::sim
