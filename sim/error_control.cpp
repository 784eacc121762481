#include "sim/error_control.hpp"

#include <algorithm>

#include "sim/indicators.hpp"

namespace torntape::sim {
namespace {

using topology::CircuitId;

constexpr auto kLater = [](const auto& a, const auto& b) { return a.order() > b.order(); };

}  // namespace

ErrorControl::ErrorControl(const Plan& plan, std::uint32_t number, MessageStore& store, Recorder& recorder,
                           Rerouting& rerouting)
    : plan_(plan),
      store_(store),
      recorder_(recorder),
      rerouting_(rerouting),
      any_(LineNoise::any(plan)),
      noise_(plan, number),
      lines_(any_ ? plan.network.circuits().size() : 0) {}

void ErrorControl::post(const Event& event) {
  events_.push_back(event);
  std::push_heap(events_.begin(), events_.end(), kLater);
}

ErrorControl::Event ErrorControl::take() {
  std::pop_heap(events_.begin(), events_.end(), kLater);
  const Event event = events_.back();
  events_.pop_back();
  return event;
}

Fate ErrorControl::fate(CircuitId circuit, std::uint32_t copy_id) {
  Copy& copy = store_.cells.copy(copy_id);
  const std::uint16_t section = copy.marks.section;
  return noise_.fate(circuit, lines_[circuit].ended,
                     {message_of(copy_id).number, section, first_indicator(plan_.network, store_, copy),
                      mark(copy_id).corrects, mark(copy_id).repeats, mark(copy_id).failed},
                     copy.characters);
}

ErrorControl::End ErrorControl::ended(CircuitId circuit, std::uint32_t copy, Time end) {
  Line& line = lines_[circuit];
  const std::uint64_t number = ++line.ended;
  const Time in = end + plan_.network.circuits()[circuit].propagation;
  const bool service = mark(copy).service != Service::none;
  const Fate fate = service ? Fate::right : this->fate(circuit, copy);
  const auto count = [&](std::uint64_t ErrorTally::*what) {
    recorder_.error(what, circuit, message_of(copy).counted != 0);
  };
  if (fate == Fate::lost) {
    line.open.push_back({number, copy});
    post({in + plan_.handling.silence, What::silence, circuit, number});
    ++mark(copy).failed;
    count(&ErrorTally::missing);
    return {Outcome::waits, fate};
  }
  if (!line.open.empty()) post({in, What::number_seen, circuit, number});
  if (service) {
    recorder_.error(&ErrorTally::service, circuit, mark(copy).counted);
    post({in, What::served, circuit, number, copy});
    return {Outcome::waits, fate};
  }
  if (fate == Fate::garbled) count(&ErrorTally::garbled);
  if (mark(copy).repeats) {
    count(&ErrorTally::duplicates);
    return {Outcome::is_done, fate};
  }
  if (fate == Fate::garbled) return {garbled(circuit, copy, in), fate};
  mark(copy).failed = 0;
  if (fate == Fate::repeated) {
    const std::uint32_t duplicate = another(copy);
    mark(duplicate).repeats = true;
    post({end, What::sent_again, circuit, number, duplicate});
  }
  return {Outcome::comes_in, fate};
}

/// FLASH and IMMEDIATE go on subject to correction, the corrected copy behind them; what is lower, and what corrects,
/// is held back until it has come in right.
ErrorControl::Outcome ErrorControl::garbled(CircuitId circuit, std::uint32_t copy, Time in) {
  const bool goes_on = store_.cells.copy(copy).marks.precedence <= static_cast<std::uint32_t>(Precedence::immediate);
  std::uint32_t right = copy;
  if (goes_on && mark(copy).corrects == 0) {
    mark(copy).failed = 0;
    const std::uint32_t which = ++mark(copy).corrected;
    right = another(copy);
    mark(right).corrects = which;
  } else {
    ++mark(copy).failed;
  }
  post({in, What::garble_seen, circuit, lines_[circuit].ended, right});
  return right == copy ? Outcome::waits : Outcome::comes_in;
}

/// A further copy, as it stands, of what `copy` is one of.
std::uint32_t ErrorControl::another(std::uint32_t copy) {
  const std::uint32_t id = store_.another(copy);
  made_of(id, copy);
  rerouting_.made_of(id, copy);
  return id;
}

void ErrorControl::act(Time now, std::vector<Arrival>& arrivals) {
  to_send_.clear();
  while (next() == now) {
    const Event event = take();
    Line& line = lines_[event.circuit];
    switch (event.what) {
      case What::number_seen:
        // Numbers come in in their order: what is open below this one will not come in any more.
        while (!line.open.empty() && line.open.front().number < event.number) {
          ask_for(line.open.front().copy, event.circuit, Precedence::immediate);
          line.open.erase(line.open.begin());
        }
        break;
      case What::served:
        serve(event, arrivals);
        break;
      case What::garble_seen: {
        const auto precedence = static_cast<Precedence>(store_.cells.copy(event.copy).marks.precedence);
        ask_for(event.copy, event.circuit, topology::higher(precedence, Precedence::priority));
        break;
      }
      case What::silence:
        check(event);
        break;
      case What::sent_again:
        arrivals.push_back({now, event.copy, plan_.network.circuits()[event.circuit].from});
        break;
    }
  }
  const auto rank = [&](const Wanted& wanted) {
    Copy& copy = store_.cells.copy(wanted.copy);
    const std::uint16_t section = copy.marks.section;
    return std::tuple(wanted.service, message_of(wanted.copy).number, section,
                      first_indicator(plan_.network, store_, copy), kind(wanted.copy));
  };
  std::sort(wanted_.begin(), wanted_.end(), [&](const Wanted& a, const Wanted& b) { return rank(a) < rank(b); });
  for (const Wanted& wanted : wanted_) make(wanted, now);
  wanted_.clear();
}

void ErrorControl::ask_for(std::uint32_t copy, CircuitId about, Precedence precedence) {
  wanted_.push_back({Service::request, about, copy, precedence, message_of(copy).counted != 0});
}

/// Nothing has come in since a transmission was lost. One check at a time: its answer shows all numbers before it.
void ErrorControl::check(const Event& event) {
  Line& line = lines_[event.circuit];
  const auto open = std::find_if(line.open.begin(), line.open.end(),
                                 [&](const OpenNumber& one) { return one.number == event.number; });
  if (open == line.open.end() || line.checking) return;
  line.checking = true;
  wanted_.push_back(
      {Service::check, event.circuit, open->copy, Precedence::priority, message_of(open->copy).counted != 0});
}

/// A service message has come in over a circuit: it is acted on and done with.
void ErrorControl::serve(const Event& event, std::vector<Arrival>& arrivals) {
  const Mark mark = this->mark(event.copy);
  const CircuitId other = topology::reverse(event.circuit);
  switch (mark.service) {
    case Service::request:
      recorder_.error(&ErrorTally::reruns, other, message_of(mark.concerns).counted != 0);
      arrivals.push_back({event.due, mark.concerns, plan_.network.circuits()[other].from});
      break;
    case Service::check:
      wanted_.push_back({Service::answer, other, event.copy, Precedence::priority, mark.counted});
      return;
    case Service::answer:
      lines_[event.circuit].checking = false;
      break;
    case Service::none:
      break;
  }
  under_way_ -= mark.counted ? 1 : 0;
  gone(event.copy, message_of(event.copy));
  store_.drop(event.copy);
}

void ErrorControl::make(const Wanted& wanted, Time now) {
  const topology::Circuit& about = plan_.network.circuits()[wanted.about];
  std::uint32_t id = wanted.copy;
  if (wanted.service != Service::answer) {
    const std::uint32_t message = store_.cells.take_message();
    id = Cells::first_copy_of(message);
    store_.cells.message(message) = {};
    store_.cells.message(message).copies = 1;
    store_.cells.copy(id) = {};
    store_.cells.copy(id).message = message;
    under_way_ += wanted.counted ? 1 : 0;
  }
  Message& message = store_.cells.message(store_.cells.copy(id).message);
  message.filed = now;
  message.origin = wanted.service == Service::answer ? about.from : about.to;
  message.precedence = static_cast<std::uint32_t>(wanted.precedence) & 3U;
  Copy& copy = store_.cells.copy(id);
  copy.characters = plan_.handling.service_characters;
  copy.marks.precedence = static_cast<std::uint16_t>(wanted.precedence) & 3U;
  copy.marks.single = 1;
  copy.line = {wanted.service == Service::answer ? about.to : about.from, 0};
  Mark& mark = this->mark(id);
  mark = {};
  mark.service = wanted.service;
  mark.concerns = wanted.copy;
  mark.counted = wanted.counted;
  to_send_.push_back({wanted.service == Service::answer ? wanted.about : topology::reverse(wanted.about), id});
}

}  // namespace torntape::sim
