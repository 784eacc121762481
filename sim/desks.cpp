#include "sim/desks.hpp"

#include <algorithm>

namespace torntape::sim {

bool Desks::needed(const Plan& plan) {
  for (StationId id = 0; id < plan.network.stations().size(); ++id) {
    if (has_desk(plan, id)) return true;
  }
  return false;
}

Desks::Desks(const Plan& plan) : fifo_(plan.handling.discipline == Discipline::fifo) {
  for (StationId id = 0; id < plan.network.stations().size(); ++id) {
    if (!has_desk(plan, id)) continue;
    desk_of_.resize(plan.network.stations().size(), kNone);
    desk_of_[id] = static_cast<std::uint32_t>(desks_.size());
    const topology::Station& station = plan.network.stations()[id];
    Desk& desk = desks_.emplace_back();
    desk.station = desk.tally.station = id;
    desk.hours = plan.hours.of(id);
    desk.operators = desk.tally.operators = station.operators;
    desk.time = station.switching;
    desk.tally.open = plan.window.duration - plan.window.warmup;
    if (desk.hours != nullptr) desk.tally.open = desk.hours->open_between(plan.window.warmup, plan.window.duration);
  }
  if (any()) events_ = EventList(static_cast<std::uint32_t>(desks_.size()));
}

void Desks::join(StationId station, std::uint32_t copy, std::uint32_t precedence, bool counted, Time now) {
  const std::uint32_t slot = desk_of_[station];
  Desk& desk = desks_[slot];
  note(desk, now);
  desk.line[fifo_ ? 0 : precedence].push_back({copy, counted, now});
  ++desk.waiting;
  schedule(slot, now);
}

/// Adds the time since the last change to the figures; a line that was there for no time at all was none.
void Desks::note(Desk& desk, Time now) {
  if (now > desk.noted) desk.tally.most_waiting = std::max(desk.tally.most_waiting, desk.waiting);
  const auto passed = static_cast<double>(now - desk.noted);
  desk.tally.busy += passed * static_cast<double>(desk.hands.size());
  desk.tally.queue_area += passed * desk.waiting;
  desk.noted = now;
}

std::uint32_t Desks::put_by(Desk& desk) {
  const Work work = desk.hands.front();
  desk.hands.pop_front();
  if (work.counted) {
    ++desk.tally.copies;
    desk.tally.waited += static_cast<double>(work.waited);
  }
  return work.copy;
}

void Desks::begin(Desk& desk, Time now) {
  const bool open = desk.hours == nullptr || desk.hours->next_open(now) == now;
  for (std::deque<Waiting>& line : desk.line) {
    while (open && !line.empty() && free_hand(desk)) {
      const Waiting& first = line.front();
      desk.hands.push_back({now + desk.time, now - first.joined, first.copy, first.counted});
      line.pop_front();
      --desk.waiting;
    }
  }
}

Time Desks::due(const Desk& desk, Time now) {
  Time next = desk.hands.empty() ? kNever : desk.hands.front().end;
  if (desk.waiting > 0 && free_hand(desk)) {
    next = std::min(next, desk.hours == nullptr ? now : desk.hours->next_open(now));
  }
  return next;
}

void Desks::begin_window(Time at) {
  for (Desk& desk : desks_) {
    note(desk, at);
    desk.tally.busy = 0;
    desk.tally.queue_area = 0;
    desk.tally.most_waiting = 0;
  }
}

void Desks::end_window(Time at) {
  ended_.clear();
  for (Desk& desk : desks_) {
    note(desk, at);
    ended_.push_back(desk.tally);
  }
}

std::vector<DeskTally> Desks::tallies() const {
  std::vector<DeskTally> all = ended_;
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].copies = desks_[i].tally.copies;
    all[i].waited = desks_[i].tally.waited;
  }
  return all;
}

}  // namespace torntape::sim
