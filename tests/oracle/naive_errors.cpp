#include <cmath>

#include "oracle/simulation.hpp"

namespace torntape::oracle::inside {

// A transmission was sent whole: it comes in after the propagation, or it does not.
void Simulation::end(Direction& direction, const Copy& sent) {
  const std::size_t number = ++direction.ended;
  const Time in = now_ + direction.propagation;
  const char fate = fate_of(direction, sent);
  const bool counts = counted(sent.message);
  Copy copy = sent;
  if (fate == 'L') {
    if (counts) ++result_.errors.missing;
    ++copy.failed;
    direction.open.emplace_back(number, copy);
    silences_.emplace(in + scenario_.rules.silence, std::pair(std::pair(direction.from, direction.to), number));
    return;
  }
  if (fate == 'G' && counts) ++result_.errors.garbled;
  if (copy.repeats && counts) ++result_.errors.duplicates;
  if (copy.service != 0 && copy.about_counted) ++result_.errors.service;
  receptions_.emplace(in, Coming{direction.to, copy, direction.from, number, fate == 'G'});
  if (fate != 'R' || copy.repeats) return;
  copy.failed = 0;
  copy.repeats = true;
  put_back(direction.from, copy);
}

// It comes to its sender's hands again, on the circuit that it was on.
void Simulation::put_back(const std::string& at, Copy copy) {
  --copy.hops;
  arrivals_.emplace(now_, Coming{at, copy});
}

char Simulation::fate_of(const Direction& direction, const Copy& copy) const {
  if (copy.service != 0) return ' ';
  for (const Mishap& one : scenario_.mishaps) {
    if (one.from == direction.from && one.to == direction.to && one.number == direction.ended) return one.fate;
  }
  for (const Circuit& circuit : scenario_.circuits) {
    const bool this_one = std::set{circuit.a, circuit.b} == std::set{direction.from, direction.to};
    if (!this_one || (circuit.garbled == 0 && circuit.lost == 0 && circuit.repeated == 0)) continue;
    const auto [loss, garble] = scenario_.noise({direction.from, direction.to, copy.message, copy.section,
                                                 first_indicator(copy), copy.corrects, copy.repeats, copy.failed});
    if (loss < circuit.lost) return 'L';
    if (garble < 1 - std::pow(1 - circuit.garbled, copy.characters)) return 'G';
    if (1 - loss <= circuit.repeated * (1 - circuit.lost)) return 'R';
  }
  return ' ';
}

// A transmission comes in, garbled or right: numbers before its own that are open will not come in any more.
void Simulation::come_in(const Coming& coming) {
  Direction& direction = directions_.at({coming.from, coming.at});
  const auto earlier = [&](const auto& one) { return one.first < coming.number; };
  for (const auto& [number, copy] : direction.open) {
    if (number < coming.number) ask_for(copy, direction, 'O');
  }
  direction.open.erase(std::remove_if(direction.open.begin(), direction.open.end(), earlier), direction.open.end());
  Copy copy = coming.copy;
  if (copy.service != 0) return serve(coming);
  if (copy.repeats) return;
  const char level = std::min(copy.precedence, 'P', higher);
  const bool relayed_garbled = higher(copy.precedence, 'P') && copy.corrects == 0;
  if (coming.garbled && !relayed_garbled) {
    ++copy.failed;
    return ask_for(copy, direction, level);
  }
  copy.failed = 0;
  if (coming.garbled) ++copy.corrected;
  receive({coming.at, copy});
  if (!coming.garbled) return;
  copy.corrects = copy.corrected;
  ask_for(copy, direction, level);
}

void Simulation::ask_for(const Copy& copy, const Direction& about, char precedence) {
  Copy request;
  request.service = 'Q';
  request.precedence = precedence;
  request.asked = {copy};
  request.about_counted = counted(copy.message);
  service_.emplace_back(&directions_.at({about.to, about.from}), request);
}

void Simulation::serve(const Coming& coming) {
  const Copy& message = coming.copy;
  if (message.service == 'A') directions_.at({coming.from, coming.at}).checking = false;
  if (message.service == 'C') {
    Copy answer = message;
    answer.service = 'A';
    service_.emplace_back(&directions_.at({coming.at, coming.from}), answer);
  }
  if (message.service != 'Q') return;
  if (message.about_counted) ++result_.errors.reruns;
  put_back(coming.at, message.asked.front());
}

// Where a number is open still so long after, nothing has come in since.
void Simulation::check_silent() {
  while (!silences_.empty() && silences_.begin()->first == now_) {
    const auto [ends, number] = silences_.begin()->second;
    silences_.erase(silences_.begin());
    Direction& direction = directions_.at(ends);
    for (const auto& [open, copy] : direction.open) {
      if (open != number || direction.checking) continue;
      direction.checking = true;
      Copy check;
      check.service = 'C';
      check.precedence = 'P';
      check.about_counted = counted(copy.message);
      service_.emplace_back(&directions_.at({ends.second, ends.first}), check);
    }
  }
}

// After all else that arrives at the instant: checks, then answers, then requests in the order of what they ask for.
void Simulation::send_service() {
  const auto place = [](const Copy& copy) {
    const std::size_t kind = std::string_view("CAQ").find(copy.service);
    return std::pair(kind, copy.asked.empty() ? Order{} : in_order(copy.asked.front()));
  };
  std::stable_sort(service_.begin(), service_.end(),
                   [&](const auto& a, const auto& b) { return place(a.second) < place(b.second); });
  for (auto& [direction, copy] : service_) {
    copy.queued = now_;
    copy.characters = static_cast<double>(scenario_.rules.service_characters);
    direction->line.push_back(copy);
  }
  service_.clear();
}

}  // namespace torntape::oracle::inside
