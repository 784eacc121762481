#include "sim/recorder.hpp"

#include <algorithm>
#include <tuple>

#include "sim/delivery_order.hpp"

namespace torntape::sim {

Recorder::Recorder(const Plan& plan, std::uint32_t number, const Recording& recording, Time limit)
    : plan_(plan),
      rows_(recording.deliveries),
      each_(rows_ || plan.hours.any()),
      duration_(plan.window.duration),
      pulse_(recording.pulse),
      limit_(limit),
      objectives_(plan.handling.objectives) {
  for (const topology::Station& station : plan.network.stations()) letters_.push_back(station.ri.bits());
  result_.number = number;
  result_.circuits.resize(plan.network.circuits().size());
  result_.addressees.resize(plan.directory.size());
  if (plan.hours.any()) result_.network.emplace();
  if (!recording.stretches) return;
  stretch_ = stretch_length(plan.window.warmup, duration_);
  for (auto& roles : result_.stretches) {
    for (Stretches& stretches : roles) stretches.resize(kStretches);
  }
}

std::uint64_t Recorder::traffic_of(const Draft& draft, Time now) const {
  std::uint64_t whole = static_cast<std::uint64_t>(now);
  std::uint64_t characters = draft.text;
  if (characters == 0) {
    for (const Section& section : draft.sections) characters += section.characters;
  }
  whole = whole * 0x9E3779B97F4A7C15ULL + characters;
  const auto add = [&](const topology::Destination& destination) {
    whole += (letters_[destination.station] ^ destination.tag >> 27) * 0xD6E8FEB86659FD93ULL;
  };
  for (const topology::Destination& destination : draft.line) {
    if (!Tag(destination.tag).is_group()) add(destination);
  }
  for (std::uint32_t i = 0; i < draft.groups_used; ++i) {
    for (const topology::Destination& member : draft.groups[i].members) add(member);
  }
  return Draws::mix(whole ^ letters_[draft.origin]);
}

void Recorder::beat(Time now) {
  if (pulse_->stop != nullptr && pulse_->stop->load(std::memory_order_relaxed)) throw Cancelled();
  show(now);
}

void Recorder::show(Time now) {
  pulse_->clock.store(now, std::memory_order_relaxed);
  pulse_->transmissions.fetch_add(result_.all_transmissions - shown_transmissions_, std::memory_order_relaxed);
  shown_transmissions_ = result_.all_transmissions;
}

void Recorder::tally_stretch(Precedence precedence, Role role, Time filed, Time latency, std::uint32_t addressees) {
  const auto stretch = static_cast<std::size_t>((filed - plan_.window.warmup) / stretch_);
  StretchTally& tally =
      result_.stretches[static_cast<std::size_t>(precedence)][static_cast<std::size_t>(role)][stretch];
  tally.n += addressees;
  tally.sum += static_cast<WideSum>(latency) * addressees;
}

void Recorder::deliver_each(const Message& message, const topology::Destination& destination, Time at,
                            std::uint16_t hops) {
  const auto one = [&](const Listed& listed) {
    const Time delivered = handed_over(listed, destination.station, at);
    if (delivered > limit_) return;
    const auto p = static_cast<std::size_t>(listed.precedence);
    if (result_.network) {
      (*result_.network)[p][static_cast<std::size_t>(listed.role)].add(at - message.filed, 1, objectives_[p]);
    }
    deliver(listed.precedence, listed.role, message.filed, delivered - message.filed, 1);
    result_.addressees[listed.addressee].add(delivered - message.filed, objectives_[p]);
    if (!rows_) return;
    result_.rows.push_back({message.filed, delivered, message.number, message.origin, listed.addressee, hops,
                            listed.precedence, listed.role});
  };
  const Tag tag(destination.tag);
  if (tag.is_listed()) {
    for (const Listed& listed : plan_.listings[tag.index()]) one(listed);
    return;
  }
  const topology::AddresseeId first = plan_.directory.first(destination.station);
  for (std::uint32_t i = 0; i < plan_.directory.count(destination.station); ++i) {
    one({first + i, tag.precedence(), tag.role(), tag.is_niact()});
  }
}

Time Recorder::handed_over(const Listed& listed, StationId station, Time at) const {
  const OpeningHours* hours = plan_.hours.of(station);
  if (hours == nullptr || listed.niact || listed.precedence == Precedence::flash) return at;
  return hours->next_open(at);
}

void Recorder::broken(Cause cause, const Message& message, topology::CircuitId id, CircuitState& circuit, Time joined,
                      Time started, Time now) {
  const auto waited = static_cast<double>(started - joined);
  circuit.waited += waited;
  if (now > duration_ && message.counted == 0) return;
  mix(now, message.number, ~id);
  if (message.counted == 0) return;
  (cause == Cause::higher ? result_.preempted : result_.lost) += 1;
  circuit.sent_waited += waited;
  CircuitTally& tally = result_.circuits[id];
  ++tally.broken;
  tally.wasted += now - started;
}

void Recorder::routing_line(const Message& message, const Particulars& particulars, const Copy& copy,
                            topology::CircuitId id, std::span<const topology::Destination> line,
                            std::span<const topology::Destination> groups, Time sent) {
  RoutingLineRow row{message.number,
                     particulars.telegram,
                     particulars.sections[copy.marks.section].number,
                     id,
                     static_cast<Precedence>(copy.marks.precedence),
                     {},
                     sent};
  for (const topology::Destination& destination : line) {
    const Tag tag(destination.tag);
    row.indicators.push_back(tag.is_group() ? plan_.network.collectives()[groups[2 * tag.index() + 1].station].ri
                                            : plan_.network.stations()[destination.station].ri);
  }
  result_.routing_lines.push_back(std::move(row));
}

void Recorder::end_window(const std::vector<Reading>& readings, std::span<const CircuitState> circuits) {
  for (std::size_t i = 0; i < circuits.size(); ++i) {
    CircuitTally& tally = result_.circuits[i];
    tally.busy = readings[i].busy - at_start_[i].busy;
    tally.queue_area = readings[i].queue_area - at_start_[i].queue_area;
    tally.most_waiting = circuits[i].most_waiting;
  }
}

Replication Recorder::finish(std::span<const CircuitState> circuits) {
  for (std::size_t i = 0; i < circuits.size(); ++i) {
    result_.circuits[i].transmissions = circuits[i].sent;
    result_.circuits[i].waited = circuits[i].sent_waited;
    result_.transmissions += circuits[i].sent;
  }
  result_.undelivered = outstanding_;
  result_.deliveries = expected_ - outstanding_;
  if (pulse_ != nullptr) show(limit_);
  put_in_order(result_.rows, plan_.network, plan_.directory);
  std::stable_sort(result_.routing_lines.begin(), result_.routing_lines.end(), [](const auto& a, const auto& b) {
    return std::tie(a.sent, a.message, a.section, a.circuit) < std::tie(b.sent, b.message, b.section, b.circuit);
  });
  return std::move(result_);
}

}  // namespace torntape::sim
